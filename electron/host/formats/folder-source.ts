import { createReadStream } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { SourceFault } from '../../../shared/formats/files.ts';
import type { CsvRow, RandomAccess, Source, SourceFile, Spool } from '../../../shared/formats/files.ts';
import { hash53 } from '../../../shared/formats/hash.ts';
import { sizeOfHead } from '../packs/inspect.ts';
import { decoded } from './decode.ts';
import { csvRows } from './read-csv.ts';
import { SpoolFolder } from './spool.ts';

/** What systems leave in folders, and what we wrote about a conversion. */
const IGNORED = /^(\.|Thumbs\.db$|desktop\.ini$|__MACOSX$|~\$|losses\.json$)/i;
const IMAGE_ENDINGS = ['.jpg', '.jpeg', '.png', '.webp', '.bmp', '.gif', '.tif', '.tiff', '.avif', '.JPG', '.JPEG', '.PNG'];
/** Where formats keep images, seen from the dataset's top. */
const IMAGE_FOLDERS = ['', 'images/', 'JPEGImages/', 'obj_train_data/', 'train/', 'images/default/', 'images/train/', 'images/val/', 'images/test/', 'data/'];
/** A header is in the first bytes, unless a camera put a preview before it. */
const HEAD_BYTES = 256 * 1024;

/** A dataset in a folder, or one file of it. A link is followed only to what lies inside: a dataset must not bring in the disk. */
export class FolderSource implements Source {
  private readonly spools = new SpoolFolder();
  private readonly roots: readonly string[];
  private byName: Promise<Map<number, string | null>> | null = null;
  private lastFound = { folder: '', ending: '' };

  private constructor(
    private readonly root: string,
    private readonly only: string | null,
    images: string | null,
  ) {
    this.roots = images === null ? [root] : [images, root];
  }

  /** @param images where the items' own files lie, where that is elsewhere. Null where there is nothing at the path */
  static async at(path: string, images: string | null = null): Promise<FolderSource | null> {
    const found = await stat(path).catch(() => null);
    const imagesRoot = images === null ? null : await realpath(images).catch(() => null);
    if (found === null || (images !== null && imagesRoot === null)) return null;
    if (found.isDirectory()) return new FolderSource(await realpath(path), null, imagesRoot);
    return found.isFile() ? new FolderSource(await realpath(dirname(path)), basename(path), imagesRoot) : null;
  }

  async *files(): AsyncGenerator<SourceFile> {
    if (this.only !== null) yield { path: this.only, bytes: (await stat(join(this.root, this.only))).size };
    else yield* this.walk('');
  }

  text(path: string): AsyncIterable<string> {
    return decoded(this.chunks(path));
  }

  csv(path: string): AsyncIterable<CsvRow> {
    return csvRows(this.text(path));
  }

  async bytes(path: string): Promise<RandomAccess> {
    const place = await this.inside(path);
    const { size } = await stat(place);
    return {
      byteLength: size,
      slice: async (start, end = size) => {
        const file = await open(place, 'r');
        try {
          const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
          await file.read(bytes, 0, bytes.length, start);
          return bytes.buffer;
        } finally {
          await file.close();
        }
      },
    };
  }

  async find(path: string, isStem = false): Promise<string | null> {
    const endings = isStem ? [this.lastFound.ending, ...IMAGE_ENDINGS] : [''];
    for (const folder of [this.lastFound.folder, ...IMAGE_FOLDERS]) {
      for (const ending of endings) {
        const found = await this.file(folder + path + ending);
        if (found === null) continue;
        this.lastFound = { folder, ending };
        return found;
      }
    }
    return this.byLastPart(path.split('/').at(-1) ?? path, isStem);
  }

  async imageSize(path: string): Promise<{ widthPx: number; heightPx: number } | null> {
    const file = await open(this.placeOf(path), 'r').catch(() => null);
    if (file === null) return null;
    try {
      const head = new Uint8Array(HEAD_BYTES);
      const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
      return sizeOfHead(head.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  }

  /** On this disk, for a path that `files` or `find` gave. */
  placeOf(path: string): string {
    return isAbsolute(path) ? path : join(this.root, path);
  }

  spool(): Promise<Spool> {
    return this.spools.spool();
  }

  close(): Promise<void> {
    return this.spools.close();
  }

  private async *walk(folder: string): AsyncGenerator<SourceFile> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true }).catch(() => {
      throw new SourceFault(`The folder ${folder === '' ? this.root : folder} cannot be read`, 'Check its permissions.');
    });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (IGNORED.test(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.walk(path);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await this.file(path)) !== null)) yield { path, bytes: (await stat(join(this.root, path))).size };
    }
  }

  private async *chunks(path: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(await this.inside(path))) yield chunk as Buffer;
  }

  private async inside(path: string): Promise<string> {
    const place = await realpath(join(this.root, path)).catch(() => null);
    if (place === null) throw new SourceFault('There is no such file', 'Put it there, or choose another folder.');
    if (!place.startsWith(this.root + sep)) throw new SourceFault('The file leads out of the folder', 'Put the file itself in its place.');
    return place;
  }

  /** A file under one of the roots: inside the dataset by its path there, elsewhere by its whole path. */
  private async file(path: string): Promise<string | null> {
    for (const root of this.roots) {
      const place = await realpath(join(root, path)).catch(() => null);
      if (place === null || !place.startsWith(root + sep) || !(await stat(place)).isFile()) continue;
      return root === this.root ? path : place;
    }
    return null;
  }

  /** Last resort, for names without their folders: a name that is there once says which file is meant. */
  private async byLastPart(name: string, isStem: boolean): Promise<string | null> {
    this.byName ??= this.indexNames();
    const index = await this.byName;
    const key = isStem ? `${name}.*` : name;
    const found = index.get(hash53(key));
    return found === undefined ? (index.get(hash53(folded(key))) ?? null) : found;
  }

  private async indexNames(): Promise<Map<number, string | null>> {
    const index = new Map<number, string | null>();
    const add = (key: string, path: string) => {
      const hash = hash53(key);
      index.set(hash, index.has(hash) ? null : path);
    };
    for (const root of this.roots) {
      const source = root === this.root ? this : new FolderSource(root, null, null);
      for await (const { path } of source.walk('')) {
        const ending = /\.[^./]+$/.exec(path)?.[0] ?? '';
        if (!IMAGE_ENDINGS.includes(ending.toLowerCase())) continue;
        const name = path.split('/').at(-1) ?? path;
        const place = root === this.root ? path : join(root, path);
        for (const key of [name, `${name.slice(0, -ending.length)}.*`]) {
          add(key, place);
          add(folded(key), place);
        }
      }
    }
    return index;
  }
}

/** Names that one system writes and another changes: accents in one character or two, large letters or small ones. */
function folded(name: string): string {
  // A slash is in no name: what is folded is not taken for what is not.
  return `/${name.normalize('NFC').toLowerCase()}`;
}
