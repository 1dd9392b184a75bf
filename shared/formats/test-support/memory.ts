import { strFromU8, strToU8 } from 'fflate';
import { concat } from '../../bytes.ts';
import { SourceFault } from '../files.ts';
import type { CsvRow, FileWriter, Sink, Source, Spool } from '../files.ts';

type Contents = string | Uint8Array;

/** A source of files in memory; texts come in pieces, as from a disk; small ones meet a cut at every place. */
export function memorySource(files: Readonly<Record<string, Contents>>, images: Readonly<Record<string, readonly [number, number]>> = {}, pieceChars = 997): Source {
  const textAt = (path: string): string => {
    const contents = files[path];
    if (contents === undefined) throw new SourceFault(`There is no ${path}`, 'Put it there.');
    return typeof contents === 'string' ? contents : strFromU8(contents);
  };
  return {
    async *files() {
      for (const path of [...Object.keys(files), ...Object.keys(images)].sort()) yield { path, bytes: files[path]?.length ?? 0 };
    },
    async *text(path) {
      const text = textAt(path);
      for (let at = 0; at < text.length; at += pieceChars) yield text.slice(at, at + pieceChars);
    },
    async *csv(path) {
      yield* csvRows(textAt(path));
    },
    bytes: async (path) => {
      const contents = files[path];
      if (contents === undefined) throw new SourceFault(`There is no ${path}`, 'Put it there.');
      const bytes = typeof contents === 'string' ? strToU8(contents) : contents;
      return { byteLength: bytes.length, slice: async (start, end) => bytes.slice(start, end).buffer };
    },
    find: async (path, isStem = false) => {
      const names = [...Object.keys(images), ...Object.keys(files)];
      const matches = (name: string) => (isStem ? name.replace(/\.[^./]+$/, '') === path && /\.(jpe?g|png)$/i.test(name) : name === path);
      return names.find(matches) ?? names.find((name) => matches(name.split('/').slice(1).join('/'))) ?? names.find((name) => matches(name.split('/').at(-1) ?? '')) ?? null;
    },
    imageSize: async (path) => {
      const size = images[path];
      return size === undefined ? null : { widthPx: size[0], heightPx: size[1] };
    },
    spool: async () => memorySpool(),
  };
}

/** Cells of a text that csv-parse would take too: the real parser is tested where it runs, in the host. */
function* csvRows(text: string): Generator<CsvRow> {
  let line = 1;
  for (const record of text.matchAll(/(?:"(?:[^"]|"")*"|[^"\n])+\n?/g)) {
    const cells = [...record[0].replace(/\r?\n$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '');
    line += record[0].split('\n').length - 1;
    yield { line: line - 1, cells };
  }
}

export interface MemorySink extends Sink {
  readonly written: Record<string, Contents>;
}

export function memorySink(): MemorySink {
  const written: Record<string, Contents> = {};
  return {
    written,
    open: async (path): Promise<FileWriter> => {
      if (path in written) throw new Error(`${path} is written twice`);
      const pieces: Uint8Array[] = [];
      written[path] = '';
      return {
        write: async (piece) => void pieces.push(typeof piece === 'string' ? strToU8(piece) : piece),
        close: async () => {
          const all = concat(...pieces);
          written[path] = path.endsWith('.parquet') ? all : strFromU8(all);
        },
      };
    },
    put: async (path, text) => {
      if (path in written) throw new Error(`${path} is written twice`);
      written[path] = text;
    },
    spool: async () => memorySpool(),
  };
}

function memorySpool(): Spool {
  const pieces: string[] = [];
  return {
    write: async (piece) => void pieces.push(piece),
    async *read() {
      yield* pieces;
    },
    async *bytes() {
      for (const piece of pieces) yield strToU8(piece);
    },
  };
}
