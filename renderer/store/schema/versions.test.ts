// @vitest-environment node
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { readMarks } from '../desk/marks.ts';
import type { LabelKey } from '../keys.ts';
import { labelRowSchema, outboxRowSchema } from './rows.ts';
import { schemaVersions } from './versions.ts';
import type { SchemaVersion } from './versions.ts';
import fixture from './fixtures/v1.json' with { type: 'json' };

const only = (version: number) => schemaVersions.filter((entry) => entry.version <= version);

/** JSON has no bigint: the fixture writes `12n`. */
function withBigints(rows: unknown): unknown {
  return JSON.parse(JSON.stringify(rows), (_, value: unknown) => (typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value));
}

/** A database as version 1 wrote it: its own stores, and rows that were taken from one. */
async function writeFixture(name: string): Promise<void> {
  await Dexie.delete(name);
  const opened = await openDatabase(name, only(1));
  if (!opened.ok) throw new Error(opened.code);
  for (const [table, rows] of Object.entries(fixture.tables)) await opened.db.table(table).bulkAdd(withBigints(rows) as object[]);
  opened.db.close();
}

test('version 1 is what its fixture says: a released version is never edited', () => {
  expect(schemaVersions[0]).toEqual({ version: 1, stores: fixture.stores });
});

test('this version opens a database of version 1 and reads its rows', async () => {
  await writeFixture('from-v1');
  const opened = await openDatabase('from-v1');
  if (!opened.ok) throw new Error(opened.code);
  const labels = await opened.db.labels.toArray();
  expect(labels).toHaveLength(fixture.tables.labels.length);
  for (const row of labels) labelRowSchema.parse(row);
  for (const old of fixture.tables.labels) {
    const marks = await readMarks(opened.db, old.key as LabelKey, old.document.history.marks.length);
    expect(marks).toEqual(old.document.history.marks);
    const row = labels.find(({ key }) => key === old.key);
    expect(row?.history).toEqual({ count: old.document.history.marks.length, cursor: old.document.history.cursor });
    expect(row?.document).toEqual({ ...old.document, history: undefined });
  }
  for (const row of await opened.db.outbox.toArray()) outboxRowSchema.parse(row);
  expect(await opened.db.labels.where({ seatKey: labels[0]?.seatKey, state: 'sealed' }).count()).toBe(1);
  opened.db.close();
});

test('a later version rewrites the rows of version 1 in its upgrade', async () => {
  await writeFixture('to-later');
  const later: SchemaVersion = {
    version: 99,
    stores: { labels: 'key, seatKey, [seatKey+state], updatedAtMs' },
    upgrade: (rows) => rows.rewrite('labels', (row) => (row['rev'] = 1000)),
  };
  const opened = await openDatabase('to-later', [...schemaVersions, later]);
  if (!opened.ok) throw new Error(opened.code);
  expect((await opened.db.labels.orderBy('updatedAtMs').toArray()).map((row) => row.rev)).toEqual(fixture.tables.labels.map(() => 1000));
  expect(await opened.db.seats.count()).toBe(fixture.tables.seats.length);
  opened.db.close();
});

test('a database of a newer version is told of and left as it is', async () => {
  await writeFixture('newer');
  const newer: SchemaVersion = { version: 99, stores: { novelties: 'id' } };
  const first = await openDatabase('newer', [...schemaVersions, newer]);
  if (!first.ok) throw new Error(first.code);
  await first.db.table('novelties').add({ id: 1 });
  first.db.close();
  expect(await openDatabase('newer')).toMatchObject({ ok: false, code: 'NEWER_VERSION', found: 99 });
  const again = await openDatabase('newer', [...schemaVersions, newer]);
  if (!again.ok) throw new Error(again.code);
  expect(await again.db.table('novelties').count()).toBe(1);
  expect(await again.db.labels.count()).toBe(fixture.tables.labels.length);
  again.db.close();
});
