import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { syncFolder } from '../atomic-file.ts';
import type { Segment } from './segment.ts';

/** Appends whole groups of lines to one file; a group is on the disk when `write` resolves with ok. */
export interface GroupWriter {
  write(group: Buffer): Promise<Result<null>>;
  close(): Promise<void>;
}

/** Makes a new, empty segment that survives a power cut. */
export async function createSegment(dir: string, path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dir);
}

/**
 * Writes behind `segment.bytes` and moves it only after fdatasync. After a failed write the file is cut back; after
 * a failed sync nothing is known about the disk any more (a later sync may succeed without the data), so
 * every further append is refused until the journal is opened, and checked, again.
 */
export async function openGroupWriter(segment: Segment): Promise<GroupWriter> {
  const file = await open(segment.path, 'r+');
  let broken: string | null = null;
  const breakWith = (error: unknown): Result<never> => {
    broken = error instanceof Error ? error.message : String(error);
    return journalBroken(broken);
  };
  return {
    write: async (group) => {
      if (broken !== null) return journalBroken(broken);
      try {
        await writeAll(file, group, segment.bytes);
      } catch (error) {
        const undone = await file.truncate(segment.bytes).then(
          () => true,
          () => false,
        );
        return undone ? writeFailed(error) : breakWith(error);
      }
      try {
        await file.datasync();
      } catch (error) {
        return breakWith(error);
      }
      segment.bytes += group.length;
      return { ok: true, value: null };
    },
    close: () => file.close(),
  };
}

async function writeAll(file: FileHandle, data: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < data.length) {
    const { bytesWritten } = await file.write(data, done, data.length - done, position + done);
    done += bytesWritten;
  }
}

function writeFailed(error: unknown): Result<never> {
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  const reason = error instanceof Error ? error.message : String(error);
  return isFull
    ? fail('DISK_FULL', 'The disk is full: nothing more can be kept', { fix: 'Free some space, then go on: what was saved is safe.' })
    : fail('JOURNAL_WRITE_FAILED', `The journal could not be written: ${reason}`, { fix: 'Check the disk and try again.' });
}

function journalBroken(reason: string): Result<never> {
  return fail('JOURNAL_BROKEN', `The disk did not confirm the last write (${reason})`, {
    fix: 'Check the disk and start Tessera again: what was saved before is checked at the start.',
  });
}
