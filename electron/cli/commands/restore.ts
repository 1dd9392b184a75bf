import { existsSync } from 'node:fs';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Result } from '../../../shared/host-api.ts';
import type { WalletReport } from '../../host/backup/wallet-record.ts';
import { finishRestore, markReady, restoringDir, walletReport } from '../../host/backup/apply.ts';
import { readBackup } from '../../host/backup/read-backup.ts';
import { whatStands } from '../../host/backup/service.ts';
import { fail } from '../../host/context.ts';
import { prepareFolders } from '../../host/folders.ts';
import { openJournal } from '../../host/journal/journal.ts';
import { lockProfile } from '../../host/profile-lock.ts';
import { openSettings } from '../../host/settings.ts';
import { openBooks } from '../../host/wallet/books.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { passwordFor } from '../password.ts';

type WalletConflict = WalletReport['conflicts'][number];

export interface RestoreOptions {
  readonly file: string;
  readonly home: string;
  readonly profile: string;
  readonly passwordFile?: string;
  readonly json?: boolean;
}

/** `tessera restore`: a backup into a profile that has no work of its own. The window takes its rows at its next start. */
export async function runRestore(options: RestoreOptions, output: Output): Promise<Result<ExitCode>> {
  if (!existsSync(options.file)) return fail('NOT_A_BACKUP', `${options.file} cannot be read.`, { field: 'file', fix: 'Check the path.' });
  const folders = await prepareFolders(options.home, options.profile);
  if (!folders.ok) return folders;
  const { profileDir, journalDir, keystoreDir } = folders.value;
  const lock = await lockProfile(profileDir);
  if (!lock.ok) return lock;
  try {
    const password = await passwordFor('Password of the backup', options.passwordFile);
    if (!password.ok) return password;
    const log = (line: string): void => output.progress(line);
    const obstacle = await obstacleIn(journalDir, log);
    if (obstacle !== null) return obstacle;
    const read = await readBackup(options.file, password.value, restoringDir(profileDir));
    if (!read.ok) return read;
    await markReady(profileDir, read.value.createdAtMs);
    const books = await openBooks({ profileDir, keystoreDir, nowMs: Date.now, log });
    await finishRestore(profileDir, await openSettings(profileDir, log), books, Date.now());
    const { about, createdAtMs } = read.value;
    const conflicts = (await walletReport(profileDir))?.conflicts ?? [];
    const facts = { profile: options.profile, from: about.profile, createdAtMs, entries: about.journal?.entries ?? 0, accounts: about.accounts, hasDatabase: about.hasDatabase, contacts: about.wallet?.contacts ?? 0, limits: about.wallet?.limits ?? 0, conflicts };
    output.result(facts, () => `${String(facts.entries)} journal entries and ${String(facts.accounts.length)} accounts of "${about.profile}" are in "${options.profile}" now. Start Tessera with this profile: it offers to put the labels back.${conflictWords(conflicts)}`);
    return { ok: true, value: EXIT.done };
  } finally {
    await lock.value.release();
  }
}

/** The window tells each of them again, until it was seen there. */
function conflictWords(conflicts: readonly WalletConflict[]): string {
  return conflicts.map((conflict) => `\n${wordsOf(conflict)}`).join('');
}

function wordsOf(conflict: WalletConflict): string {
  switch (conflict.kind) {
    case 'limit':
      return `The daily limit of ${conflict.account} on chain ${String(conflict.chainId)} for ${conflict.asset} was ${conflict.here} here and ${conflict.backup} in the backup (smallest units): the lower one holds.`;
    case 'contact-name':
      return `${conflict.address} stays "${conflict.here}"; the backup calls it "${conflict.backup}".`;
    case 'same-name':
      return `"${conflict.name}" is ${conflict.here} here; ${conflict.backup} of the backup is called "${conflict.now}".`;
    case 'book-full':
      return `The address book is full: ${String(conflict.left)} entries of the backup were left out.`;
    case 'auto-lock':
      return `The wallet still locks after ${String(conflict.here)} minutes; in the backup it was ${String(conflict.backup)}.`;
    default:
      return assertNever(conflict);
  }
}

/** A journal that cannot be opened is no obstacle: it is put aside as it is. */
async function obstacleIn(journalDir: string, log: (line: string) => void): Promise<Result<never> | null> {
  const journal = await openJournal(journalDir, { nowMs: Date.now, log });
  if (!journal.ok) return null;
  try {
    return await whatStands(journal.value);
  } finally {
    await journal.value.close();
  }
}
