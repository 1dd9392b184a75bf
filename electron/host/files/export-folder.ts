import { createHash, hash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileWriter } from '../../../shared/formats/files.ts';
import { syncFolder } from '../atomic-file.ts';
import { syncTree } from '../sync-tree.ts';
import { NewFiles } from '../formats/new-files.ts';
import { SMALL_FILES_AT_ONCE, TaskPool } from '../formats/task-pool.ts';

export const EXPORT_MANIFEST = 'manifest.json';

/** Up to this much a file is read and written in one piece; a larger one is copied by the system, which may share its blocks. */
export const SMALL_BYTES = 64 * 1024;

export interface ExportedFile {
  /** Path inside the export, with forward slashes. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file of an export under way. */
export interface ExportWriter extends Pick<FileWriter, 'write'> {
  close(): Promise<ExportedFile>;
  /** In place of `close`: what was written is no part of the export. */
  discard(): Promise<void>;
}

/**
 * An export in the making: written to a folder beside its place and moved there when it is whole, so that a crash
 * or a full disk never leaves a dataset that looks like one. Every file's hash goes into `manifest.json`.
 */
export class ExportFolder {
  readonly #files: ExportedFile[] = [];
  readonly #small = new TaskPool(SMALL_FILES_AT_ONCE);

  private constructor(
    private readonly target: string,
    /** Where it is being written. */
    readonly folder: string,
    private readonly written: NewFiles,
  ) {}

  static async begin(exportsDir: string, exportId: string): Promise<ExportFolder> {
    await mkdir(exportsDir, { recursive: true });
    const folder = join(exportsDir, `.${exportId}.${process.pid}.part`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    return new ExportFolder(join(exportsDir, exportId), folder, new NewFiles(folder));
  }

  /** Pieces are written as they come: a dataset need not fit in memory. */
  async write(name: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<ExportedFile> {
    const file = await this.open(name);
    for await (const piece of pieces) await file.write(piece);
    return file.close();
  }

  /** A file to be written bit by bit; it belongs to the export once it is closed. */
  async open(name: string): Promise<ExportWriter> {
    const sha256 = createHash('sha256');
    let bytes = 0;
    const file = await this.written.open(name, (piece) => {
      sha256.update(piece);
      bytes += piece.length;
    });
    return {
      write: (piece) => file.write(piece),
      close: async () => {
        await file.close();
        return this.note({ name, bytes, sha256: sha256.digest('hex') });
      },
      discard: async () => {
        await file.close();
        await rm(join(this.folder, ...name.split('/')));
      },
    };
  }

  /** Begins what has to do with a small file, many of which are on their way at a time: what goes wrong with one is thrown by a later call. */
  start(task: () => Promise<void>): Promise<void> {
    return this.#small.start(task);
  }

  /** What was begun is done. */
  idle(): Promise<void> {
    return this.#small.idle();
  }

  /** A small file in one piece, begun as above. */
  async put(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    await this.start(async () => {
      await this.written.put(name, bytes);
      this.note({ name, bytes: bytes.length, sha256: hash('sha256', bytes) });
    });
  }

  /**
   * Copies a file in, sharing its blocks where the disk can; never a hard link: who edits the export's picture must not
   * edit the pack's. Null where its bytes are not what `sha256` says.
   */
  async bring(name: string, from: string, sha256: string): Promise<ExportedFile | null> {
    const actual = await sha256OfFile(from).catch(() => null);
    if (actual !== sha256) return null;
    const path = await this.written.place(name);
    await copyFile(from, path, constants.COPYFILE_FICLONE);
    return this.note({ name, bytes: (await stat(path)).size, sha256 });
  }

  /** The same for a file that has been read. */
  async bringBytes(name: string, bytes: Uint8Array, sha256: string): Promise<ExportedFile | null> {
    if (hash('sha256', bytes) !== sha256) return null;
    await this.written.put(name, bytes);
    return this.note({ name, bytes: bytes.length, sha256 });
  }

  /** Lists every file with its hash; the last to be written. */
  async writeManifest(facts: Readonly<Record<string, unknown>>): Promise<readonly ExportedFile[]> {
    await this.#small.idle();
    // Files are brought in many at a time, and in any order.
    this.#files.sort((one, other) => (one.name < other.name ? -1 : 1));
    await this.write(EXPORT_MANIFEST, [`${JSON.stringify({ version: 1, ...facts, files: this.#files }, null, 2)}\n`]);
    return this.#files;
  }

  /** The manifest goes in last, then the folder takes its place; an export of the same name gives way. */
  async finish(facts: Readonly<Record<string, unknown>>): Promise<{ path: string; files: readonly ExportedFile[] }> {
    await this.writeManifest(facts);
    await syncTree(this.folder, this.#files.map(({ name }) => join(this.folder, ...name.split('/'))));
    await rm(this.target, { recursive: true, force: true });
    await rename(this.folder, this.target);
    await syncFolder(dirname(this.target));
    return { path: this.target, files: this.#files };
  }

  async abandon(): Promise<void> {
    await this.#small.idle().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A file that belongs to the export, and that somebody else has written or read. */
  note(file: ExportedFile): ExportedFile {
    this.#files.push(file);
    return file;
  }
}

/** Left behind by a process that was stopped in the middle. */
export async function sweepParts(exportsDir: string): Promise<void> {
  for (const name of await readdir(exportsDir).catch(() => [])) {
    if (/^\..*\.part$/.test(name)) await rm(join(exportsDir, name), { recursive: true, force: true });
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
