import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileWriter, Sink, Spool } from '../../../shared/formats/files.ts';
import { safePath } from '../../../shared/formats/checks.ts';
import { BufferedWriter } from './buffered-writer.ts';
import { SpoolFolder } from './spool.ts';

/** Files in a folder that is there and was empty: nothing is ever written over. */
export class FolderSink implements Sink {
  private readonly spools = new SpoolFolder();

  constructor(private readonly root: string) {}

  /** Where a path of the dataset lies, with the folders on the way made. */
  async place(path: string): Promise<string> {
    if (safePath(path) !== path) throw new RangeError(`${path} is no path inside the dataset`);
    const place = join(this.root, ...path.split('/'));
    await mkdir(dirname(place), { recursive: true });
    return place;
  }

  async open(path: string): Promise<FileWriter> {
    return fileWriter(await this.place(path));
  }

  spool(): Promise<Spool> {
    return this.spools.spool();
  }

  close(): Promise<void> {
    return this.spools.close();
  }
}

/** @param onBytes sees every byte on its way, for instance to hash it */
export async function fileWriter(place: string, onBytes: (bytes: Uint8Array) => void = () => undefined): Promise<FileWriter> {
  const file = await open(place, 'wx');
  const writer = new BufferedWriter(async (bytes) => {
    onBytes(bytes);
    await file.writeFile(bytes);
  });
  return {
    write: (piece) => writer.write(piece),
    close: async () => {
      try {
        await writer.flush();
      } finally {
        await file.close();
      }
    },
  };
}
