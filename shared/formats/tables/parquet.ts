import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet/src/index.js';
import { gunzipSync } from 'fflate';
import type { Compressors, FileMetaData } from 'hyparquet';
import { ByteWriter, parquetWriteRows } from 'hyparquet-writer/src/index.js';
import type { Writer } from 'hyparquet-writer';
import { carries } from '../carries.ts';
import { readClassList, writeClassList } from '../class-list.ts';
import { SourceFault } from '../files.ts';
import type { FileWriter, RandomAccess } from '../files.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import type { FormatItem } from '../model.ts';
import { columnNames, columnOf, columns, itemsOf, rowsOf, standTogether } from './rows.ts';
import type { Cell, Column, PlacedRow, TableRow, WrittenRow } from './rows.ts';
import { Turnstile } from './turnstile.ts';

/** Parquet with the columns of the table, a row a label (parquet.apache.org). Written and read a group of rows at a time. */
export const parquet: Format = { name: 'parquet', carries: carries('yes', {}), read: readParquet, write: writeParquet };

const ROW_GROUP = 5000;
/** Beside Snappy, which the library knows: what pandas calls gzip. */
const compressors: Compressors = { GZIP: (packed, bytes) => gunzipSync(packed, { out: new Uint8Array(bytes) }) };
const TYPES = { text: 'STRING', json: 'JSON', whole: 'INT32', number: 'DOUBLE', flag: 'BOOLEAN' } as const;

/** Hands what has been written to a file before more is. */
function fileByteWriter(file: FileWriter): Writer {
  const writer = new ByteWriter();
  const flush = async (): Promise<void> => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    await file.write(bytes);
  };
  const finish = async (): Promise<void> => {
    await flush();
    await file.close();
  };
  return Object.assign(writer, { flush, finish });
}

async function writeParquet(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes } = context;
  const file = await sink.open('labels.parquet');
  const rows = new Turnstile<WrittenRow>();
  const done = Promise.resolve(
    parquetWriteRows({
      writer: fileByteWriter(file),
      rows,
      columns: columnNames.map((name) => ({ name, type: TYPES[columns[name]], nullable: true })),
      rowGroupSize: ROW_GROUP,
    }),
  );
  // What fails here is thrown where the items are handed in.
  done.catch((error: unknown) => rows.fail(error instanceof Error ? error : new Error(String(error))));
  return {
    write: async (item) => {
      for (const label of item.labels) classes.indexOf(label.className);
      for (const row of rowsOf(item)) await rows.put(row);
      return item.kind === 'image' ? `images/${item.path}` : null;
    },
    finish: async () => {
      rows.end();
      await done;
      await writeClassList(context);
    },
  };
}

async function* readParquet(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  await readClassList(context);
  let count = 0;
  for await (const { path } of source.files()) {
    if (!/\.parquet$/i.test(path)) continue;
    count++;
    const table = await report.guard(path, () => opened(path, context));
    if (table !== null) yield* itemsOf(report.guardEach(path, () => rows(table)), path, context, await standTogether(names(table)));
  }
  if (count === 0) report.problem('', '', 'There is no .parquet file', 'Choose a file that has the columns file and label.');
}

interface Table {
  readonly file: RandomAccess;
  readonly metadata: FileMetaData;
  /** The file's own names of the columns. */
  readonly nameOf: ReadonlyMap<Column, string>;
}

/** Throws SourceFault. */
async function opened(path: string, { source, report }: ReadContext): Promise<Table> {
  const file = await source.bytes(path);
  const metadata = await sound(() => parquetMetadataAsync(file));
  const all = topColumns(metadata.schema);
  const nameOf = new Map<Column, string>();
  for (const { name, isNested } of all) {
    const column = isNested ? null : columnOf(name);
    // A column that has our own name comes before one that others call so.
    if (column !== null && (!nameOf.has(column) || name === column)) nameOf.set(column, name);
  }
  if (!nameOf.has('label') || !(nameOf.has('file') || nameOf.has('text'))) throw new SourceFault(`The columns are ${all.slice(0, 12).map(({ name, isNested }) => (isNested ? `${name} (nested)` : name)).join(', ')}`, 'A table of labels has the columns file and label at least.', 'schema');
  const taken = new Set(nameOf.values());
  const rest = all.filter(({ name }) => !taken.has(name)).map(({ name }) => name);
  report.losses.add('columns that have no place', rest.slice(0, 10).join(', '), rest.length);
  return { file, metadata, nameOf };
}

/** The schema is a tree, written branch by branch: its first level. */
function topColumns(schema: FileMetaData['schema']): { readonly name: string; readonly isNested: boolean }[] {
  const found: { readonly name: string; readonly isNested: boolean }[] = [];
  let inside = 0;
  for (const { name, num_children } of schema.slice(1)) {
    if (inside === 0) found.push({ name, isNested: num_children !== undefined });
    else inside--;
    inside += num_children ?? 0;
  }
  return found;
}

async function sound<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    throw new SourceFault(`The file is no Parquet that can be read: ${error instanceof Error ? error.message : String(error)}`, 'Write it again, uncompressed, with Snappy or with gzip.');
  }
}

async function* groups({ file, metadata, nameOf }: Table, wanted: readonly Column[]): AsyncGenerator<{ readonly start: number; readonly rows: readonly Readonly<Record<string, unknown>>[] }> {
  const columnsOf = wanted.flatMap((column) => nameOf.get(column) ?? []);
  const total = Number(metadata.num_rows);
  for (let start = 0; start < total; start += ROW_GROUP) yield { start, rows: await sound(() => parquetReadObjects({ file, metadata, compressors, columns: columnsOf, rowStart: start, rowEnd: Math.min(total, start + ROW_GROUP) })) };
}

/** Of the items, row by row; a fault is told of by who reads the rows. */
async function* names(table: Table): AsyncGenerator<string> {
  const column = table.nameOf.get('file');
  if (column === undefined) return;
  try {
    for await (const { rows: some } of groups(table, ['file'])) for (const { [column]: name } of some) yield typeof name === 'string' ? name : '';
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
  }
}

async function* rows(table: Table): AsyncGenerator<PlacedRow> {
  for await (const { start, rows: some } of groups(table, columnNames)) for (const [index, row] of some.entries()) yield { row: readable(row, table.nameOf), field: `row ${start + index + 1}` };
}

function readable(row: Readonly<Record<string, unknown>>, nameOf: Table['nameOf']): TableRow {
  const cells = columnNames.map((name) => {
    const value = row[nameOf.get(name) ?? ''];
    if (value === undefined || value === null) return [name, null] as const;
    if (columns[name] === 'json') return [name, typeof value === 'string' ? value : JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))] as const;
    return [name, typeof value === 'bigint' ? Number(value) : (value as Cell)] as const;
  });
  return Object.fromEntries(cells);
}
