// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { TesseraDatabase } from '../database.ts';
import { adoptSeat, getSeat } from '../seats.ts';
import { putSeat, seat } from '../test-support/seat-fixture.ts';
import { ScriptedHost } from '../test-support/scripted-host.ts';
import { JournalFlusher } from './queue.ts';

test('what is queued goes to the journal by itself, whoever queued it, and only once it is in the database', async () => {
  const db = new TesseraDatabase('queue');
  const host = new ScriptedHost();
  await putSeat(db);
  const { place: _place, isSentAsIs: _sent, signed: _signed, chain: _chain, ...taken } = (await getSeat(db, seat))!;
  await db.seats.clear();
  const journal = new JournalFlusher(db, host);
  const broken = db.transaction('rw', [db.seats, db.settings, db.outbox, db.projects, db.journalQueue], async () => {
    await adoptSeat(db, taken);
    throw new Error('The window went');
  });
  await expect(broken).rejects.toThrow('The window went');
  await adoptSeat(db, taken);
  await vi.waitFor(async () => expect(await db.journalQueue.count()).toBe(0));
  expect(host.journal.map(({ kind, key }) => [kind, key])).toEqual([['seat', seat]]);
  journal.stop();
});
