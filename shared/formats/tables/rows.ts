import { codePointLength } from '../../labels/text-offsets.ts';
import type { Json } from '../../canonical-json.ts';
import { shown, takeBox, takeClass, takePath, takeScore, takeSize, takeSpan } from '../checks.ts';
import { fromFlat, isExtras, isWhole } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { gather } from '../gather.ts';
import { hash53 } from '../hash.ts';
import { relationOf } from '../jsonl/jsonl.ts';
import { parseJson } from '../json-stream.ts';
import { answers, boxLabel, classLabel, imageItem, spanLabel, textItem } from '../model.ts';
import type { FormatItem, Label } from '../model.ts';
import { asList } from '../records.ts';

/** A table's columns, the same in CSV and Parquet: a row a label, and one row for an item without any. */
export const columns = {
  file: 'text', kind: 'text', width: 'whole', height: 'whole', text: 'text', split: 'text', answer: 'text', item_provenance: 'json', relations: 'json',
  type: 'text', label: 'text', xmin: 'number', ymin: 'number', xmax: 'number', ymax: 'number', start: 'whole', end: 'whole', confidence: 'number',
  occluded: 'flag', truncated: 'flag', difficult: 'flag', crowd: 'flag', z_order: 'whole', group_id: 'whole', origin: 'text', attributes: 'json', provenance: 'json',
} as const;

export type Column = keyof typeof columns;
export const columnNames = Object.keys(columns) as Column[];
export type Cell = string | number | boolean | null;
export type TableRow = Readonly<Partial<Record<Column, Cell>>>;

/** What others call the columns: TensorFlow's, VIA's and pandas' habits. */
const ALIASES: Readonly<Record<string, Column>> = {
  filename: 'file', file_name: 'file', image: 'file', image_path: 'file', path: 'file', item: 'file', task: 'file', image_id: 'file',
  class: 'label', category: 'label', class_name: 'label', name: 'label',
  x_min: 'xmin', y_min: 'ymin', x_max: 'xmax', y_max: 'ymax', x0: 'xmin', y0: 'ymin', x1: 'xmax', y1: 'ymax',
  score: 'confidence', subset: 'split', image_width: 'width', image_height: 'height', sentence: 'text',
};

/** The column that a name in a table's head stands for; null for one that has no place. */
export function columnOf(name: string): Column | null {
  const key = name.trim().toLowerCase();
  if (isColumn(key)) return key;
  return Object.hasOwn(ALIASES, key) ? (ALIASES[key] ?? null) : null;
}

const isColumn = (key: string): key is Column => Object.hasOwn(columns, key);

/** A row to be written: what stands in a column of JSON is the value itself. */
export type WrittenRow = Readonly<Record<Column, Json>>;

/** The rows of an item; what is the item's own stands in the first one alone, but for its name. */
export function rowsOf(item: FormatItem): WrittenRow[] {
  const [first = null, ...more] = item.labels;
  return [rowOf(item, first, true), ...more.map((label) => rowOf(item, label, false))];
}

/** Written out: a row put together of parts would have a layout of its own, which there are too many of. */
function rowOf(item: FormatItem, label: Label | null, isFirst: boolean): WrittenRow {
  const box = label?.kind === 'box' ? label : null;
  const span = label?.kind === 'span' ? label : null;
  const attributes = label?.attributes ?? {};
  return {
    file: item.path,
    kind: isFirst ? item.kind : null,
    width: isFirst ? item.widthPx : null,
    height: isFirst ? item.heightPx : null,
    text: isFirst ? item.text : null,
    split: isFirst ? item.split : null,
    answer: isFirst ? item.answer : null,
    item_provenance: isFirst ? item.extras : null,
    relations: isFirst && item.relations.length > 0 ? item.relations.map(({ from, to, label: name }) => ({ from, to, label: name })) : null,
    type: label?.kind ?? null,
    label: label?.className ?? null,
    xmin: box?.x0 ?? null,
    ymin: box?.y0 ?? null,
    xmax: box?.x1 ?? null,
    ymax: box?.y1 ?? null,
    start: span?.start ?? null,
    end: span?.end ?? null,
    confidence: label?.score ?? null,
    occluded: box?.occluded ?? null,
    truncated: box?.truncated ?? null,
    difficult: box?.difficult ?? null,
    crowd: box?.crowd ?? null,
    z_order: box?.zOrder ?? null,
    group_id: label?.group ?? null,
    origin: label?.origin ?? null,
    attributes: Object.keys(attributes).length === 0 ? null : attributes,
    provenance: label?.extras ?? null,
  };
}

export interface PlacedRow {
  readonly row: TableRow;
  /** "line 3" */
  readonly field: string;
}

/** Whether the rows of every item stand together, by the items' names row by row; eight bytes a name. */
export async function standTogether(names: AsyncIterable<string>): Promise<boolean> {
  const seen = new Set<number>();
  let last = '';
  for await (const name of names) {
    if (name === last) continue;
    last = name;
    if (name === '') continue;
    const key = hash53(name);
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

/** A row on disk, whose JSON has no NaN: the columns of broken cells are named. */
interface Waiting extends PlacedRow {
  readonly broken: readonly string[];
}

/** The rows of an item after each other, items in the order of their first rows; all of them wait on disk. */
async function* broughtTogether(rows: AsyncIterable<PlacedRow>, source: ReadContext['source']): AsyncGenerator<PlacedRow> {
  const spool = gather<null, Waiting>(source);
  const numbers = new Map<number, number>();
  let last: number | null = null;
  for await (const placed of rows) {
    const { file, text } = placed.row;
    const key = typeof file === 'string' ? hash53(file) : null;
    // A row without a name goes on with the item before it, unless it brings a text of its own.
    const known: number | null | undefined = key === null ? (typeof text === 'string' ? null : last) : numbers.get(key);
    const number: number = known ?? (await spool.start(null));
    if (key !== null) numbers.set(key, number);
    last = number;
    await spool.add(number, { ...placed, broken: Object.entries(placed.row).filter(([, cell]) => Number.isNaN(cell)).map(([column]) => column) });
  }
  for await (const { parts } of spool.all()) for (const { row, field, broken } of parts) yield { row: { ...row, ...Object.fromEntries(broken.map((column) => [column, NaN])) }, field };
}

/**
 * Items out of rows: an item is whole where the name changes.
 * @param areTogether whether the rows of every item stand together; else they are brought together first
 */
export async function* itemsOf(given: AsyncIterable<PlacedRow>, file: string, context: ReadContext, areTogether: boolean): AsyncGenerator<FormatItem> {
  const rows = areTogether ? given : broughtTogether(given, context.source);
  let name: Cell | undefined;
  let held: PlacedRow[] = [];
  for await (const placed of rows) {
    const next = placed.row.file ?? (held.length === 0 || typeof placed.row.text === 'string' ? null : name);
    if (held.length > 0 && (next !== name || next === null)) {
      const item = await itemOf(held, file, context);
      if (item !== null) yield item;
      held = [];
    }
    name = next;
    held.push(placed);
  }
  const last = held.length === 0 ? null : await itemOf(held, file, context);
  if (last !== null) yield last;
}

async function itemOf(rows: readonly PlacedRow[], file: string, context: ReadContext): Promise<FormatItem | null> {
  const [head] = rows;
  if (head === undefined) return null;
  const { source, report } = context;
  const { row, field } = head;
  const text = typeof row.text === 'string' ? row.text : row.kind === 'text' ? '' : null;
  const named = row.file ?? (text === null ? undefined : `${(file.split('/').at(-1) ?? file).replace(/\.[^.]*$/, '')}-${field.replace(/\D+/g, '')}.txt`);
  const path = takePath(named, file, `${field}: file`, report);
  if (path === null) return null;
  let size = takeSize(row.width, row.height, file, `${field}: width`, report);
  if (text === null && size.widthPx === null) {
    const found = await source.find(path);
    size = (found === null ? null : await source.imageSize(found)) ?? size;
  }
  const given = { ...size, text };
  const places = new Map<number, number>();
  const labels = rows.flatMap(({ row: cells, field: at }, index) => {
    const label = hasLabel(cells) ? labelOf(cells, given, file, at, context) : null;
    if (label !== null) places.set(index, places.size);
    return label ?? [];
  });
  const relations = asList(jsonOf(row.relations)).flatMap((raw, index) => relationOf(raw, places, () => report.problem(file, `${field}: relations[${index}]`, `${shown(raw)} is no relation between two labels`, 'Give {"from", "to", "label"}: places among the item’s rows, from 0.')));
  const extras = jsonOf(row.item_provenance);
  const rest = { path, labels, relations, split: typeof row.split === 'string' && row.split !== '' ? row.split : null, answer: answers.find((each) => each === row.answer) ?? null, extras: isExtras(extras) ? extras : null };
  return text === null ? imageItem({ ...rest, ...size }) : textItem({ ...rest, text });
}

function hasLabel({ label, type, xmin, start }: TableRow): boolean {
  return [label, type, xmin, start].some((cell) => cell !== undefined && cell !== null && cell !== '');
}

function labelOf(row: TableRow, item: Pick<FormatItem, 'text' | 'widthPx' | 'heightPx'>, file: string, field: string, { report, classes }: ReadContext): Label | null {
  const className = takeClass(row.label, file, `${field}: label`, report);
  if (className === null) return null;
  const { confidence, occluded, truncated, difficult, crowd, z_order, group_id, origin } = row;
  const own = fromFlat({ occluded, truncated, difficult, crowd, z_order, group_id, origin }, () => undefined);
  const bag = fromFlat({ provenance: jsonOf(row.provenance), ...(jsonOf(row.attributes) as object | null) }, () => report.losses.add('attributes that are lists or objects', 'an attribute is a text, a number or a yes and no'));
  const fields = { ...own, ...bag, score: takeScore(confidence, file, `${field}: confidence`, report) };
  const label = shapeOf(row, className, fields, item, file, field, report);
  if (label !== null) classes.indexOf(className);
  return label;
}

function shapeOf(row: TableRow, className: string, fields: object, item: Pick<FormatItem, 'text' | 'widthPx' | 'heightPx'>, file: string, field: string, report: ReadContext['report']): Label | null {
  const isSaid = (cell: Cell | undefined) => cell !== undefined && cell !== null && cell !== '';
  if (row.type === 'box' || (!isSaid(row.type) && isSaid(row.xmin))) {
    const corners = takeBox({ x0: row.xmin, y0: row.ymin, x1: row.xmax, y1: row.ymax }, item, file, `${field}: box`, report);
    return corners === null ? null : boxLabel({ className, ...corners, ...fields });
  }
  if (row.type === 'span' || (!isSaid(row.type) && isWhole(row.start))) {
    const place = takeSpan(row.start, row.end, item.text === null ? 0 : codePointLength(item.text), file, `${field}: start`, report);
    return place === null ? null : spanLabel({ className, ...place, ...fields });
  }
  if (row.type === 'class' || !isSaid(row.type)) return classLabel({ className, ...fields });
  report.problem(file, `${field}: type`, `${shown(row.type)} is no type of label`, 'A type is box, span or class.');
  return null;
}

function jsonOf(cell: Cell | undefined): unknown {
  return typeof cell === 'string' ? (parseJson(cell) ?? null) : null;
}
