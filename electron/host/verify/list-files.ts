import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedFile } from '../files/export-folder.ts';

export interface Listing {
  readonly files: ReadonlyMap<string, ExportedFile>;
  /** Links and devices: nothing of them is read. */
  readonly strange: readonly string[];
}

/** Every file below a folder with its hash; links are not followed. */
export async function listFiles(folder: string): Promise<Listing> {
  const files = new Map<string, ExportedFile>();
  const strange: string[] = [];
  const walk = async (inside: string): Promise<void> => {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) await walk(name);
      else if (!entry.isFile()) strange.push(name);
      else files.set(name, { name, bytes: (await stat(join(folder, name))).size, sha256: await sha256OfFile(join(folder, name)) });
    }
  };
  await walk('');
  return { files, strange };
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
