import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostHandlers, HostResult, Result } from '../../../shared/host-api.ts';
import { workKinds } from '../../../shared/journal-kinds.ts';
import { fail } from '../context.ts';
import type { JournalService } from '../journal/journal.ts';
import type { JournalSlot } from '../journal/slot.ts';
import type { ServedFile } from '../packs/port.ts';
import type { SettingsFile } from '../settings.ts';
import type { WalletBooks } from '../wallet/books.ts';
import { dropPending, dropReport, finishRestore, markReady, pendingDatabase, restoredDatabase, restoringDir, walletReport } from './apply.ts';
import type { BackupSource } from './contents.ts';
import { readBackup } from './read-backup.ts';
import type { ReadBackup } from './read-backup.ts';
import { Uploads } from './uploads.ts';
import { writeBackup } from './write-backup.ts';

type BackupMethod = Extract<keyof HostHandlers, `backup.${string}`>;

export interface BackupService {
  readonly handlers: Pick<HostHandlers, BackupMethod>;
  /** A backup of this home by its name, which comes from an address and is hostile. */
  made(name: string): Promise<Result<ServedFile>>;
}

export interface BackupParts {
  readonly homeDir: string;
  readonly profileDir: string;
  readonly profile: string;
  readonly appVersion: string;
  readonly journal: JournalSlot;
  readonly settings: SettingsFile;
  readonly books: WalletBooks;
  readonly nowMs: () => number;
  /** Reads the key files again after a restore has added some. */
  readonly reloadKeys: () => Promise<void>;
  readonly scryptN?: number;
}

const FILE_NAME = /^tessera-[a-z0-9_-]{1,40}-\d{4}-\d{2}-\d{2}-\d{6}\.tessera-backup$/i;
/** A page of rows stays well under the shells' limit of a message. */
const PAGE_BYTES = 2 * 1024 * 1024;

export function createBackupService(parts: BackupParts): BackupService {
  const { homeDir, profileDir, journal, settings, books, nowMs } = parts;
  const uploads = new Uploads(profileDir);
  const backupsDir = join(homeDir, 'backups');
  // One at a time: two restores would unpack into one folder.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const make = async ({ uploadId, password, hasKeys }: Parameters<HostHandlers['backup.make']>[0]): Promise<Result<HostResult<'backup.make'>>> => {
    const databasePath = await uploads.path(uploadId);
    if (databasePath === null) return uploadMissing();
    await mkdir(backupsDir, { recursive: true, mode: 0o700 });
    const name = await freeName(backupsDir, parts.profile, nowMs());
    const source: BackupSource = { ...parts, hasKeys, databasePath };
    const written = await writeBackup(join(backupsDir, name), source, { password, nowMs: nowMs(), ...(parts.scryptN === undefined ? {} : { costN: parts.scryptN }) });
    await uploads.drop(uploadId);
    if (!written.ok) return written;
    const { path, bytes, about } = written.value;
    return { ok: true, value: { path, name, url: `/backup/${name}`, bytes, entries: about.journal?.entries ?? 0, accounts: about.accounts.length, contacts: about.wallet?.contacts ?? 0, limits: about.wallet?.limits ?? 0 } };
  };

  /** Unpacks and checks; what can be put in place is left in `restoring`. */
  const unpack = async (uploadId: string, password: string): Promise<Result<ReadBackup>> => {
    const path = await uploads.path(uploadId);
    return path === null ? uploadMissing() : await readBackup(path, password, restoringDir(profileDir));
  };

  const restore = async (uploadId: string, password: string): Promise<Result<HostResult<'backup.restore'>>> => {
    const obstacle = await whatStands(journal);
    if (obstacle !== null) return obstacle;
    const read = await unpack(uploadId, password);
    if (!read.ok) return read;
    await markReady(profileDir, read.value.createdAtMs);
    await journal.swap(() => finishRestore(profileDir, settings, books, nowMs()));
    await uploads.drop(uploadId);
    await parts.reloadKeys();
    return { ok: true, value: summaryOf(read.value) };
  };

  return {
    handlers: {
      'backup.upload': ({ uploadId, offset, chunk }) => uploads.put(uploadId, offset, chunk),
      'backup.make': (args) => inTurn(() => make(args)),
      'backup.restore': ({ uploadId, password }) => inTurn(() => restore(uploadId, password)),
      'backup.pending': async () => ({ ok: true, value: { backup: await pendingDatabase(profileDir) } }),
      'backup.rows': ({ fromByte }) => rowsFrom(restoredDatabase(profileDir), fromByte),
      'backup.taken': async () => {
        await dropPending(profileDir);
        return { ok: true, value: {} };
      },
      'backup.conflicts': async () => ({ ok: true, value: { report: await walletReport(profileDir) } }),
      'backup.conflictsSeen': async () => {
        await dropReport(profileDir);
        return { ok: true, value: {} };
      },
    },
    made: async (name) => {
      if (!FILE_NAME.test(name)) return fail('BACKUP_MISSING', 'There is no such backup');
      const path = join(backupsDir, name);
      const facts = await stat(path).catch(() => null);
      if (facts?.isFile() !== true) return fail('BACKUP_MISSING', 'There is no such backup', { fix: 'Make it again.' });
      return { ok: true, value: { path, bytes: facts.size, mediaType: 'application/octet-stream' } };
    },
  };
}

/** `tessera-<profile>-2026-11-28-091500.tessera-backup`, by this machine's clock. */
export function backupName(profile: string, nowMs: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const at = new Date(nowMs);
  const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `tessera-${profile}-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.tessera-backup`;
}

/** A backup is never overwritten: of two in one second the later has the next. */
async function freeName(dir: string, profile: string, nowMs: number): Promise<string> {
  for (let atMs = nowMs; ; atMs += 1000) {
    const name = backupName(profile, atMs);
    if ((await stat(join(dir, name)).catch(() => null)) === null) return name;
  }
}

/**
 * Why nothing may be restored here: PROFILE_HAS_WORK. A journal that cannot be read is no obstacle: it is put aside,
 * as it is.
 */
export async function whatStands(journal: JournalService): Promise<Result<never> | null> {
  for (let fromSeq: number | null = 0; fromSeq !== null; ) {
    const page: Awaited<ReturnType<JournalService['read']>> = await journal.read({ fromSeq, limit: 2000 });
    if (!page.ok) return null;
    if (page.value.entries.some(({ kind }) => workKinds.has(kind) || kind === 'gold')) {
      return fail('PROFILE_HAS_WORK', 'This profile has work of its own, which a backup would cover', { fix: 'Restore into a new profile: start Tessera with --profile NAME.' });
    }
    fromSeq = page.value.nextSeq;
  }
  return null;
}

function summaryOf({ about, createdAtMs }: ReadBackup): HostResult<'backup.restore'> {
  return { createdAtMs, profile: about.profile, entries: about.journal?.entries ?? 0, accounts: about.accounts.length, hasDatabase: about.hasDatabase };
}

function uploadMissing(): Result<never> {
  return fail('UPLOAD_GAP', 'The file has not arrived', { field: 'uploadId', fix: 'Send it again.' });
}

/** Whole lines from a byte on; a line longer than a page comes alone. */
async function rowsFrom(path: string, fromByte: number): Promise<Result<HostResult<'backup.rows'>>> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return fail('BACKUP_MISSING', 'No rows of a backup wait here');
  try {
    const { size } = await file.stat();
    for (let bytes = PAGE_BYTES; ; bytes *= 2) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(bytes, size - fromByte)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, fromByte);
      const isEnd = fromByte + bytesRead >= size;
      const end = isEnd ? bytesRead : buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
      if (end === 0 && !isEnd) continue;
      const lines = buffer.toString('utf8', 0, end).split('\n').filter((line) => line !== '');
      return { ok: true, value: { lines, nextByte: isEnd ? null : fromByte + end } };
    }
  } finally {
    await file.close();
  }
}
