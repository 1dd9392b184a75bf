import { readDataset, writeDataset } from '../convert.ts';
import type { Source } from '../files.ts';
import { usualOptions } from '../format.ts';
import type { FormatOptions } from '../format.ts';
import type { FormatItem } from '../model.ts';
import type { FormatName } from '../names.ts';
import { formatOf } from '../registry.ts';
import { ClassTable } from '../classes.ts';
import { Report } from '../report.ts';
import { memorySink, memorySource } from './memory.ts';

export interface Read {
  readonly items: readonly FormatItem[];
  readonly classes: readonly string[];
  readonly report: Report;
}

/** Everything that a format finds in a source. */
export async function readAll(name: FormatName, source: Source, options: Partial<FormatOptions> = {}): Promise<Read> {
  const reading = readDataset(formatOf(name), source, { ...usualOptions, ...options });
  const items: FormatItem[] = [];
  for await (const item of reading.items) items.push({ ...item, file: null });
  return { items, classes: reading.classes.list().map((each) => each.name), report: reading.report };
}

export type Images = Readonly<Record<string, readonly [number, number]>>;

/** The files that a format makes of items, and where it puts the items' own files. */
export async function writeAll(name: FormatName, given: { readonly items: readonly FormatItem[]; readonly classes?: readonly string[] }, options: Partial<FormatOptions> = {}) {
  const classes = new ClassTable();
  for (const each of given.classes ?? []) classes.indexOf(each);
  const report = new Report();
  const sink = memorySink();
  const places = new Map<string, FormatItem>();
  const items = (async function* () {
    yield* given.items;
  })();
  await writeDataset(formatOf(name), { items, classes, report }, sink, { ...usualOptions, ...options }, async (item, place) => void places.set(place, item));
  const images: Record<string, readonly [number, number]> = {};
  for (const [place, { kind, widthPx, heightPx }] of places) if (kind === 'image' && widthPx !== null && heightPx !== null) images[place] = [widthPx, heightPx];
  return { files: sink.written, images, places, report };
}

/** Written in a format and read again. */
export async function through(name: FormatName, given: { readonly items: readonly FormatItem[]; readonly classes?: readonly string[] }, options: Partial<FormatOptions> = {}) {
  const written = await writeAll(name, given, options);
  const read = await readAll(name, memorySource(written.files, written.images), options);
  return { ...read, written };
}
