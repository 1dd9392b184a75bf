/*
 * What formats read from and write to. They do no input or output of their own: a folder, a zip, or memory in a test
 * stands behind these.
 */

export interface SourceFile {
  /** Inside the source, forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** Bytes at any place of a file, as parquet wants them. */
export interface RandomAccess {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

export interface Source {
  /** Every file, folder by folder, each folder in the order of its names. May be asked again, and gives the same. */
  files(): AsyncIterable<SourceFile>;
  /** A text in pieces, its encoding found out. Throws SourceFault where the file is missing or is no text. */
  text(path: string): AsyncIterable<string>;
  /** Cells by row. Throws SourceFault. */
  csv(path: string): AsyncIterable<CsvRow>;
  bytes(path: string): Promise<RandomAccess>;
  /** Where the file of an item lies; null where there is none. @param path with its ending, or without where `isStem` */
  find(path: string, isStem?: boolean): Promise<string | null>;
  /** In pixels, from the first bytes of a file that `find` found; null for what is no image. */
  imageSize(path: string): Promise<{ readonly widthPx: number; readonly heightPx: number } | null>;
  spool(): Promise<Spool>;
}

export interface CsvRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface FileWriter {
  write(piece: string | Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export interface Sink {
  /** Makes the folders on the way. The path has passed `safePath`. */
  open(path: string): Promise<FileWriter>;
  /**
   * A small file in one piece. Many are on their way at a time: resolves when there is room for the next, and may throw
   * what has gone wrong with one before. Who made the sink waits for the last.
   */
  put(path: string, text: string): Promise<void>;
  spool(): Promise<Spool>;
}

/** Room on disk for what has to be read again before it can be written or yielded. Gone with its source or sink. */
export interface Spool {
  write(piece: string): Promise<void>;
  read(): AsyncIterable<string>;
  /** The same as it lies there, for who copies it: UTF-8. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** Why a file cannot be read at all. Thrown inside a reader, caught by `Report.guard`. */
export class SourceFault extends Error {
  constructor(
    reason: string,
    readonly fix: string,
    readonly field = '',
  ) {
    super(reason);
  }
}
