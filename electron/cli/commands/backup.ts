import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { backupName } from '../../host/backup/service.ts';
import { writeBackup } from '../../host/backup/write-backup.ts';
import { fail } from '../../host/context.ts';
import { openJournal } from '../../host/journal/journal.ts';
import { lockProfile } from '../../host/profile-lock.ts';
import { openSettings } from '../../host/settings.ts';
import { openBooks } from '../../host/wallet/books.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { passwordFor } from '../password.ts';
import { appVersion } from '../version.ts';

export interface BackupOptions {
  readonly home: string;
  readonly profile: string;
  readonly out?: string;
  readonly passwordFile?: string;
  readonly keys: boolean;
  readonly json?: boolean;
}

const LEAST_PASSWORD = 8;

/** `tessera backup`: the journal, known answers, wallet's settings and keys of a profile that is not open, in one encrypted file. */
export async function runBackup(options: BackupOptions, output: Output): Promise<Result<ExitCode>> {
  const profileDir = join(options.home, 'profiles', options.profile);
  if (!existsSync(join(profileDir, 'journal'))) return fail('NO_PROFILE', `There is no profile in ${profileDir}.`, { field: '--profile', fix: 'Name the home and the profile.' });
  const path = resolve(options.out ?? backupName(options.profile, Date.now()));
  if (existsSync(path)) return fail('BACKUP_EXISTS', `${path} is there already.`, { field: '--out', fix: 'Name another file: a backup is never overwritten.' });
  const lock = await lockProfile(profileDir);
  if (!lock.ok) return lock;
  try {
    const password = await passwordFor('Password of the backup', options.passwordFile, true);
    if (!password.ok) return password;
    if (password.value.length < LEAST_PASSWORD) return fail('USAGE', `The password has fewer than ${String(LEAST_PASSWORD)} characters.`, { field: 'password', fix: 'Use a longer one: everything in the backup hangs on it.' });
    const log = (line: string): void => output.progress(line);
    const settings = await openSettings(profileDir, log);
    const books = await openBooks({ profileDir, keystoreDir: join(profileDir, 'keystore'), nowMs: Date.now, log });
    const journal = await openJournal(join(profileDir, 'journal'), { nowMs: Date.now, log });
    if (!journal.ok) return journal;
    try {
      const source = { profileDir, profile: options.profile, appVersion: appVersion(), journal: journal.value, settings, books, hasKeys: options.keys, databasePath: null };
      const written = await writeBackup(path, source, { password: password.value, nowMs: Date.now() });
      if (!written.ok) return written;
      const { bytes, about } = written.value;
      const facts = { path, bytes, entries: about.journal?.entries ?? 0, accounts: about.accounts, contacts: about.wallet?.contacts ?? 0, limits: about.wallet?.limits ?? 0 };
      output.result(facts, () => `${path}: ${String(facts.entries)} journal entries and ${String(facts.accounts.length)} accounts in ${String(Math.ceil(bytes / 1024))} KiB`);
      return { ok: true, value: EXIT.done };
    } finally {
      await journal.value.close();
    }
  } finally {
    await lock.value.release();
  }
}
