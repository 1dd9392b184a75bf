import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spool } from '../../../shared/formats/files.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { BufferedWriter } from './buffered-writer.ts';

/** A large dataset has hundreds of spools, and a process few open files. */
const MAX_OPEN = 8;
const READ_BYTES = 256 * 1024;

/** Spools in a folder of the system's for temporary files, gone when it is closed. */
export class SpoolFolder {
  private folder: Promise<string> | null = null;
  private count = 0;
  private readonly open = new Map<string, FileHandle>();

  async spool(): Promise<Spool> {
    this.folder ??= temporaryFolder('spool');
    const path = join(await this.folder, String(this.count++));
    const opened = () => this.opened(path);
    const writer = new BufferedWriter(async (bytes) => (await opened()).writeFile(bytes));
    const written = async () => {
      await writer.flush();
      // One that was never written to is there, too, and empty.
      await opened();
    };
    return {
      write: (piece) => writer.write(piece),
      async *read() {
        await written();
        for await (const chunk of createReadStream(path, 'utf8')) yield chunk as string;
      },
      async *bytes() {
        await written();
        for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) yield chunk as Uint8Array;
      },
    };
  }

  private async opened(path: string): Promise<FileHandle> {
    const known = this.open.get(path);
    if (known !== undefined) {
      // Last in the row of those to be closed.
      this.open.delete(path);
      this.open.set(path, known);
      return known;
    }
    const [oldest] = this.open;
    if (oldest !== undefined && this.open.size >= MAX_OPEN) {
      this.open.delete(oldest[0]);
      await oldest[1].close();
    }
    const file = await open(path, 'a');
    this.open.set(path, file);
    return file;
  }

  async close(): Promise<void> {
    for (const file of this.open.values()) await file.close();
    this.open.clear();
    if (this.folder !== null) await rm(await this.folder, { recursive: true, force: true });
  }
}
