import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { detailsHash } from '../../../shared/labels/details.ts';
import type { DetailsFinder } from './details.ts';

/** Larger than any batch's details. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Details among the files of a folder, found by what they hash to and not by their names. Null where there is no such folder. */
export async function detailsInFolder(folder: string): Promise<DetailsFinder | null> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return null;
  const paths = new Map<string, string>();
  for (const name of names) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    if (facts?.isFile() === true && facts.size <= MAX_BYTES) paths.set(detailsHash(await readFile(path)), path);
  }
  return async (hash) => {
    const path = paths.get(hash);
    return path === undefined ? null : readFile(path);
  };
}
