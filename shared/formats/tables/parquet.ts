import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet/src/index.js';
import { ByteWriter, parquetWriteRows } from 'hyparquet-writer/src/index.js';
import type { Writer } from 'hyparquet-writer';
import { carries } from '../carries.ts';
import { readClassList, writeClassList } from '../class-list.ts';
import { SourceFault } from '../files.ts';
import type { FileWriter } from '../files.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import type { FormatItem } from '../model.ts';
import { columnNames, columns, itemsOf, rowsOf } from './rows.ts';
import type { Cell, PlacedRow, TableRow, WrittenRow } from './rows.ts';
import { Turnstile } from './turnstile.ts';

/** Parquet with the columns of the table, a row a label (parquet.apache.org). Written and read a group of rows at a time. */
export const parquet: Format = { name: 'parquet', carries: carries('yes', {}), read: readParquet, write: writeParquet };

const ROW_GROUP = 5000;
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
    yield* itemsOf(report.guardEach(path, () => rows(path, context)), path, context);
  }
  if (count === 0) report.problem('', '', 'There is no .parquet file', 'Choose a file that has the columns file and label.');
}

async function* rows(path: string, { source, report }: ReadContext): AsyncGenerator<PlacedRow> {
  const file = await source.bytes(path);
  try {
    const metadata = await parquetMetadataAsync(file);
    const names = metadata.schema.slice(1).filter(({ num_children }) => num_children === undefined).map(({ name }) => name);
    if (!names.includes('label') || !(names.includes('file') || names.includes('text'))) throw new SourceFault(`The columns are ${names.slice(0, 12).join(', ')}`, 'A table of labels has the columns file and label at least.', 'schema');
    const known = columnNames.filter((name) => names.includes(name));
    report.losses.add('columns that have no place', names.filter((name) => !Object.hasOwn(columns, name)).slice(0, 10).join(', '), names.length - known.length);
    const total = Number(metadata.num_rows);
    for (let start = 0; start < total; start += ROW_GROUP) {
      const group = await parquetReadObjects({ file, metadata, columns: known, rowStart: start, rowEnd: Math.min(total, start + ROW_GROUP) });
      for (const [index, row] of group.entries()) yield { row: readable(row), field: `row ${start + index + 1}` };
    }
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    throw new SourceFault(`The file is no Parquet that can be read: ${error instanceof Error ? error.message : String(error)}`, 'Write it again, uncompressed or with Snappy.');
  }
}

function readable(row: Readonly<Record<string, unknown>>): TableRow {
  const cells = columnNames.map((name) => {
    const value = row[name];
    if (value === undefined || value === null) return [name, null] as const;
    if (columns[name] === 'json') return [name, typeof value === 'string' ? value : JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))] as const;
    return [name, typeof value === 'bigint' ? Number(value) : (value as Cell)] as const;
  });
  return Object.fromEntries(cells);
}
