import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import type { Result } from '../../../shared/host-api.ts';
import { syncFolder } from '../atomic-file.ts';
import { fail } from '../context.ts';
import { contentsOf } from './contents.ts';
import type { About, BackupSource } from './contents.ts';
import { joinMembers } from './members.ts';
import { seal } from './sealed-file.ts';
import type { SealOptions } from './sealed-file.ts';

export interface WrittenBackup {
  readonly path: string;
  readonly bytes: number;
  readonly about: About;
}

/** Writes one encrypted file, whole or not at all. BACKUP_EXISTS, DISK_FULL, BACKUP_FAILED. */
export async function writeBackup(path: string, source: BackupSource, options: SealOptions): Promise<Result<WrittenBackup>> {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
  // Set while the content is read.
  let about = null as About | null;
  try {
    const file = await open(temporary, 'wx', 0o600);
    let bytes = 0;
    try {
      const content = Readable.from(joinMembers(contentsOf(source, (facts) => (about = facts))));
      await pipeline(content, createGzip(), async (zipped: AsyncIterable<Buffer>) => {
        for await (const piece of seal(zipped, options)) {
          await file.writeFile(piece);
          bytes += piece.length;
        }
      });
      await file.sync();
    } finally {
      await file.close();
    }
    if (about === null) throw new Error('the backup says nothing of itself');
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return { ok: true, value: { path, bytes, about } };
  } catch (error) {
    await rm(temporary, { force: true });
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail('DISK_FULL', `There is no room for the backup in ${dirname(path)}`, { fix: 'Free some space, or write it to another disk.' });
    return fail('BACKUP_FAILED', `The backup could not be written to ${path}: ${error instanceof Error ? error.message : String(error)}`, { field: path, fix: 'Choose another place and try again.' });
  }
}
