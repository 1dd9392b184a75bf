import { sha256Of, utf8 } from '../bytes.ts';
import { canonicalTextOf } from '../canonical-json.ts';
import { BESIDE_FILE } from './carries.ts';
import type { FileWriter, Sink } from './files.ts';
import type { ReadContext } from './format.ts';
import { parseItem } from './item-schema.ts';
import { parseJson } from './json-stream.ts';
import { lines } from './lines.ts';
import type { FormatItem } from './model.ts';
import { asRecord } from './records.ts';

/*
 * What a format has no room for, a line an item: the item whole, and the hash of what the format itself says of it. A
 * reader takes the line only while the hash holds: who edits the labels edits the labels.
 */

export class BesideWriter {
  private file: FileWriter | null = null;

  constructor(private readonly sink: Sink) {}

  /** @param place the label file's path, or the document's number @param text what the format says of the item */
  async add(place: string, text: string, item: FormatItem): Promise<void> {
    // By name: an item of an export carries more, which is not the format's.
    const { kind, path, widthPx, heightPx, text: content, labels, relations, split, answer, extras } = item;
    const whole = { kind, path, widthPx, heightPx, text: content, labels, relations, split, answer, extras };
    this.file ??= await this.sink.open(BESIDE_FILE);
    await this.file.write(`${canonicalTextOf({ place, sha256: sha256Of(utf8(text)), item: whole })}\n`);
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}

export interface BesideRow {
  readonly place: string;
  readonly sha256: string;
  readonly item: FormatItem;
}

/** The rows in the order in which they were written; none where the file is not there. */
export async function* besideRows({ source, report }: ReadContext): AsyncGenerator<BesideRow> {
  let path: string | null = null;
  for await (const file of source.files()) if (file.path === BESIDE_FILE) path = file.path;
  if (path === null) return;
  const file = path;
  for await (const { number, text } of report.guardEach(file, () => lines(source.text(file)))) {
    const row = asRecord(parseJson(text));
    if (typeof row?.['place'] !== 'string' || typeof row['sha256'] !== 'string') {
      report.problem(file, `line ${number}`, 'this is no row of extras', 'Take the file away: labels are read without it.');
      continue;
    }
    const item = parseItem(row['item'], file, `line ${number}: item`, report);
    if (item !== null) yield { place: row['place'], sha256: row['sha256'], item };
  }
}

/** Whether the row still speaks of what the format says; the problem is said where it does not. */
export function holds(row: BesideRow, text: string, { report }: ReadContext): boolean {
  if (sha256Of(utf8(text)) === row.sha256) return true;
  report.problem(BESIDE_FILE, row.place, 'the labels have changed since the extras were written: the labels are taken, and the extras left out', 'Nothing to do, unless scores or attributes are missed.');
  return false;
}
