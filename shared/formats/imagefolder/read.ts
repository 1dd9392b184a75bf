import { readClassList } from '../class-list.ts';
import { decimal, shown, takeBox, takeClass, takePath, takeSize } from '../checks.ts';
import { isTraining } from '../cvat/read.ts';
import { fromFlat, isExtras } from '../fields.ts';
import type { FlatFields } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { parseJson } from '../json-stream.ts';
import { boxLabel, classLabel, imageItem } from '../model.ts';
import type { FormatItem, Label } from '../model.ts';
import { asList, asRecord } from '../records.ts';
import type { Fields } from '../records.ts';
import { jsonlRows } from '../rows.ts';
import type { JsonlRow } from '../rows.ts';

const isMetadata = (path: string) => /(^|\/)metadata\.jsonl$/i.test(path);
const isMetadataCsv = (path: string) => /(^|\/)metadata\.csv$/i.test(path);
const MOST_COLUMNS = 1000;
const IMAGE = /\.(jpe?g|png|gif|bmp|webp|tiff?|avif)$/i;
const SPLIT = /^(train|training|val|valid|validation|dev|test|testing|eval)$/i;

export async function* readImagefolder(context: ReadContext): AsyncGenerator<FormatItem> {
  await readClassList(context);
  const has = { jsonl: false, csv: false };
  for await (const { path } of context.source.files()) {
    has.jsonl ||= isMetadata(path);
    has.csv ||= isMetadataCsv(path);
  }
  if (!has.jsonl && !has.csv) {
    yield* readFolders(context);
    return;
  }
  const strange = new StrangeColumns(context.report);
  for await (const row of has.jsonl ? jsonlRows(context, isMetadata) : csvRows(context)) {
    strange.look(row);
    const item = await itemOf(row, context);
    if (item !== null) yield item;
  }
}

/** Rows of metadata.csv, whose cells are texts: numbers and JSON are told by the column. */
async function* csvRows({ source, report }: ReadContext): AsyncGenerator<JsonlRow> {
  for await (const { path: file } of source.files()) {
    if (!isMetadataCsv(file)) continue;
    let header: readonly string[] | null = null;
    for await (const { line, cells } of report.guardEach(file, () => source.csv(file))) {
      if (header === null) header = cells.map((cell) => cell.trim());
      else yield { file, field: `line ${line}`, number: line, row: Object.fromEntries(header.flatMap((name, at) => (cells[at] === undefined || cells[at] === '' ? [] : [[name, valueOf(name, cells[at])] as const]))) };
    }
  }
}

function valueOf(column: string, cell: string): unknown {
  if (column === 'width' || column === 'height') return decimal(cell);
  return column === 'objects' || column === 'labels' ? (parseJson(cell) ?? cell) : cell;
}

const COLUMNS: ReadonlySet<string> = new Set(['file_name', 'image_id', 'width', 'height', 'label', 'labels', 'objects', 'object_fields', 'label_fields', 'provenance']);

/** Columns that nothing is made of, each counted once. */
class StrangeColumns {
  private readonly met = new Set<string>();

  constructor(private readonly report: ReadContext['report']) {}

  look({ row }: JsonlRow): void {
    for (const name of Object.keys(row)) {
      if (COLUMNS.has(name) || this.met.has(name) || this.met.size >= MOST_COLUMNS) continue;
      this.met.add(name);
      this.report.losses.add('columns that have no place', 'captions and other columns of the metadata are not read');
    }
  }
}

/** Without metadata the folder that an image lies in is its class. */
async function* readFolders({ source, report, classes }: ReadContext): AsyncGenerator<FormatItem> {
  let count = 0;
  for await (const { path } of source.files()) {
    if (!IMAGE.test(path)) continue;
    count++;
    const parts = path.split('/');
    const split = parts.length > 1 && SPLIT.test(parts[0] ?? '') ? parts[0] : undefined;
    const inside = split === undefined ? parts : parts.slice(1);
    const folder = inside.length > 1 ? takeClass(inside.at(-2), path, 'folder', report) : null;
    if (folder !== null) classes.indexOf(folder);
    const size = await source.imageSize(path);
    yield imageItem({ path: inside.join('/'), file: path, ...(size ?? {}), split: splitOf(split), labels: folder === null ? [] : [classLabel({ className: folder })] });
  }
  if (count === 0) report.problem('', '', 'There is neither metadata.jsonl nor an image', 'Choose a folder of images, in a folder a class or with metadata.jsonl.');
}

function splitOf(folder: string | undefined): string | null {
  if (folder === undefined || isTraining(folder)) return null;
  return /^(valid|validation|dev)$/i.test(folder) ? 'val' : folder;
}

async function itemOf({ file, field, row }: JsonlRow, context: ReadContext): Promise<FormatItem | null> {
  const { source, report, classes } = context;
  const path = takePath(row['file_name'], file, `${field}: file_name`, report);
  if (path === null) return null;
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
  const place = folder === '' ? path : `${folder}/${path}`;
  let size = takeSize(row['width'], row['height'], file, `${field}: width`, report);
  const found = size.widthPx === null ? await source.find(place) : null;
  if (found !== null) size = (await source.imageSize(found)) ?? size;
  const labels = [...boxesOf(row, size, file, field, report), ...wholeOf(row, file, field, report)];
  for (const { className } of labels) classes.indexOf(className);
  const extras = typeof row['provenance'] === 'string' ? parseJson(row['provenance']) : row['provenance'];
  const [split, ...rest] = folder.split('/');
  const isSplit = split !== undefined && SPLIT.test(split);
  return imageItem({ path: isSplit ? [...rest, path].join('/') : place, file: place, ...size, labels, split: splitOf(split === '' ? undefined : split), extras: isExtras(extras) ? extras : null });
}

function boxesOf(row: JsonlRow['row'], size: { widthPx: number | null; heightPx: number | null }, file: string, field: string, report: ReadContext['report']): Label[] {
  // An object of lists, or a list of objects: the loader takes both for the same.
  const each = asList(row['objects']).map(asRecord);
  const objects = asRecord(row['objects']) ?? {};
  const boxes = each.length > 0 ? each.map((object) => boxOf(object ?? {})) : asList(boxOf(objects));
  const names = each.length > 0 ? each.map((object) => nameOf(object ?? {})) : asList(nameOf(objects));
  if (row['objects'] !== undefined && row['objects'] !== null && each.length === 0 && asRecord(row['objects']) === null && !Array.isArray(row['objects'])) report.problem(file, `${field}: objects`, `${shown(row['objects'])} has no boxes`, 'Give {"bbox": [[x, y, width, height]], "categories": [name]}.');
  const fields = fieldsOf(row['object_fields']);
  if (boxes.length !== names.length) report.problem(file, `${field}: objects`, `there are ${boxes.length} boxes and ${names.length} categories`, 'Give one category a box.');
  return boxes.flatMap((box, index) => {
    const at = `${field}: objects.bbox[${index}]`;
    const className = takeClass(names[index], file, `${field}: objects.categories[${index}]`, report);
    const [x, y, width, height] = asList(box);
    const far = (low: unknown, length: unknown) => (typeof low === 'number' && typeof length === 'number' ? low + length : length);
    const corners = className === null ? null : takeBox({ x0: x, y0: y, x1: far(x, width), y1: far(y, height) }, size, file, at, report);
    return className === null || corners === null ? [] : [boxLabel({ className, ...corners, ...fields(index) })];
  });
}

const boxOf = (object: Fields): unknown => object['bbox'] ?? object['bboxes'] ?? object['box'];
const nameOf = (object: Fields): unknown => object['categories'] ?? object['category'] ?? object['label'] ?? object['labels'] ?? object['category_id'];

function wholeOf(row: JsonlRow['row'], file: string, field: string, report: ReadContext['report']): Label[] {
  const many = asList(row['labels']);
  const single = row['label'];
  const names = many.length > 0 ? many : typeof single === 'string' || typeof single === 'number' ? [single] : [];
  if (single !== undefined && single !== null && names.length === 0) report.problem(file, `${field}: label`, `${shown(single)} is no class`, 'Give the class by its name.');
  const fields = fieldsOf(row['label_fields']);
  return names.flatMap((name, index) => {
    const className = takeClass(name, file, `${field}: label`, report);
    return className === null ? [] : [classLabel({ className, ...fields(index) })];
  });
}

function fieldsOf(text: unknown): (index: number) => FlatFields {
  const list = typeof text === 'string' ? asList(parseJson(text)) : [];
  return (index) => fromFlat(list[index], () => undefined);
}
