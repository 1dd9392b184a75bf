import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spool } from '../../../shared/formats/files.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const BUFFER_CHARS = 64 * 1024;

/** Spools in a folder of the system's for temporary files, gone when it is closed. */
export class SpoolFolder {
  private folder: Promise<string> | null = null;
  private count = 0;

  async spool(): Promise<Spool> {
    this.folder ??= temporaryFolder('spool');
    const path = join(await this.folder, String(this.count++));
    let pieces: string[] = [];
    let chars = 0;
    // Opened for each write: a large dataset has hundreds of spools, and a process few open files.
    const flush = async () => {
      const text = pieces.join('');
      [pieces, chars] = [[], 0];
      const file = await open(path, 'a');
      try {
        await file.writeFile(text, 'utf8');
      } finally {
        await file.close();
      }
    };
    return {
      write: async (piece) => {
        pieces.push(piece);
        chars += piece.length;
        if (chars >= BUFFER_CHARS) await flush();
      },
      async *read() {
        await flush();
        for await (const chunk of createReadStream(path, 'utf8')) yield chunk as string;
      },
    };
  }

  async close(): Promise<void> {
    if (this.folder !== null) await rm(await this.folder, { recursive: true, force: true });
  }
}
