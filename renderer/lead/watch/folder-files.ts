import { isSystemFile } from '../new/chosen-files.ts';
import type { ChosenFile } from '../new/chosen-files.ts';

/** The part of a folder's handle that is read. */
export interface ReadableFolder {
  values(): AsyncIterable<ReadableFolder | ReadableFile>;
  readonly kind: 'directory';
  readonly name: string;
}

export interface ReadableFile {
  getFile(): Promise<File>;
  readonly kind: 'file';
  readonly name: string;
}

/**
 * The files of a folder, with their paths below it, in the order of their paths. A file that goes away meanwhile is not
 * there. Throws where the folder itself is gone or may not be read.
 * @param isWanted asked before a file is opened, which is what a look costs
 */
export async function filesOfFolder(folder: ReadableFolder, isWanted: (path: string) => boolean = () => true): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  await collect(folder, '', isWanted, found);
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function collect(folder: ReadableFolder, base: string, isWanted: (path: string) => boolean, into: ChosenFile[]): Promise<void> {
  for await (const entry of folder.values()) {
    const path = base === '' ? entry.name : `${base}/${entry.name}`;
    if (isSystemFile(path)) continue;
    if (entry.kind === 'directory') await collect(entry, path, isWanted, into);
    else if (isWanted(path)) {
      const file = await entry.getFile().catch(() => null);
      if (file !== null) into.push({ file, path });
    }
  }
}
