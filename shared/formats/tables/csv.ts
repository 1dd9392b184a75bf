import { carries } from '../carries.ts';
import { readClassList, writeClassList } from '../class-list.ts';
import type { Json } from '../../canonical-json.ts';
import { decimal, shown } from '../checks.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import type { FormatItem } from '../model.ts';
import { columnNames, columns, itemsOf, rowsOf } from './rows.ts';
import type { Cell, Column, PlacedRow } from './rows.ts';

/** CSV as RFC 4180 has it, UTF-8, a row a label. Other tools' names of the columns are read too. */
export const csv: Format = { name: 'csv', carries: carries('yes', {}), read: readCsv, write: writeCsv };

/** What others call the columns: TensorFlow's, VIA's and pandas' habits. */
const ALIASES: Readonly<Record<string, Column>> = {
  filename: 'file', file_name: 'file', image: 'file', image_path: 'file', path: 'file', item: 'file', task: 'file', image_id: 'file',
  class: 'label', category: 'label', class_name: 'label', name: 'label',
  x_min: 'xmin', y_min: 'ymin', x_max: 'xmax', y_max: 'ymax', x0: 'xmin', y0: 'ymin', x1: 'xmax', y1: 'ymax',
  score: 'confidence', subset: 'split', image_width: 'width', image_height: 'height', sentence: 'text',
};

async function writeCsv(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes } = context;
  const file = await sink.open('labels.csv');
  await file.write(`${columnNames.join(',')}\r\n`);
  return {
    write: async (item) => {
      for (const label of item.labels) classes.indexOf(label.className);
      await file.write(rowsOf(item).map((row) => `${columnNames.map((name) => cellText(row[name])).join(',')}\r\n`).join(''));
      return item.kind === 'image' ? `images/${item.path}` : null;
    },
    finish: async () => {
      await file.close();
      await writeClassList(context);
    },
  };
}

function cellText(cell: Json): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* readCsv(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  await readClassList(context);
  let count = 0;
  for await (const { path } of source.files()) {
    if (!/\.(csv|tsv)$/i.test(path) || /(^|\/)gold\.csv$/i.test(path)) continue;
    count++;
    yield* itemsOf(rows(path, context), path, context);
  }
  if (count === 0) report.problem('', '', 'There is no .csv file', 'Choose a file with the columns file,label at least.');
}

async function* rows(file: string, { source, report }: ReadContext): AsyncGenerator<PlacedRow> {
  let header: readonly (Column | null)[] | null = null;
  for await (const { line, cells } of report.guardEach(file, () => source.csv(file))) {
    if (header === null) {
      header = cells.map(columnOf);
      const missing = !header.includes('label') ? 'label' : !header.includes('file') && !header.includes('text') ? 'file' : null;
      if (missing !== null) {
        report.problem(file, 'line 1', `there is no column "${missing}"`, 'The first line names the columns: file,label at least.');
        return;
      }
      const unknown = cells.filter((_, index) => header?.[index] === null);
      report.losses.add('columns that have no place', unknown.slice(0, 10).join(', '), unknown.length);
      continue;
    }
    const row: Partial<Record<Column, Cell>> = {};
    for (const [index, column] of header.entries()) {
      const text = cells[index];
      if (column === null || text === undefined) continue;
      const cell = cellOf(column, text);
      if (cell === undefined) report.problem(file, `line ${line}: ${column}`, `${shown(text)} is no ${columns[column] === 'flag' ? 'yes or no' : 'number'}`, 'Correct the cell, or leave it empty.');
      // A box with a broken corner is refused by what it makes, with its place.
      row[column] = cell === undefined ? NaN : cell;
    }
    yield { row: row, field: `line ${line}` };
  }
}

function columnOf(name: string): Column | null {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(columns, key) ? (key as Column) : Object.hasOwn(ALIASES, key) ? (ALIASES[key] ?? null) : null;
}

/** Undefined where the text is nothing of the column's kind. */
function cellOf(column: Column, text: string): Cell | undefined {
  const kind = columns[column];
  if (text === '') return null;
  if (kind === 'text' || kind === 'json') return text;
  if (kind === 'flag') return /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no)$/i.test(text) ? false : undefined;
  const number = decimal(text);
  return Number.isNaN(number) ? undefined : number;
}
