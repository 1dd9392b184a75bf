import { ClassTable } from './classes.ts';
import type { Sink, Source } from './files.ts';
import { fit } from './fit.ts';
import type { Format, FormatOptions } from './format.ts';
import { hash53 } from './hash.ts';
import type { FormatItem } from './model.ts';
import { Report } from './report.ts';

/** A dataset being read: items one by one, and what there is to say of them, which grows as they come. */
export interface Reading {
  readonly items: AsyncIterable<FormatItem>;
  readonly classes: ClassTable;
  readonly report: Report;
}

/** Items of a source, each name once: an item whose name was there before is listed and left out. */
export function readDataset(format: Format, source: Source, options: FormatOptions): Reading {
  const classes = new ClassTable();
  const report = new Report();
  return { classes, report, items: named(format.read({ source, classes, report, options }), report) };
}

async function* named(items: AsyncIterable<FormatItem>, report: Report): AsyncGenerator<FormatItem> {
  const seen = new Set<number>();
  const isNew = (path: string) => {
    const key = hash53(path);
    const isKnown = seen.has(key);
    seen.add(key);
    return !isKnown;
  };
  for await (const item of items) {
    if (isNew(item.path)) yield item;
    // Sets often use the same names; one dataset has each once.
    else if (item.split !== null && isNew(`${item.split}/${item.path}`)) yield { ...item, path: `${item.split}/${item.path}` };
    else report.problem(item.path, 'path', 'an item of this name was there before; the first one counts', 'Give every item a name of its own.');
  }
}

/** Called for an item whose file belongs at `place` of the sink. */
export type BringFile = (item: FormatItem, place: string) => Promise<void>;

/** Writes a dataset; what the format has no place for is counted in the report. Gives the number of items written. */
export async function writeDataset(format: Format, { items, classes, report }: Reading, sink: Sink, options: FormatOptions, bring: BringFile | null): Promise<number> {
  const waiting = items[Symbol.asyncIterator]();
  // The first item is read before the writer starts: by then the classes that a format declares are known.
  let next = await waiting.next();
  const writer = await format.write({ sink, classes, report, options });
  let count = 0;
  for (; next.done !== true; next = await waiting.next()) {
    const item = fit(next.value, format.carries, report.losses);
    if (item === null) continue;
    const place = await writer.write(item);
    count++;
    if (place !== null && bring !== null) await bring(next.value, place);
  }
  await writer.finish();
  return count;
}
