// @vitest-environment node
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { manifestRoot, parseManifest } from '../../../shared/protocol/manifest.ts';
import { must } from '../../../shared/result.ts';
import type { DeskDocument } from '../../desk/port.ts';
import { TesseraDatabase } from '../database.ts';
import { readMarks } from '../desk/marks.ts';
import { writeChange, writeSeal } from '../desk/label-writes.ts';
import { labelKey } from '../keys.ts';
import { adoptSeat, signSeat } from '../seats.ts';
import { annotator, drawn, emptyDocument, project, putSeat, seat, undone } from '../test-support/seat-fixture.ts';
import { ScriptedHost, failure } from '../test-support/scripted-host.ts';
import { JournalFlusher } from './queue.ts';
import { journalSummary, restoreFromJournal } from './restore.ts';

let db: TesseraDatabase;
let host: ScriptedHost;
let count = 0;

beforeEach(async () => {
  db = new TesseraDatabase(`restore-${count++}`);
  host = new ScriptedHost();
  await putSeat(db);
});

const flush = async () => {
  const journal = new JournalFlusher(db, host);
  await journal.flush();
  journal.stop();
};
const emptied = () => new TesseraDatabase(`restored-${count++}`);

async function labelsOf(database: TesseraDatabase) {
  const rows = await database.labels.toArray();
  return Promise.all(rows.map(async ({ key, rev, document, history, seal, state }) => ({ key, rev, document, history, marks: await readMarks(database, key, history.count), seal, state })));
}

test('labels, history, seals and payloads come back from the journal alone', async () => {
  let { document, mark } = drawn(emptyDocument(0), 'a', 1, 1, 50, 50);
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'mark', mark } }, 1);
  ({ document, mark } = drawn(document, 'b', 100, 100, 150, 150));
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'mark', mark } }, 2);
  document = undone(document);
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'undo' } }, 3);
  await writeSeal(db, { seat, index: 1 }, emptyDocument(1), { encoded: '0x00', hash: `0x${'11'.repeat(32)}`, atMs: 4 }, 4);
  const signed = { labels: '0x00', details: '0x', detailsHash: `0x${'00'.repeat(32)}`, commitment: `0x${'22'.repeat(32)}`, atMs: 1 };
  await signSeat(db, seat, signed, new Map([[0, 3], [1, 1]]), 5);
  await flush();

  const fresh = emptied();
  const restored = await restoreFromJournal(fresh, host);
  expect(restored).toMatchObject({ ok: true, value: { labels: 2, sealed: 1, seats: 1, signed: 1, problems: [] } });
  expect(await labelsOf(fresh)).toEqual(await labelsOf(db));
  await adoptSeat(fresh, { key: seat, net: (await db.seats.get(seat))!.net, seatId: '1099511627776', projectKey: project, annotator, firstItem: 0, itemCount: 3, addedAtMs: 9 });
  expect(await fresh.seats.get(seat)).toMatchObject({ signed });
  expect(await fresh.outbox.count()).toBe(1);
});

test('a seat that went to another account does not get the payload of the first', async () => {
  const signed = { labels: '0x00', details: '0x', detailsHash: `0x${'00'.repeat(32)}`, commitment: `0x${'22'.repeat(32)}`, atMs: 1 };
  await signSeat(db, seat, signed, new Map(), 5);
  await flush();
  const fresh = emptied();
  await restoreFromJournal(fresh, host);
  await adoptSeat(fresh, { key: seat, net: (await db.seats.get(seat))!.net, seatId: '1099511627776', projectKey: project, annotator: `0x${'99'.repeat(20)}`, firstItem: 0, itemCount: 3, addedAtMs: 9 });
  expect((await fresh.seats.get(seat))?.signed).toBeNull();
});

test('entries that came twice, as after a crash between journal and queue, change nothing', async () => {
  const { document, mark } = drawn(emptyDocument(0), 'a', 1, 1, 50, 50);
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'mark', mark } }, 1);
  await flush();
  host.journal.push({ ...host.journal[0]!, seq: 1 });
  const fresh = emptied();
  await restoreFromJournal(fresh, host);
  expect(await labelsOf(fresh)).toEqual(await labelsOf(db));
});

test('a change that cannot be followed keeps the state before it and is named; a later document mends it', async () => {
  let { document, mark } = drawn(emptyDocument(0), 'a', 1, 1, 50, 50);
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'mark', mark } }, 1);
  const before = await labelsOf(db);
  ({ document, mark } = drawn(document, 'b', 100, 100, 150, 150));
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'mark', mark } }, 2);
  await flush();
  (host.journal[1]!.payload as { check: string }).check = 'another';
  const fresh = emptied();
  expect(await restoreFromJournal(fresh, host)).toMatchObject({ ok: true, value: { problems: [{ key: labelKey(seat, 0) }] } });
  expect(await labelsOf(fresh)).toEqual(before);

  await writeSeal(db, { seat, index: 0 }, document, { encoded: '0x00', hash: '0x11', atMs: 3 }, 3);
  await flush();
  const mended = emptied();
  expect(await restoreFromJournal(mended, host)).toMatchObject({ ok: true, value: { problems: [] } });
  expect(await labelsOf(mended)).toEqual(await labelsOf(db));
});

test('a journal without work is no reason to restore', async () => {
  expect(await journalSummary(host)).toMatchObject({ ok: true, value: { hasWork: false } });
  host.journal.push({ seq: 0, atMs: 1, kind: 'canary', key: 'x', payload: {}, hash: '' });
  expect(await journalSummary(host)).toMatchObject({ ok: true, value: { hasWork: false } });
  host.journal.push({ seq: 1, atMs: 1, kind: 'seal', key: 'x', payload: {}, hash: '' });
  expect(await journalSummary(host)).toMatchObject({ ok: true, value: { hasWork: true } });
  expect(await restoreFromJournal(emptied(), host)).toMatchObject({ ok: true, value: { labels: 0, problems: [{ key: 'x' }] } });
});

test('whatever gestures came in whatever order, the journal rebuilds the same database', async () => {
  const gesture = fc.constantFrom('draw', 'undo', 'redo', 'seal', 'time', 'flush');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(2), gesture), { maxLength: 60 }), async (gestures) => {
      const database = new TesseraDatabase(`restore-${count++}`);
      const journalHost = new ScriptedHost();
      const journal = new JournalFlusher(database, journalHost);
      await putSeat(database);
      const documents = new Map<number, DeskDocument>();
      for (const [step, [index, what]] of gestures.entries()) {
        const document = documents.get(index) ?? emptyDocument(index);
        documents.set(index, await gestureOn(database, index, document, what, step));
        if (what === 'flush') await journal.flush();
      }
      await journal.flush();
      const fresh = emptied();
      const restored = await restoreFromJournal(fresh, journalHost);
      expect(restored).toMatchObject({ ok: true, value: { problems: [] } });
      const withoutTime = async (from: TesseraDatabase) =>
        (await labelsOf(from)).filter((row) => row.state !== 'untouched').map(({ key, state, seal, document, history, marks }) => ({ key, state, seal, history, marks, regions: document.labels.regions }));
      expect(await withoutTime(fresh)).toEqual(await withoutTime(database));
      journal.stop();
    }),
    { numRuns: 40 },
  );
});

async function gestureOn(database: TesseraDatabase, index: number, document: DeskDocument, what: string, step: number): Promise<DeskDocument> {
  const place = { seat, index };
  const open = { ...document, isSealed: false };
  if (what === 'draw') {
    const next = drawn(open, `r${step}`, step, step, step + 20, step + 20);
    await writeChange(database, place, { document: next.document, cause: { kind: 'mark', mark: next.mark } }, step);
    return next.document;
  }
  if (what === 'undo' && document.history.cursor > 0) {
    const next = undone(open);
    await writeChange(database, place, { document: next, cause: { kind: 'undo' } }, step);
    return next;
  }
  if (what === 'time') await writeChange(database, place, { document, cause: { kind: 'time' } }, step);
  if (what !== 'seal') return document;
  await writeSeal(database, place, document, { encoded: '0x00', hash: '0x11', atMs: step }, step);
  return { ...document, isSealed: true };
}

test('seats come back with their project and items, so that work goes on without a network', async () => {
  const fresh = emptied();
  const row = (await db.seats.get(seat))!;
  const manifest = await manifestOf(db);
  await db.projects.update(project, { root: manifest.root });
  await db.seats.delete(seat);
  const { place: _place, isSentAsIs: _sent, signed: _signed, chain: _chain, ...given } = row;
  await adoptSeat(db, given);
  await flush();
  expect(host.journal.map(({ kind }) => kind)).toEqual(['seat']);
  host.script['packs.manifest'] = ({ root }) => (root === manifest.root ? { ok: true, value: manifest.value } : failure('PACK_MISSING'));
  expect(await restoreFromJournal(fresh, host)).toMatchObject({ ok: true, value: { seats: 1, problems: [] } });
  expect(await fresh.seats.get(seat)).toEqual({ ...row, chain: null });
  const before = (await db.projects.get(project))!;
  expect(await fresh.projects.get(project)).toMatchObject({ params: before.params, root: before.root, pack: 'ready', schema: before.schema });
  expect((await fresh.items.toArray()).map(({ item }) => item.id)).toEqual((await db.items.toArray()).map(({ item }) => item.id));
  // Without the pack the seat is there all the same, and says what is missing.
  host.script['packs.manifest'] = () => failure('PACK_MISSING');
  const without = emptied();
  await restoreFromJournal(without, host);
  expect(await without.projects.get(project)).toMatchObject({ pack: 'missing', schema: null });
});

/** The seat's project as a pack on the host's disk has it. */
async function manifestOf(database: TesseraDatabase) {
  const { schema } = (await database.projects.get(project))!;
  const items = (await database.items.toArray()).map(({ item }) => item);
  const value = { version: 1, name: 'Boats', kind: 'boxes', schema, items };
  return { value, root: manifestRoot(must(parseManifest(value))) };
}
