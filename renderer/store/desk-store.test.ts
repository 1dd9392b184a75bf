// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { DeskDocument } from '../desk/port.ts';
import { TesseraDatabase } from './database.ts';
import { createDeskStore } from './desk-store.ts';
import { JournalFlusher } from './journal/queue.ts';
import { labelKey } from './keys.ts';
import { signSeat } from './seats.ts';
import { ScriptedHost } from './test-support/scripted-host.ts';
import { roomy } from './test-support/roomy.ts';
import { drawn, emptyDocument, putSeat, seat, textHash, textOf, undone } from './test-support/seat-fixture.ts';

let db: TesseraDatabase;
let host: ScriptedHost;
let journal: JournalFlusher;
let served: Map<string, Uint8Array<ArrayBuffer>>;
let count = 0;

beforeEach(async () => {
  db = new TesseraDatabase(`desk-${count++}`);
  host = new ScriptedHost();
  journal = new JournalFlusher(db, host);
  served = new Map([0, 1, 2].map((index) => [textHash(index), utf8ToBytes(textOf(index)) as Uint8Array<ArrayBuffer>]));
  await putSeat(db);
});
afterEach(() => {
  journal.stop();
  db.close();
});

const port = (isKept = true) =>
  createDeskStore(
    {
      db,
      journal,
      space: roomy,
      nowMs: () => 42,
      assets: {
        assetBase: 'http://host/asset',
        isKept,
        fetch: async (url) => {
          const bytes = served.get(url.slice(url.lastIndexOf('/') + 1));
          return bytes === undefined ? new Response(null, { status: 404 }) : new Response(bytes, { headers: { 'content-type': 'image/jpeg' } });
        },
      },
    },
    seat,
  );

async function saveMark(index: number, id: string, from: DeskDocument = emptyDocument(index), corners: readonly [number, number, number, number] = [10, 10, 100, 100]) {
  const { document, mark } = drawn(from, id, ...corners);
  await port().save(index, { document, cause: { kind: 'mark', mark } });
  return document;
}

test('a box drawn is there with its history after the window is opened again', async () => {
  const document = await saveMark(1, 'a');
  const undoneDocument = undone(document);
  await port().save(1, { document: undoneDocument, cause: { kind: 'undo' } });
  await port().remember({ index: 1, view: { zoom: 2, centreXPx: 5, centreYPx: 6 } });
  const again = port();
  expect(await again.load(1)).toEqual(undoneDocument);
  const batch = await again.open();
  expect(batch.place).toEqual({ index: 1, view: { zoom: 2, centreXPx: 5, centreYPx: 6 } });
  expect(batch.items.map((item) => item.state)).toEqual(['untouched', 'started', 'untouched']);
  expect((await again.load(0)).labels.regions).toEqual([]);
});

test('every change reaches the journal in order, time spent does not', async () => {
  const document = await saveMark(0, 'a');
  await port().save(0, { document: { ...document, activeMs: 900 }, cause: { kind: 'time' } });
  await saveMark(0, 'b', document, [200, 200, 300, 300]);
  expect(await journal.flush()).toBeNull();
  expect(host.journal.map((entry) => [entry.kind, entry.key])).toEqual([
    ['edit', labelKey(seat, 0)],
    ['edit', labelKey(seat, 0)],
  ]);
  expect(await db.journalQueue.count()).toBe(0);
});

test('a lost host keeps nothing from being saved, and gets the entries when it is back', async () => {
  host.setConnected(false);
  const document = await saveMark(0, 'a');
  expect(await port().load(0)).toEqual(document);
  expect(await journal.flush()).toMatchObject({ code: 'HOST_UNREACHABLE' });
  host.setConnected(true);
  await journal.flush();
  expect(host.journal).toHaveLength(1);
});

test('what a model proposed comes with the item, and is never written', async () => {
  await db.items.toCollection().modify((row) => {
    row.item.suggestions = [{ classId: 1, confidence: 55, box: [5, 5, 50, 50] }];
  });
  const loaded = await port().load(0);
  expect(loaded.suggestions).toMatchObject([{ origin: 'prediction', confidence: 55, x0: 5, x1: 50 }]);
  await saveMark(0, 'a', loaded);
  expect((await db.labels.get(labelKey(seat, 0)))?.document).not.toHaveProperty('suggestions');
  await port().seal(0, await port().load(0));
  expect((await db.labels.get(labelKey(seat, 0)))?.document).not.toHaveProperty('suggestions');
  expect((await port().load(0)).suggestions).toHaveLength(1);
});

test('sealing writes label, outbox row and journal together', async () => {
  const document = await saveMark(0, 'a');
  expect(await port().seal(0, document)).toEqual({ ok: true });
  const row = await db.labels.get(labelKey(seat, 0));
  expect(row).toMatchObject({ state: 'sealed', document: { isSealed: true } });
  expect(row?.seal?.encoded).toMatch(/^0x01015a/);
  expect(await db.outbox.get(seat)).toMatchObject({ status: 'open', step: null });
  expect(host.journal.at(-1)).toMatchObject({ kind: 'seal', key: labelKey(seat, 0) });
  expect((await port().open()).items[0]?.state).toBe('sealed');
});

test('time told late, from before the seal, does not take the seal away', async () => {
  const document = await saveMark(0, 'a');
  expect(await port().seal(0, document)).toEqual({ ok: true });
  await port().save(0, { document: { ...document, activeMs: 900 }, cause: { kind: 'time' } });
  expect(await db.labels.get(labelKey(seat, 0))).toMatchObject({ state: 'sealed', document: { isSealed: true } });
});

test('cannot tell seals without regions', async () => {
  const document = { ...emptyDocument(2), labels: { ...emptyDocument(2).labels, cannotTell: 'unclear' as const } };
  expect(await port().seal(2, document)).toEqual({ ok: true });
  expect((await db.labels.get(labelKey(seat, 2)))?.seal?.encoded).toBe('0xff');
  expect((await port().open()).items[2]?.state).toBe('cannot-tell');
});

test('a seal is refused with a reason for every region at fault, and nothing is written', async () => {
  let { document } = drawn(emptyDocument(0), 'good', 10, 10, 50, 50);
  ({ document } = drawn(document, 'outside', 600, 10, 700, 50));
  ({ document } = drawn(document, 'twice', 10, 10, 50, 49));
  const outcome = await port().seal(0, document);
  expect(outcome.ok).toBe(false);
  if (outcome.ok) return;
  expect(outcome.reasons.map((reason) => [reason.regionId, reason.code])).toEqual([
    ['outside', 'BOX_OUTSIDE'],
    ['twice', 'DUPLICATE'],
  ]);
  expect(outcome.reasons[0]?.message).toContain('clamp it');
  expect(await db.labels.count()).toBe(0);
  expect(await db.outbox.count()).toBe(0);
});

test('unsealing opens the item; a signed batch can be changed no more', async () => {
  const document = await saveMark(0, 'a');
  await port().seal(0, document);
  expect(await port().unseal(0)).toEqual({ ok: true });
  expect((await port().load(0)).isSealed).toBe(false);
  expect(host.journal.at(-1)).toMatchObject({ kind: 'unseal', payload: { seal: null } });
  await port().seal(0, document);
  const rev = (await db.labels.get(labelKey(seat, 0)))?.rev ?? 0;
  const signed = { labels: '0x00', details: '0x', detailsHash: `0x${'00'.repeat(32)}`, commitment: `0x${'22'.repeat(32)}`, atMs: 1 };
  expect(await signSeat(db, seat, signed, new Map([[0, rev]]), 1)).toMatchObject({ ok: true });
  expect(await port().unseal(0)).toMatchObject({ ok: false, reasons: [{ code: 'SIGNED' }] });
  await expect(saveMark(0, 'b', document)).rejects.toMatchObject({ code: 'SIGNED' });
  expect((await port().open()).readOnlyReason).toBe('sync:desk.signed');
});

test('nothing is signed when an item changed after the payload was made, and never twice', async () => {
  const document = await saveMark(0, 'a');
  await port().seal(0, document);
  const signed = { labels: '0x00', details: '0x', detailsHash: `0x${'00'.repeat(32)}`, commitment: `0x${'22'.repeat(32)}`, atMs: 1 };
  expect(await signSeat(db, seat, signed, new Map([[0, 1]]), 1)).toEqual({ ok: false, code: 'LABELS_CHANGED' });
  expect(await signSeat(db, seat, signed, new Map([[0, 2]]), 1)).toMatchObject({ ok: true });
  const other = { ...signed, commitment: `0x${'33'.repeat(32)}` };
  expect(await signSeat(db, seat, other, new Map([[0, 2]]), 1)).toEqual({ ok: true, signed });
});

test('time that is told after the signature changes nothing and is no error', async () => {
  const document = await saveMark(0, 'a');
  const signed = { labels: '0x00', details: '0x', detailsHash: `0x${'00'.repeat(32)}`, commitment: `0x${'22'.repeat(32)}`, atMs: 1 };
  await signSeat(db, seat, signed, new Map([[0, 1]]), 1);
  await port().save(0, { document: { ...document, activeMs: 5_000 }, cause: { kind: 'time' } });
  expect((await port().load(0)).activeMs).toBe(document.activeMs);
});

test('an asset is kept, held against its hash, and there without the host', async () => {
  expect((await port().asset(textHash(0))).size).toBe(utf8ToBytes(textOf(0)).length);
  served.clear();
  expect((await port().asset(textHash(0))).type).toBe('image/jpeg');
  await expect(port().asset(textHash(1))).rejects.toMatchObject({ code: 'ASSET_MISSING' });
  served.set(textHash(1), utf8ToBytes('something else'));
  await expect(port().asset(textHash(1))).rejects.toMatchObject({ code: 'ASSET_ALTERED' });
  expect(await db.assets.count()).toBe(1);
});

test('a damaged copy of an asset is thrown away and fetched again', async () => {
  await port().asset(textHash(0));
  await db.assets.update(textHash(0), { bytes: new ArrayBuffer(3) });
  expect((await port().asset(textHash(0))).size).toBe(utf8ToBytes(textOf(0)).length);
  served.clear();
  await db.assets.update(textHash(0), { bytes: new ArrayBuffer(3) });
  await expect(port().asset(textHash(0))).rejects.toMatchObject({ code: 'ASSET_MISSING' });
});

test('a damaged label row is named, not shown', async () => {
  await saveMark(0, 'a');
  await db.labels.update(labelKey(seat, 0), { ['document.labels.regions' as string]: 'nonsense' });
  await expect(port().load(0)).rejects.toMatchObject({ code: 'LABELS_DAMAGED' });
});
