import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { HostArguments, HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { safeRelativePath } from './staged-path.ts';

const MAX_CHUNK_BYTES = 8 * 1024 * 1024;
const MAX_FILE_BYTES = 2 * 1024 * 1024 * 1024;
const STALE_AFTER_MS = 24 * 60 * 60 * 1000;
const STAGING_ID = /^[a-z0-9-]{8,40}$/;

/** Raw files on their way in from a window, which has no paths to give: `<packs>/staging/<id>/`. */
export class Staging {
  readonly #folder: string;
  readonly #nowMs: () => number;
  #swept: Promise<void> | null = null;

  constructor(packsDir: string, nowMs: () => number) {
    this.#folder = join(packsDir, 'staging');
    this.#nowMs = nowMs;
  }

  /** BAD_STAGING, STAGING_EMPTY. */
  async folderOf(stagingId: string): Promise<Result<string>> {
    if (!STAGING_ID.test(stagingId)) return fail('BAD_STAGING', 'This is no staging id', { field: 'stagingId', fix: 'Start the ingest again.' });
    const folder = join(this.#folder, stagingId);
    const found = await stat(folder).catch(() => null);
    if (found === null) return fail('STAGING_EMPTY', 'No file has arrived', { field: 'stagingId', fix: 'Choose the files again.' });
    return { ok: true, value: folder };
  }

  /** Chunks of a file come in order; a chunk may come twice. BAD_PATH, CHUNK_TOO_LARGE, STAGING_GAP, FILE_TOO_LARGE, DISK_FULL. */
  async add({ stagingId, relativePath, offset, chunk }: HostArguments<'packs.stage'>): Promise<Result<HostResult<'packs.stage'>>> {
    this.#swept ??= this.#sweep();
    await this.#swept;
    const safe = safeRelativePath(relativePath);
    if (!safe.ok) return safe;
    if (chunk.length > MAX_CHUNK_BYTES) return fail('CHUNK_TOO_LARGE', 'The chunk has over 8 MiB', { field: 'chunk', fix: 'Send smaller chunks.' });
    if (offset + chunk.length > MAX_FILE_BYTES) {
      return fail('FILE_TOO_LARGE', `${relativePath} has over 2 GiB`, { field: relativePath, fix: 'Cut the file into parts.' });
    }
    const path = join(this.#folder, stagingId, safe.value);
    try {
      await mkdir(dirname(path), { recursive: true });
      return await writeAt(path, relativePath, offset, chunk);
    } catch (error) {
      return failed(relativePath, error);
    }
  }

  /** Files that have arrived, with how much of each; none where nothing has. */
  async list(stagingId: string): Promise<Result<HostResult<'packs.staged'>>> {
    const folder = join(this.#folder, stagingId);
    if (!STAGING_ID.test(stagingId)) return fail('BAD_STAGING', 'This is no staging id', { field: 'stagingId', fix: 'Start the ingest again.' });
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const found = await Promise.all(files.map(async (path) => ({ relativePath: relative(folder, path).split(sep).join('/'), bytes: (await stat(path)).size })));
    return { ok: true, value: found };
  }

  async drop(stagingId: string): Promise<void> {
    if (STAGING_ID.test(stagingId)) await rm(join(this.#folder, stagingId), { recursive: true, force: true });
  }

  /** What a window left behind by closing in the middle. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => null);
      if (found !== null && this.#nowMs() - found.mtimeMs > STALE_AFTER_MS) await rm(path, { recursive: true, force: true });
    }
  }
}

async function writeAt(path: string, name: string, offset: number, chunk: Uint8Array): Promise<Result<HostResult<'packs.stage'>>> {
  const file = await open(path, offset === 0 ? 'w' : 'r+');
  try {
    const { size } = await file.stat();
    if (offset > size) return fail('STAGING_GAP', `${name}: a chunk is missing before byte ${offset}`, { field: name, fix: 'Send the file again from its start.' });
    await file.write(chunk, 0, chunk.length, offset);
    return { ok: true, value: {} };
  } finally {
    await file.close();
  }
}

function failed(name: string, error: unknown): Result<never> {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') return fail('DISK_FULL', 'There is no room left on the disk', { field: name, fix: 'Make room and try again.' });
  if (code === 'ENOENT') return fail('STAGING_GAP', `${name}: its beginning has not arrived`, { field: name, fix: 'Send the file again from its start.' });
  if (code === 'ENOTDIR' || code === 'EISDIR') return fail('BAD_PATH', `${name} is a file and a folder at once`, { field: 'relativePath', fix: 'Rename one of them.' });
  return fail('STAGING_FAILED', `${name} could not be kept: ${error instanceof Error ? error.message : String(error)}`, { field: name, fix: 'Try again.' });
}
