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
import v1 from './fixtures/v1.json' with { type: 'json' };
import v2 from './fixtures/v2.json' with { type: 'json' };

const only = (version: number) => schemaVersions.filter((entry) => entry.version <= version);

/** JSON has no bigint: the fixture writes `12n`. */
function withBigints(rows: unknown): unknown {
  return JSON.parse(JSON.stringify(rows), (_, value: unknown) => (typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value));
}

interface Fixture {
  stores: Record<string, string>;
  tables: Record<string, Record<string, unknown>[]>;
}

/** Every released version, with rows that were taken from a database of it. */
const fixtures = new Map<number, Fixture>([
  [1, v1],
  [2, v2],
]);

const fixtureOf = (version: number): Fixture => {
  const fixture = fixtures.get(version);
  if (fixture === undefined) throw new Error(`version ${version} was released without a fixture`);
  return fixture;
};

/** A database as a version wrote it: its own stores and rows. */
async function writeFixture(name: string, version = 1): Promise<void> {
  await Dexie.delete(name);
  const opened = await openDatabase(name, { versions: only(version) });
  if (!opened.ok) throw new Error(opened.code);
  for (const [table, rows] of Object.entries(fixtureOf(version).tables)) await opened.db.table(table).bulkAdd(withBigints(rows) as object[]);
  opened.db.close();
}

const labelsOfV1 = v1.tables.labels;

test.each(schemaVersions.map(({ version }) => version))('version %i is what its fixture says: a released version is never edited', (version) => {
  expect(Object.assign({}, ...only(version).map(({ stores }) => stores))).toEqual(fixtureOf(version).stores);
});

test.each(schemaVersions.map(({ version }) => version))('this version opens a database of version %i and reads its rows', async (version) => {
  await writeFixture(`from-${version}`, version);
  const opened = await openDatabase(`from-${version}`);
  if (!opened.ok) throw new Error(opened.code);
  const { db } = opened;
  for (const [table, rows] of Object.entries(fixtureOf(version).tables)) if (table !== 'marks') expect([table, await db.table(table).count()]).toEqual([table, rows.length]);
  const labels = await db.labels.toArray();
  expect(labels).toHaveLength(labelsOfV1.length);
  for (const row of labels) labelRowSchema.parse(row);
  for (const old of labelsOfV1) {
    const marks = await readMarks(db, old.key as LabelKey, old.document.history.marks.length);
    expect(marks).toEqual(old.document.history.marks);
    const row = labels.find(({ key }) => key === old.key);
    expect(row?.history).toEqual({ count: old.document.history.marks.length, cursor: old.document.history.cursor });
    expect(row?.document).toEqual({ ...old.document, history: undefined });
  }
  for (const row of await db.outbox.toArray()) outboxRowSchema.parse(row);
  expect(await db.labels.where({ seatKey: labels[0]?.seatKey, state: 'sealed' }).count()).toBe(1);
  db.close();
});

test('a later version rewrites the rows of version 1 in its upgrade', async () => {
  await writeFixture('to-later');
  const later: SchemaVersion = {
    version: 99,
    stores: { labels: 'key, seatKey, [seatKey+state], updatedAtMs' },
    upgrade: (rows) => rows.rewrite('labels', (row) => (row['rev'] = 1000)),
  };
  const opened = await openDatabase('to-later', { versions: [...schemaVersions, later] });
  if (!opened.ok) throw new Error(opened.code);
  expect((await opened.db.labels.orderBy('updatedAtMs').toArray()).map((row) => row.rev)).toEqual(labelsOfV1.map(() => 1000));
  expect(await opened.db.seats.count()).toBe(v1.tables.seats.length);
  opened.db.close();
});

/** The browser's own count, and the names of the stores: read without Dexie. */
const asItLies = (name: string) =>
  new Promise<{ version: number; stores: string[] }>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = () => reject(new Error(String(request.error)));
    request.onsuccess = () => {
      const { version, objectStoreNames } = request.result;
      request.result.close();
      resolve({ version, stores: [...objectStoreNames] });
    };
  });

test('a database of a newer version is told of and left as it is, even where it has given up a table', async () => {
  await writeFixture('newer');
  const newer = { version: 99, stores: { novelties: 'id', audits: null } } as unknown as SchemaVersion;
  const first = await openDatabase('newer', { versions: [...schemaVersions, newer] });
  if (!first.ok) throw new Error(first.code);
  await first.db.table('novelties').add({ id: 1 });
  first.db.close();
  const before = await asItLies('newer');
  expect(before).toMatchObject({ version: 990 });
  expect(before.stores).not.toContain('audits');
  expect(await openDatabase('newer')).toMatchObject({ ok: false, code: 'NEWER_VERSION', found: 99 });
  expect(await asItLies('newer')).toEqual(before);
  const again = await openDatabase('newer', { versions: [...schemaVersions, newer] });
  if (!again.ok) throw new Error(again.code);
  expect(await again.db.table('novelties').count()).toBe(1);
  expect(await again.db.labels.count()).toBe(labelsOfV1.length);
  again.db.close();
});
