import { existsSync } from 'node:fs';
import type { Result } from '../../../shared/host-api.ts';
import { finishRestore, markReady, restoringDir } from '../../host/backup/apply.ts';
import { readBackup } from '../../host/backup/read-backup.ts';
import { whatStands } from '../../host/backup/service.ts';
import { fail } from '../../host/context.ts';
import { prepareFolders } from '../../host/folders.ts';
import { openJournal } from '../../host/journal/journal.ts';
import { lockProfile } from '../../host/profile-lock.ts';
import { openSettings } from '../../host/settings.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { passwordFor } from '../password.ts';

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
  const { profileDir, journalDir } = folders.value;
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
    await finishRestore(profileDir, await openSettings(profileDir, log), Date.now());
    const { about, createdAtMs } = read.value;
    const facts = { profile: options.profile, from: about.profile, createdAtMs, entries: about.journal?.entries ?? 0, accounts: about.accounts, hasDatabase: about.hasDatabase };
    output.result(facts, () => `${String(facts.entries)} journal entries and ${String(facts.accounts.length)} accounts of "${about.profile}" are in "${options.profile}" now. Start Tessera with this profile: it offers to put the labels back.`);
    return { ok: true, value: EXIT.done };
  } finally {
    await lock.value.release();
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
