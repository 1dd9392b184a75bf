import { writeFile } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { FileWriter } from '../../../shared/formats/files.ts';
import { BufferedWriter } from './buffered-writer.ts';

// Half the work of the one that promises come with, which counts where there are files by the thousand.
const writeWhole = promisify(writeFile);

/** Files of a folder that is being filled: nothing is ever written over. */
export class NewFiles {
  /** Those that are made or being made: thousands of files lie in a few. */
  readonly #folders = new Map<string, Promise<unknown>>();

  constructor(private readonly root: string) {}

  /** Where a path with forward slashes lies, with the folders on the way made. */
  async place(path: string): Promise<string> {
    const place = join(this.root, ...path.split('/'));
    const folder = dirname(place);
    const made = this.#folders.get(folder) ?? mkdir(folder, { recursive: true });
    this.#folders.set(folder, made);
    await made;
    return place;
  }

  /** A file to be written bit by bit. @param onBytes sees every byte on its way, for instance to hash it */
  async open(path: string, onBytes: (bytes: Uint8Array) => void = () => undefined): Promise<FileWriter> {
    const file = await open(await this.place(path), 'wx');
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

  /** A small file in one piece. */
  async put(path: string, bytes: Uint8Array): Promise<void> {
    await writeWhole(await this.place(path), bytes, { flag: 'wx' });
  }
}
