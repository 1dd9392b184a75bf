import { safePath, shown } from './checks.ts';
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
  const names = new Names();
  for await (const each of items) {
    const item = withSoundSplit(each, report);
    const clash = names.take(item.path);
    if (clash === null) yield item;
    // Sets often use the same names; one dataset has each once.
    else if (clash === 'known' && item.split !== null && names.take(`${item.split}/${item.path}`) === null) yield { ...item, path: `${item.split}/${item.path}` };
    else if (clash === 'known') report.problem(item.path, 'path', 'an item of this name was there before; the first one counts', 'Give every item a name of its own.');
    else report.problem(item.path, 'path', 'one item is called what another one’s folder is called: no disk can hold both', 'Give every item a name of its own.');
  }
}

/** Names that were there, and the folders on the way to them, eight bytes each. */
class Names {
  private readonly files = new Set<number>();
  private readonly folders = new Set<number>();

  /** Null where the name is free: it is taken then. */
  take(path: string): 'known' | 'folder' | null {
    const key = hash53(path);
    if (this.files.has(key)) return 'known';
    const parents: number[] = [];
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) parents.push(hash53(path.slice(0, at)));
    if (this.folders.has(key) || parents.some((parent) => this.files.has(parent))) return 'folder';
    this.files.add(key);
    for (const parent of parents) this.folders.add(parent);
    return null;
  }
}

/** A set's name becomes a folder and a key: one name, in one line. */
function withSoundSplit(item: FormatItem, report: Report): FormatItem {
  const { split } = item;
  if (split === null || (split !== '' && split.length <= 100 && !split.includes('/') && safePath(split) === split)) return item;
  if (split !== '') report.problem(item.path, 'split', `${shown(split)} is no name of a set; the item is taken into the training set`, 'Name the set with one word, such as val or test.');
  return { ...item, split: null };
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
