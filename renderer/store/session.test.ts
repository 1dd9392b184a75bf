// @vitest-environment node
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, expect, test, vi } from 'vitest';
import { databaseName } from './database.ts';
import { writeChange, writeSeal } from './desk/label-writes.ts';
import { journalMark } from './journal/mark.ts';
import { signSeat } from './seats.ts';
import { StoreOpener } from './session.ts';
import type { StoreSession, StoreState } from './session.ts';
import { memoryLocks } from './test-support/memory-locks.ts';
import { drawn, emptyDocument, putSeat, seat } from './test-support/seat-fixture.ts';
import { ScriptedHost, failure } from './test-support/scripted-host.ts';
import type { Locks } from './writer-lock.ts';

let host: ScriptedHost;
let locks: Locks;

beforeEach(async () => {
  host = new ScriptedHost();
  locks = memoryLocks();
  await Dexie.delete(databaseName('test'));
});

function openWindow(given: { locks?: Locks | null } = {}) {
  const states: StoreState[] = [];
  const opener = new StoreOpener({ host, locks: given.locks === undefined ? locks : given.locks, nowMs: () => 7, persist: async () => true, estimate: async () => ({}), storeId: 'store-of-test' }, (state) => states.push(state));
  return { opener, states, last: () => states.at(-1) };
}

function sessionOf(state: StoreState | undefined): StoreSession {
  if (state?.status !== 'ready') throw new Error(`not ready but ${state?.status}`);
  return state.session;
}

async function workAndClose() {
  const window = openWindow();
  await window.opener.open();
  const { db, journal } = sessionOf(window.last());
  await putSeat(db);
  await writeSeal(db, { seat, index: 0 }, emptyDocument(0), { encoded: '0x00', hash: '0x11', atMs: 1 }, 1);
  await journal.flush();
  window.opener.close();
}

test('a new profile starts empty and says so in the journal', async () => {
  const window = openWindow();
  await window.opener.open();
  await sessionOf(window.last()).journal.flush();
  expect(host.journal.map((entry) => entry.kind)).toEqual(['canary']);
  window.opener.close();
});

test('a second start finds what the first wrote', async () => {
  await workAndClose();
  const window = openWindow();
  await window.opener.open();
  expect(await sessionOf(window.last()).db.labels.count()).toBe(1);
  window.opener.close();
});

test('a database that lost its newest writes gets them from the journal, signature and all, before any work', async () => {
  await workAndClose();
  // What Chromium reads again after a torn log: the database as it was some writes ago.
  const window = openWindow();
  await window.opener.open();
  const { db, journal } = sessionOf(window.last());
  const old = { labels: await db.labels.toArray(), seats: await db.seats.toArray(), settings: await db.settings.toArray() };
  const { document, mark } = drawn(emptyDocument(1), 'a', 1, 1, 50, 50);
  await writeChange(db, { seat, index: 1 }, { document, cause: { kind: 'mark', mark } }, 2);
  await writeSeal(db, { seat, index: 2 }, emptyDocument(2), { encoded: '0x00', hash: '0x22', atMs: 2 }, 2);
  const signed = { labels: '0x00', details: '0x', detailsHash: `0x${'00'.repeat(32)}`, commitment: `0x${'22'.repeat(32)}`, atMs: 3 };
  await signSeat(db, seat, signed, new Map(), 3);
  await journal.flush();
  const whole = { labels: await db.labels.toArray(), seats: await db.seats.toArray(), marks: await db.marks.toArray() };
  for (const table of ['labels', 'seats', 'settings'] as const) {
    await db.table(table).clear();
    await db.table(table).bulkPut(old[table]);
  }
  await db.marks.clear();
  window.opener.close();

  const again = openWindow();
  await again.opener.open();
  const { db: found } = sessionOf(again.last());
  const stable = (rows: readonly { updatedAtMs: number }[]) => rows.map(({ updatedAtMs: _at, ...row }) => row);
  expect(stable(await found.labels.toArray())).toEqual(stable(whole.labels));
  expect(await found.seats.toArray()).toEqual(whole.seats);
  expect(await found.marks.toArray()).toEqual(whole.marks);
  expect(await journalMark(found)).toMatchObject({ seq: host.journal.length - 1 });
  again.opener.close();
});

test('a database that was emptied is not taken for a new one: restore brings the labels back', async () => {
  await workAndClose();
  await Dexie.delete(databaseName('test'));
  const window = openWindow();
  await window.opener.open();
  const state = window.last();
  if (state?.status !== 'restore') throw new Error('no restore offered');
  const outcome = await state.restore();
  if (!outcome.ok) throw new Error(outcome.code);
  expect(outcome.report).toMatchObject({ labels: 1, sealed: 1 });
  await outcome.proceed();
  expect(await sessionOf(window.last()).db.labels.count()).toBe(1);
  window.opener.close();
});

test('a restore that was cut short is offered again at the next start', async () => {
  await workAndClose();
  await Dexie.delete(databaseName('test'));
  const first = openWindow();
  await first.opener.open();
  const state = first.last();
  if (state?.status !== 'restore') throw new Error('no restore offered');
  await state.restore();
  first.opener.close();
  const second = openWindow();
  await second.opener.open();
  expect(second.last()?.status).toBe('restore');
  second.opener.close();
});

test('an empty database whose journal cannot be read is not used', async () => {
  host.script['journal.status'] = () => failure('JOURNAL_FAILED', 'disk error');
  const window = openWindow();
  await window.opener.open();
  expect(window.last()).toMatchObject({ status: 'failed', code: 'JOURNAL_FAILED' });
  delete host.script['journal.status'];
  const state = window.last();
  if (state?.status === 'failed') await state.retry();
  expect(window.last()?.status).toBe('ready');
  window.opener.close();
});

test('a second window waits, takes over when told, and the first lets go', async () => {
  const first = openWindow();
  await first.opener.open();
  const { db } = sessionOf(first.last());
  const second = openWindow();
  await second.opener.open();
  const state = second.last();
  if (state?.status !== 'elsewhere') throw new Error(`expected elsewhere, got ${state?.status}`);
  await state.takeOver();
  expect(second.last()?.status).toBe('ready');
  expect(first.last()?.status).toBe('elsewhere');
  await expect(db.labels.count()).rejects.toThrow();
  second.opener.close();
});

test('another browser on the same host is waited for, can be taken over from, and takes over', async () => {
  host.script['app.claim'] = ({ isTaking }) => ({ ok: true, value: { isYours: isTaking } });
  const window = openWindow();
  await window.opener.open();
  const state = window.last();
  if (state?.status !== 'elsewhere') throw new Error(`expected elsewhere, got ${state?.status}`);
  await state.takeOver();
  const { db } = sessionOf(window.last());
  host.emit('app.claimed', { storeId: 'store-of-test' });
  expect(window.last()?.status).toBe('ready');
  host.emit('app.claimed', { storeId: 'another-store' });
  expect(window.last()?.status).toBe('elsewhere');
  await expect(db.labels.count()).rejects.toThrow();
  window.opener.close();
});

test('without locks nothing is opened', async () => {
  const window = openWindow({ locks: null });
  await window.opener.open();
  expect(window.last()).toMatchObject({ status: 'failed', code: 'LOCKS_MISSING' });
});

test('closing gives the lock to the next window', async () => {
  const first = openWindow();
  await first.opener.open();
  first.opener.close();
  const second = openWindow();
  await second.opener.open();
  expect(second.last()?.status).toBe('ready');
  second.opener.close();
});

test('entries that a crash kept from the journal go there at the next start', async () => {
  const first = openWindow();
  await first.opener.open();
  const { db, journal } = sessionOf(first.last());
  await journal.flush();
  await putSeat(db);
  host.setConnected(false);
  await writeSeal(db, { seat, index: 0 }, emptyDocument(0), { encoded: '0x00', hash: '0x11', atMs: 1 }, 1);
  first.opener.close();
  host.setConnected(true);
  const second = openWindow();
  await second.opener.open();
  await sessionOf(second.last()).journal.flush();
  expect(host.journal.map((entry) => entry.kind)).toEqual(['canary', 'seal']);
  second.opener.close();
});

const closeByBrowser = (db: StoreSession['db']) => {
  const own = db.backendDB();
  own.close();
  own.onclose?.(new Event('close'));
};

test('a database that the browser takes away while the window works is not taken for an empty one', async () => {
  const window = openWindow();
  await window.opener.open();
  const { db, journal } = sessionOf(window.last());
  await journal.flush();
  await putSeat(db);
  // The journal cannot take it yet: what was saved is in the database alone, and in this window.
  host.script['journal.append'] = () => failure('DISK_FULL');
  await writeSeal(db, { seat, index: 0 }, emptyDocument(0), { encoded: '0x00', hash: '0x11', atMs: 1 }, 1);
  await journal.flush();
  closeByBrowser(db);
  await Dexie.delete(databaseName('test'));
  await vi.waitFor(() => expect(window.last()).toMatchObject({ status: 'failed', code: 'DISK_FULL' }));
  delete host.script['journal.append'];
  const failed = window.last();
  if (failed?.status === 'failed') await failed.retry();
  expect(host.journal.map((entry) => entry.kind)).toEqual(['canary', 'seal']);
  const state = window.last();
  if (state?.status !== 'restore') throw new Error(`expected restore, got ${state?.status}`);
  const outcome = await state.restore();
  expect(outcome).toMatchObject({ ok: true, report: { sealed: 1 } });
  window.opener.close();
});

test('a database that another page deletes is not opened anew behind the window\'s back', async () => {
  await workAndClose();
  const window = openWindow();
  await window.opener.open();
  const { db } = sessionOf(window.last());
  await Dexie.delete(databaseName('test'));
  await vi.waitFor(() => expect(window.last()?.status).toBe('restore'), 5_000);
  await expect(db.labels.count()).rejects.toThrow();
  window.opener.close();
});

test('a write after the browser has closed the database fails: nothing is opened behind the window\'s back', async () => {
  const window = openWindow();
  await window.opener.open();
  const { db } = sessionOf(window.last());
  window.opener.close();
  await expect(db.labels.count()).rejects.toThrow();
  expect(db.isOpen()).toBe(false);
});

test('a journal that lost what it had is filled again from the database, and rebuilds it', async () => {
  await workAndClose();
  const other = new ScriptedHost();
  host = other;
  const window = openWindow();
  await window.opener.open();
  await vi.waitFor(() => expect(other.journal.map((entry) => entry.kind)).toContain('checkpoint'), 5_000);
  window.opener.close();
  await Dexie.delete(databaseName('test'));
  const next = openWindow();
  await next.opener.open();
  const state = next.last();
  if (state?.status !== 'restore') throw new Error(`expected restore, got ${state?.status}`);
  expect(await state.restore()).toMatchObject({ ok: true, report: { labels: 1, sealed: 1 } });
  next.opener.close();
});

test('a journal that is as it was is not written to at a start', async () => {
  await workAndClose();
  const before = host.journal.length;
  const window = openWindow();
  await window.opener.open();
  await sessionOf(window.last()).journal.flush();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(host.journal).toHaveLength(before);
  window.opener.close();
});

test('who chose to begin empty gets back what came after, not what was left', async () => {
  await workAndClose();
  await Dexie.delete(databaseName('test'));
  const second = openWindow();
  await second.opener.open();
  const asked = second.last();
  if (asked?.status !== 'restore') throw new Error('no restore offered');
  await asked.startEmpty();
  const { db, journal } = sessionOf(second.last());
  await putSeat(db);
  const { document, mark } = drawn(emptyDocument(0), 'later', 1, 1, 50, 50);
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'mark', mark } }, 1);
  await journal.flush();
  second.opener.close();
  await Dexie.delete(databaseName('test'));
  const third = openWindow();
  await third.opener.open();
  const state = third.last();
  if (state?.status !== 'restore') throw new Error('no restore offered');
  const outcome = await state.restore();
  if (!outcome.ok) throw new Error(outcome.code);
  await outcome.proceed();
  const row = (await sessionOf(third.last()).db.labels.toArray())[0];
  expect(row?.document.labels.regions.map(({ id }) => id)).toEqual(['later']);
  third.opener.close();
});
