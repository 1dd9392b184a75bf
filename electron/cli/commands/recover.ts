import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromHex } from '../../../shared/bytes.ts';
import { detailsHash } from '../../../shared/labels/details.ts';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { type JournalService, openJournal } from '../../host/journal/journal.ts';
import { lockProfile } from '../../host/profile-lock.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { type RecoveredLabel, type Recovery, nothingRecovered, recoverEntry } from '../replay-labels.ts';

export interface RecoverOptions {
  readonly home: string;
  readonly profile: string;
  readonly out?: string;
  readonly details?: string;
  readonly json?: boolean;
}

const PAGE_ENTRIES = 5000;
interface Recovered {
  readonly entries: number;
  readonly lastAtMs: number | null;
  readonly tornTail: boolean;
  /** By the label's key: seat and item. */
  readonly labels: Readonly<Record<string, RecoveredLabel>>;
  readonly signed: Readonly<Record<string, unknown>>;
  readonly problems: Recovery['problems'];
}

async function readAll(journal: JournalService): Promise<Result<Recovered>> {
  const status = await journal.status({});
  if (!status.ok) return status;
  const recovery = nothingRecovered();
  for (let fromSeq: number | null = 0; fromSeq !== null; ) {
    const page: Awaited<ReturnType<JournalService['read']>> = await journal.read({ fromSeq, limit: PAGE_ENTRIES });
    if (!page.ok) return page;
    for (const entry of page.value.entries) recoverEntry(recovery, entry);
    fromSeq = page.value.nextSeq;
  }
  const { entries, lastAtMs, tornTail } = status.value;
  const labels = Object.fromEntries([...recovery.labels].map(([key, { history: _, era: _era, ...label }]) => [key, label]));
  return { ok: true, value: { entries, lastAtMs, tornTail, labels, signed: Object.fromEntries(recovery.signed), problems: recovery.problems } };
}

const signedSchema = z.object({ signed: z.object({ details: z.string().regex(/^0x([0-9a-f]{2})+$/) }) });

/** The details of signed batches as files, each named by the hash that was committed to: what a lead's `export --details` takes. */
function writeDetails(folder: string, signed: Recovered['signed']): number {
  mkdirSync(folder, { recursive: true });
  const found = Object.values(signed).flatMap((payload) => { const parsed = signedSchema.safeParse(payload); return parsed.success ? [fromHex(parsed.data.signed.details)] : []; });
  for (const bytes of found) writeFileSync(join(folder, `${detailsHash(bytes)}.details`), bytes);
  return found.length;
}

/** `tessera recover`: what the journal alone still knows of every label. */
export async function runRecover(options: RecoverOptions, output: Output): Promise<Result<ExitCode>> {
  const profileDir = join(options.home, 'profiles', options.profile);
  const journalDir = join(profileDir, 'journal');
  if (!existsSync(journalDir)) return fail('NO_JOURNAL', `There is no journal in ${journalDir}.`, { field: '--profile', fix: 'Name the home and the profile whose labels you want.' });
  const lock = await lockProfile(profileDir);
  if (!lock.ok) return lock;
  try {
    const journal = await openJournal(journalDir, { nowMs: Date.now, log: (line) => output.progress(line) });
    if (!journal.ok) return journal;
    const recovered = await readAll(journal.value);
    await journal.value.close();
    if (!recovered.ok) return recovered;
    const text = JSON.stringify(recovered.value, null, 2);
    if (options.out !== undefined) writeFileSync(options.out, text);
    if (options.details !== undefined) output.progress(`${writeDetails(options.details, recovered.value.signed)} batches' details in ${options.details}`);
    const count = Object.keys(recovered.value.labels).length;
    for (const { key, reason } of recovered.value.problems) output.progress(`${key}: ${reason}`);
    if (options.out === undefined) output.result(recovered.value, () => text);
    else output.result({ out: options.out, labels: count, entries: recovered.value.entries }, () => `${count} labels of ${recovered.value.entries} entries in ${options.out ?? ''}`);
    return { ok: true, value: EXIT.done };
  } finally {
    await lock.value.release();
  }
}
