import type { Result } from '../../../shared/host-api.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { prepareFolders } from '../../host/folders.ts';
import { type GoldService, createGoldService } from '../../host/gold/service.ts';
import { openJournal } from '../../host/journal/journal.ts';
import { createPacksService } from '../../host/packs/service.ts';
import { lockProfile } from '../../host/profile-lock.ts';
import { goldSecret } from '../../host/wallet/gold-secret.ts';
import type { OwnAccount } from '../account-key.ts';
import type { Output } from '../output.ts';
import type { Connected } from './connect.ts';

const NO_GOLD = `0x${'00'.repeat(32)}`;

export interface GoldPlace {
  readonly home: string;
  readonly profile: string;
}

/** Runs work with a profile's known answers, which nobody else has open meanwhile. PROFILE_IN_USE while the app runs. */
export async function withGold<T>(place: GoldPlace, account: OwnAccount, chain: Connected, output: Output, work: (gold: GoldService) => Promise<Result<T>>): Promise<Result<T>> {
  const folders = await prepareFolders(place.home, place.profile);
  if (!folders.ok) return folders;
  const { homeDir, profileDir, journalDir } = folders.value;
  const lock = await lockProfile(profileDir);
  if (!lock.ok) return lock;
  const nowMs = () => Date.now();
  try {
    const journal = await openJournal(journalDir, { nowMs, log: (line) => output.progress(line) });
    if (!journal.ok) return journal;
    const packs = createPacksService({ homeDir, profileDir, nowMs });
    const { chainId, coordinator } = chain;
    const secretFor = (manifestRoot: string): Result<string> => ({ ok: true, value: goldSecret(account.key, { chainId, coordinator, manifestRoot }) });
    try {
      return await work(createGoldService({ profileDir, packs, journal: journal.value, secretFor }));
    } finally {
      await journal.value.close();
      await packs.close();
    }
  } finally {
    await lock.value.release();
  }
}

/** The root that the project opens with; zero where its rules ask for no known answers. */
export async function goldRootFor(place: GoldPlace, account: OwnAccount, chain: Connected, output: Output, root: string, params: ProjectParams): Promise<Result<string>> {
  const { batchSize, goldPerBatch, thresholdBps } = params;
  if (goldPerBatch === 0) return { ok: true, value: NO_GOLD };
  return withGold(place, account, chain, output, async (gold) => {
    const done = await gold.commit({ root, batchSize, goldPerBatch, thresholdBps });
    return done.ok ? { ok: true, value: done.value.goldRoot } : done;
  });
}
