import type { FileWriter, Sink, Spool } from '../../../shared/formats/files.ts';
import { safePath } from '../../../shared/formats/checks.ts';
import { NewFiles } from './new-files.ts';
import { SpoolFolder } from './spool.ts';
import { SMALL_FILES_AT_ONCE, TaskPool } from './task-pool.ts';

/** Files in a folder that is there and was empty: nothing is ever written over. */
export class FolderSink implements Sink {
  private readonly spools = new SpoolFolder();
  private readonly files: NewFiles;
  private readonly small = new TaskPool(SMALL_FILES_AT_ONCE);

  constructor(root: string) {
    this.files = new NewFiles(root);
  }

  /** Where a path of the dataset lies, with the folders on the way made. */
  async place(path: string): Promise<string> {
    return this.files.place(checked(path));
  }

  async open(path: string): Promise<FileWriter> {
    return this.files.open(checked(path));
  }

  async put(path: string, text: string): Promise<void> {
    await this.small.start(() => this.files.put(checked(path), Buffer.from(text, 'utf8')));
  }

  spool(): Promise<Spool> {
    return this.spools.spool();
  }

  /** Everything is there that was handed in; throws what went wrong on the way. */
  written(): Promise<void> {
    return this.small.idle();
  }

  async close(): Promise<void> {
    await this.small.idle().catch(() => undefined);
    await this.spools.close();
  }
}

function checked(path: string): string {
  if (safePath(path) !== path) throw new RangeError(`${path} is no path inside the dataset`);
  return path;
}
