// @vitest-environment node
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, expect, test } from 'vitest';
import { databaseName } from './database.ts';
import { writeSeal } from './desk/label-writes.ts';
import { StoreOpener } from './session.ts';
import type { StoreSession, StoreState } from './session.ts';
import { memoryLocks } from './test-support/memory-locks.ts';
import { emptyDocument, putSeat, seat } from './test-support/seat-fixture.ts';
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
  const opener = new StoreOpener({ host, locks: given.locks === undefined ? locks : given.locks, nowMs: () => 7, persist: async () => true }, (state) => states.push(state));
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
