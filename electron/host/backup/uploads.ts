import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';

const MAX_CHUNK_BYTES = 8 * 1024 * 1024;
const MAX_FILE_BYTES = 64 * 1024 * 1024 * 1024;

/** Files on their way from the window to the host: rows for a backup, or a backup to be restored. */
export class Uploads {
  readonly #dir: string;
  #begun: Promise<unknown>;

  constructor(profileDir: string) {
    this.#dir = join(profileDir, 'uploads');
    // What a window left by closing in the middle.
    this.#begun = rm(this.#dir, { recursive: true, force: true });
  }

  /** Takes the next piece of a file; its first begins it anew. UPLOAD_GAP, CHUNK_TOO_LARGE, DISK_FULL. */
  async put(uploadId: string, offset: number, chunk: Uint8Array): Promise<Result<Record<string, never>>> {
    await this.#begun;
    if (chunk.length > MAX_CHUNK_BYTES || offset + chunk.length > MAX_FILE_BYTES) return fail('CHUNK_TOO_LARGE', 'The chunk has over 8 MiB, or the file over 64 GiB', { field: 'chunk', fix: 'Send smaller chunks.' });
    try {
      await mkdir(this.#dir, { recursive: true, mode: 0o700 });
      const file = await open(join(this.#dir, uploadId), offset === 0 ? 'w' : 'r+', 0o600);
      try {
        if (offset > (await file.stat()).size) return gap(offset);
        await file.write(chunk, 0, chunk.length, offset);
      } finally {
        await file.close();
      }
      return { ok: true, value: {} };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'ENOENT') return gap(offset);
      if (code === 'ENOSPC' || code === 'EDQUOT') return fail('DISK_FULL', 'There is no room left on the disk', { fix: 'Free some space and try again.' });
      throw error;
    }
  }

  /** The file's path; null where nothing was sent under this name. */
  async path(uploadId: string): Promise<string | null> {
    const path = join(this.#dir, uploadId);
    return (await stat(path).catch(() => null)) === null ? null : path;
  }

  async drop(uploadId: string): Promise<void> {
    await rm(join(this.#dir, uploadId), { force: true });
  }
}

function gap(offset: number): Result<never> {
  return fail('UPLOAD_GAP', `A chunk is missing before byte ${String(offset)}`, { field: 'offset', fix: 'Send the file again from its start.' });
}
