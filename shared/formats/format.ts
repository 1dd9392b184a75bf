import type { ClassTable } from './classes.ts';
import type { Carries } from './carries.ts';
import type { Sink, Source } from './files.ts';
import type { FormatItem } from './model.ts';
import type { FormatName } from './names.ts';
import type { Report } from './report.ts';

export const conllSchemes = ['iob1', 'iob2', 'iobes'] as const;
export type ConllScheme = (typeof conllSchemes)[number];

/** What a person may choose beside the format. */
export interface FormatOptions {
  /** Pascal VOC as its own devkit counts: the first pixel is 1, and the last one belongs to the box. */
  readonly vocOneBased: boolean;
  /** How CoNLL's tags are written; read is any of them. */
  readonly conllScheme: ConllScheme;
  /** The dataset's name, where a format has room for one. */
  readonly title: string;
  /** Unix milliseconds that a format's own date says; null: no date is written. */
  readonly nowMs: number | null;
  /** What is said of the whole dataset's origin, where a format has room for it. */
  readonly provenance: object | null;
}

export const usualOptions: FormatOptions = { vocOneBased: false, conllScheme: 'iob2', title: 'dataset', nowMs: null, provenance: null };

export interface ReadContext {
  readonly source: Source;
  /** Filled by the reader: classes that are declared before the first item, others as they come. */
  readonly classes: ClassTable;
  readonly report: Report;
  readonly options: FormatOptions;
}

export interface WriteContext {
  readonly sink: Sink;
  readonly classes: ClassTable;
  readonly report: Report;
  readonly options: FormatOptions;
}

export interface ItemWriter {
  /** Writes an item that `fit` has passed. Gives the path at which the item's own file belongs; null where it has none. */
  write(item: FormatItem): Promise<string | null>;
  /** Must be called once, after the last item. */
  finish(): Promise<void>;
}

/** A format: one file or folder of this folder, and one line in the registry. Items come and go one by one. */
export interface Format {
  readonly name: FormatName;
  readonly carries: Carries;
  read(context: ReadContext): AsyncIterable<FormatItem>;
  write(context: WriteContext): Promise<ItemWriter>;
}
