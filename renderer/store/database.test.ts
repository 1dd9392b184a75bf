// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { TesseraDatabase } from './database.ts';
import { putSeat } from './test-support/seat-fixture.ts';

test('a transaction apart is one of its own, where a single operation goes on and where a whole one does', async () => {
  const db = new TesseraDatabase('apart');
  await putSeat(db);
  const started: Promise<number>[] = [];
  await db.seats.toCollection().each(() => {
    started.push(db.apart('r', [db.items], () => db.items.count()));
  });
  await db.transaction('rw', [db.settings], () => {
    started.push(db.apart('r', [db.items], () => db.items.count()));
  });
  expect(await Promise.all(started)).toEqual([3, 3]);
  db.close();
});
