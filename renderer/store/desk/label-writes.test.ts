// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeskDocument } from '../../desk/port.ts';
import { TesseraDatabase } from '../database.ts';
import { labelKey } from '../keys.ts';
import { drawn, emptyDocument, putSeat, seat, undone } from '../test-support/seat-fixture.ts';
import { writeChange } from './label-writes.ts';
import { readMarks } from './marks.ts';

let db: TesseraDatabase;
let count = 0;
const place = { seat, index: 0 };
const key = labelKey(seat, 0);

beforeEach(async () => {
  db = new TesseraDatabase(`writes-${count++}`);
  await putSeat(db);
});
afterEach(() => db.close());

async function draw(from: DeskDocument, id: string): Promise<DeskDocument> {
  const { document, mark } = drawn(from, id, 10, 10, 60, 60);
  expect(await writeChange(db, place, { document, cause: { kind: 'mark', mark } }, 1)).toEqual({ ok: true });
  return document;
}
async function undo(from: DeskDocument): Promise<DeskDocument> {
  const document = undone(from);
  expect(await writeChange(db, place, { document, cause: { kind: 'undo' } }, 1)).toEqual({ ok: true });
  return document;
}

test('a gesture is one more row; what was undone goes when something else is done', async () => {
  let document = await draw(await draw(await draw(emptyDocument(0), 'a'), 'b'), 'c');
  expect(await readMarks(db, key, 3)).toEqual(document.history.marks);
  document = await undo(await undo(document));
  expect(await db.labels.get(key)).toMatchObject({ rev: 5, history: { count: 3, cursor: 1 } });
  expect(await db.marks.count()).toBe(3);
  document = await draw(document, 'd');
  expect(await db.labels.get(key)).toMatchObject({ rev: 6, history: { count: 2, cursor: 2 } });
  expect(await readMarks(db, key, 2)).toEqual(document.history.marks);
  expect(await db.marks.count()).toBe(2);
});

test('a row that is not as it was left is read first, and its revision goes on', async () => {
  const document = await draw(emptyDocument(0), 'a');
  await db.labels.update(key, { rev: 40 });
  const next = await draw(document, 'b');
  expect((await db.labels.get(key))?.rev).toBe(41);
  expect(await readMarks(db, key, 2)).toEqual(next.history.marks);
  expect((await db.journalQueue.toArray()).map(({ payload }) => (payload as { rev: number }).rev)).toEqual([1, 41]);
});

test('marks that do not follow from what is there are written anew', async () => {
  const document = await draw(await draw(emptyDocument(0), 'a'), 'b');
  await db.marks.clear();
  await db.labels.update(key, { rev: 7, history: { count: 0, cursor: 0 } });
  const next = await draw(document, 'c');
  expect(await readMarks(db, key, 3)).toEqual(next.history.marks);
});

test('a seat that was signed since the last gesture takes nothing more, and nothing of it stays', async () => {
  const document = await draw(emptyDocument(0), 'a');
  await db.seats.update(seat, { signed: { labels: '0x', details: '0x', detailsHash: '0x', commitment: '0x', atMs: 1 } });
  const before = await Promise.all([db.labels.toArray(), db.marks.toArray(), db.journalQueue.toArray()]);
  const { document: after, mark } = drawn(document, 'b', 1, 1, 20, 20);
  expect(await writeChange(db, place, { document: after, cause: { kind: 'mark', mark } }, 2)).toEqual({ ok: false, code: 'SIGNED' });
  expect(await Promise.all([db.labels.toArray(), db.marks.toArray(), db.journalQueue.toArray()])).toEqual(before);
});
