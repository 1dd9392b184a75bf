import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { openJournal } from '../journal/journal.ts';
import { ABOUT, aboutSchema, isBackupPath } from './contents.ts';
import type { About } from './contents.ts';
import type { Member } from './members.ts';
import { splitMembers } from './members.ts';
import { BackupFault, unseal } from './sealed-file.ts';
import { WALLET, walletRecordSchema } from './wallet-record.ts';

export interface ReadBackup {
  readonly about: About;
  readonly createdAtMs: number;
}

const READ_BYTES = 1024 * 1024;

/**
 * Unpacks a backup into a new folder and holds it against what it says of itself: the journal's chain is followed to
 * its end. On failure nothing is left. WRONG_PASSWORD, NOT_A_BACKUP, BACKUP_NEWER, BACKUP_DAMAGED, BACKUP_CUT_OFF, DISK_FULL.
 */
export async function readBackup(path: string, password: string, into: string): Promise<Result<ReadBackup>> {
  await rm(into, { recursive: true, force: true });
  const source = createReadStream(path, { highWaterMark: READ_BYTES });
  try {
    const opened = await unseal(source, password);
    if (!opened.ok) return opened;
    await mkdir(into, { recursive: true, mode: 0o700 });
    await pipeline(Readable.from(opened.value.content), createGunzip(), (plain: AsyncIterable<Buffer>) => splitMembers(plain, (member) => unpack(member, into)));
    const about = aboutSchema.safeParse(JSON.parse(await readFile(join(into, ABOUT), 'utf8')));
    if (!about.success) throw new BackupFault('BACKUP_DAMAGED', 'The backup does not say what it holds');
    await checkWallet(join(into, WALLET), about.data);
    await checkJournal(join(into, 'journal'), about.data);
    return { ok: true, value: { about: about.data, createdAtMs: opened.value.createdAtMs } };
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    return faultOf(path, error);
  } finally {
    source.destroy();
  }
}

async function unpack({ path, content }: Member, into: string): Promise<void> {
  if (!isBackupPath(path)) throw new BackupFault('BACKUP_DAMAGED', `The backup holds a file that Tessera does not write: ${path.slice(0, 80)}`);
  const target = join(into, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const file = await open(target, 'wx', 0o600);
  try {
    for await (const chunk of content) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A backup of the first version has no such file; in another it must be one that can be merged. */
async function checkWallet(path: string, about: About): Promise<void> {
  if (about.wallet === undefined) return rm(path, { force: true });
  const record = walletRecordSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!record.success) throw new BackupFault('BACKUP_DAMAGED', 'The wallet’s settings in the backup are not as Tessera writes them');
}

/** Every entry is there and follows the one before. */
async function checkJournal(dir: string, about: About): Promise<void> {
  if (about.journal === null) return;
  const opened = await openJournal(dir, { nowMs: () => 0, log: () => undefined });
  if (!opened.ok) throw new BackupFault('BACKUP_DAMAGED', `The journal in the backup is not whole: ${opened.error.message}`);
  try {
    let entries = 0;
    for (let fromSeq: number | null = 0; fromSeq !== null; ) {
      const page: Awaited<ReturnType<typeof opened.value.read>> = await opened.value.read({ fromSeq, limit: 5000 });
      if (!page.ok) throw new BackupFault('BACKUP_DAMAGED', `The journal in the backup is not whole: ${page.error.message}`);
      entries += page.value.entries.length;
      fromSeq = page.value.nextSeq;
    }
    // Entries that were written while the backup was made may be in it as well.
    if (entries < about.journal.entries) throw new BackupFault('BACKUP_DAMAGED', `The journal in the backup has ${String(entries)} of ${String(about.journal.entries)} entries`);
  } finally {
    await opened.value.close();
  }
}

function faultOf(path: string, error: unknown): Result<never> {
  if (error instanceof BackupFault) {
    return fail(error.code, error.message, { field: 'file', fix: error.code === 'BACKUP_CUT_OFF' ? 'Copy the file again, or use another copy.' : 'Use another copy of the file.' });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('DISK_FULL', 'There is no room to unpack the backup', { fix: 'Free some space and try again.' });
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return fail('NOT_A_BACKUP', `${path} cannot be read`, { field: 'file', fix: 'Check the path.' });
  return fail('BACKUP_DAMAGED', `The backup could not be read: ${error instanceof Error ? error.message : String(error)}`, { field: 'file', fix: 'Use another copy of the file.' });
}
