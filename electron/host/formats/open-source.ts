import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportProblem } from '../../../shared/formats/report.ts';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { FolderSource } from './folder-source.ts';
import { unzip } from './unzip.ts';

export interface OpenedSource {
  readonly source: FolderSource;
  /** What a zip had in it that is not taken. */
  readonly problems: readonly ImportProblem[];
  close(): Promise<void>;
}

/** A dataset at a path: a folder, a file, or a zip of either. BAD_FILE. @param images where the items' own files lie, where that is elsewhere */
export async function openSource(path: string, images: string | null, signal?: AbortSignal): Promise<Result<OpenedSource>> {
  const zip = /\.zip$/i.test(path) ? await unzip(path, signal).catch((error: unknown) => (error instanceof Error ? error.message : String(error))) : null;
  signal?.throwIfAborted();
  if (typeof zip === 'string') return fail('BAD_FILE', `${path} is no zip that can be read: ${zip}`, { field: 'IN', fix: 'Pack it again, or unpack it and name the folder.' });
  const source = await FolderSource.at(zip === null ? path : await topOfZip(zip.folder), images);
  if (source === null) {
    await zip?.remove();
    return fail('BAD_FILE', `There is nothing at ${images === null ? path : `${path} or ${images}`}`, { field: 'IN', fix: 'Check the path.' });
  }
  return { ok: true, value: { source, problems: zip?.problems ?? [], close: async () => {
      await Promise.all([source.close(), zip?.remove()]);
    } } };
}

/** A zip often holds one folder with all the rest in it. */
async function topOfZip(root: string): Promise<string> {
  const names = await readdir(root, { withFileTypes: true });
  const [only] = names.filter(({ name }) => name !== '__MACOSX');
  const isBare = names.length === 1 && only?.isDirectory() === true && !/^(annotations|labels|images|train|jpegimages|obj_train_data)$/i.test(only.name);
  return isBare ? join(root, only.name) : root;
}
