import type { Table } from 'dexie';
import type { TesseraDatabase } from '../database.ts';
import { schemaVersions } from '../schema/versions.ts';
import { rowToText } from './row-text.ts';

const ROWS_A_PAGE = 1_000;
/** Of the schema, as `database.ts` counts it. */
export const schemaVersion = Math.max(...schemaVersions.map(({ version }) => version));

/** Images and texts are not in it: they come again from the pack, by their hash. */
const LEFT_OUT: ReadonlySet<string> = new Set(['assets']);

/**
 * Every row of the database as lines of text, all of one moment: one transaction reads them, and writers wait for it.
 * The first line says the schema's version. The parts are blobs, which a browser may keep on disk.
 */
export async function dumpRows(db: TesseraDatabase): Promise<Blob> {
  const tables = db.tables.filter(({ name }) => !LEFT_OUT.has(name));
  const parts: Blob[] = [new Blob([`${JSON.stringify({ v: 1, schema: schemaVersion })}\n`])];
  await db.transaction('r', tables, async () => {
    for (const table of tables) await eachPage(table as Table<unknown>, (rows) => parts.push(new Blob([rows.map((row) => `${rowToText({ table: table.name, row })}\n`).join('')])));
  });
  return new Blob(parts);
}

/** Page by page in the order of the keys: never by a count of rows to pass over. */
async function eachPage(table: Table<unknown>, take: (rows: unknown[]) => void): Promise<void> {
  let after: unknown = null;
  for (;;) {
    const range = after === null ? table.orderBy(':id') : table.where(':id').above(after);
    const page = range.limit(ROWS_A_PAGE);
    const [keys, rows] = [await page.primaryKeys(), await page.toArray()];
    if (rows.length === 0) return;
    take(rows);
    after = keys.at(-1);
  }
}
