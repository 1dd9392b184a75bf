import { carries } from '../carries.ts';
import { readClassList, writeClassList } from '../class-list.ts';
import type { Json } from '../../canonical-json.ts';
import { decimal, shown } from '../checks.ts';
import { SourceFault } from '../files.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import type { FormatItem } from '../model.ts';
import { columnNames, columnOf, columns, itemsOf, rowsOf, standTogether } from './rows.ts';
import type { Cell, Column, PlacedRow } from './rows.ts';

/** CSV as RFC 4180 has it, UTF-8, a row a label. Other tools' names of the columns are read too. */
export const csv: Format = { name: 'csv', carries: carries('yes', {}), read: readCsv, write: writeCsv };

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
    yield* itemsOf(rows(path, context), path, context, await standTogether(names(path, context)));
  }
  if (count === 0) report.problem('', '', 'There is no .csv file', 'Choose a file with the columns file,label at least.');
}

/** Of the items, row by row; a fault is told of by who reads the rows. */
async function* names(file: string, { source }: ReadContext): AsyncGenerator<string> {
  let at: number | null = null;
  try {
    for await (const { cells } of source.csv(file)) {
      if (at === null) at = cells.findIndex((name) => columnOf(name) === 'file');
      else yield cells[at] ?? '';
    }
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
  }
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

/** Undefined where the text is nothing of the column's kind. */
function cellOf(column: Column, text: string): Cell | undefined {
  const kind = columns[column];
  if (text === '') return null;
  if (kind === 'text' || kind === 'json') return text;
  if (kind === 'flag') return /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no)$/i.test(text) ? false : undefined;
  const number = decimal(text);
  return Number.isNaN(number) ? undefined : number;
}
