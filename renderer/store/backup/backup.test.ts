// @vitest-environment node
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { databaseName } from '../database.ts';
import type { TesseraDatabase } from '../database.ts';
import { writeChange, writeSeal } from '../desk/label-writes.ts';
import { signSeat } from '../seats.ts';
import v1 from '../schema/fixtures/v1.json' with { type: 'json' };
import { StoreOpener } from '../session.ts';
import type { StoreSession, StoreState } from '../session.ts';
import { memoryLocks } from '../test-support/memory-locks.ts';
import { drawn, emptyDocument, putSeat, seat } from '../test-support/seat-fixture.ts';
import { ScriptedHost } from '../test-support/scripted-host.ts';
import { dumpRows } from './dump.ts';
import { rowToText, textToRow } from './row-text.ts';

let host: ScriptedHost;
const states: StoreState[] = [];

beforeEach(async () => {
  host = new ScriptedHost();
  states.length = 0;
  await Dexie.delete(databaseName('test'));
});

function openWindow(): StoreOpener {
  return new StoreOpener({ host, locks: memoryLocks(), nowMs: () => 7, persist: async () => true, estimate: async () => ({}), storeId: 'store-of-test' }, (state) => states.push(state));
}

function session(): StoreSession {
  const state = states.at(-1);
  if (state?.status !== 'ready') throw new Error(`not ready but ${state?.status}`);
  return state.session;
}

async function everyRow(db: TesseraDatabase): Promise<Record<string, unknown[]>> {
  const tables = db.tables.filter(({ name }) => name !== 'assets' && name !== 'settings');
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table.name, await table.toArray()] as const)));
}

const linesOf = async (blob: Blob): Promise<string[]> => (await blob.text()).split('\n').filter((line) => line !== '');

/** A window with a sealed item, a drawn one and a signed seat, and its rows as a backup has them. */
async function worked(): Promise<{ lines: string[]; rows: Record<string, unknown[]> }> {
  const opener = openWindow();
  await opener.open();
  const { db, journal } = session();
  await putSeat(db);
  const { document, mark } = drawn(emptyDocument(0), 'a', 1, 1, 50, 50);
  await writeChange(db, { seat, index: 0 }, { document, cause: { kind: 'mark', mark } }, 1);
  await writeSeal(db, { seat, index: 1 }, emptyDocument(1), { encoded: '0x00', hash: '0x11', atMs: 1 }, 1);
  await signSeat(db, seat, { labels: '0x00', details: '0x', detailsHash: `0x${'00'.repeat(32)}`, commitment: `0x${'22'.repeat(32)}`, atMs: 1 }, new Map([[0, 1], [1, 1]]), 5);
  await db.assets.put({ sha256: 'ab', bytes: new ArrayBuffer(8), mediaType: 'image/png', addedAtMs: 1 });
  await journal.flush();
  const found = { lines: await linesOf(await dumpRows(db)), rows: await everyRow(db) };
  opener.close();
  await Dexie.delete(databaseName('test'));
  return found;
}

test('rows come back as they were, bigints and all; images stay out', async () => {
  const { lines, rows } = await worked();
  expect(lines.join()).not.toContain('"table":"assets"');
  host.pendingRows = lines;
  const opener = openWindow();
  await opener.open();
  const state = states.at(-1);
  if (state?.status !== 'restore') throw new Error(`expected restore, got ${state?.status}`);
  expect(state.summary.backupAtMs).toBe(1);
  const outcome = await state.restore();
  if (!outcome.ok) throw new Error(outcome.message);
  expect(outcome.report.fromBackup).toBeGreaterThan(10);
  await outcome.proceed();
  const now = await everyRow(session().db);
  // The canary of this database is on its way to the journal.
  expect({ ...now, journalQueue: [] }).toEqual({ ...rows, journalQueue: [] });
  expect(host.pendingRows).toBeNull();
  opener.close();
});

test('cut short in the middle it is offered again, and brings the same', async () => {
  const { lines, rows } = await worked();
  host.pendingRows = lines;
  const first = openWindow();
  await first.open();
  const state = states.at(-1);
  if (state?.status !== 'restore') throw new Error('no restore offered');
  let pages = 0;
  const read = host.call.bind(host);
  host.call = async (method, params) => {
    if (method === 'backup.rows' && ++pages > 3) return { ok: false, error: { code: 'HOST_UNREACHABLE', message: 'away' } };
    return read(method, params);
  };
  expect(await state.restore()).toMatchObject({ ok: false, code: 'HOST_UNREACHABLE' });
  first.close();
  host.call = read;
  const second = openWindow();
  await second.open();
  const again = states.at(-1);
  if (again?.status !== 'restore') throw new Error(`expected restore, got ${again?.status}`);
  const outcome = await again.restore();
  if (!outcome.ok) throw new Error(outcome.message);
  await outcome.proceed();
  expect({ ...(await everyRow(session().db)), journalQueue: [] }).toEqual({ ...rows, journalQueue: [] });
  second.close();
});

test('work that the journal has and the rows have not is put over them', async () => {
  const { lines } = await worked();
  host.pendingRows = lines;
  // As of a machine that went on after the backup of its rows: the journal has one gesture more.
  const later = drawn(drawn(emptyDocument(0), 'a', 1, 1, 50, 50).document, 'b', 60, 60, 90, 90);
  const { labelsCheck } = await import('../../../shared/labels/journal-edit.ts');
  const payload = { v: 1, rev: 2, itemId: 'item-0', cause: { kind: 'mark', mark: later.mark }, activeMs: 5, check: labelsCheck(later.document.labels) };
  await host.call('journal.append', { entries: [{ kind: 'edit', key: `${seat}/00000000`, payload }] });
  const opener = openWindow();
  await opener.open();
  const state = states.at(-1);
  if (state?.status !== 'restore') throw new Error('no restore offered');
  const outcome = await state.restore();
  if (!outcome.ok) throw new Error(outcome.message);
  await outcome.proceed();
  const row = await session().db.labels.get(`${seat}/00000000` as never);
  expect(row?.document.labels.regions.map(({ id }) => id)).toEqual(['a', 'b']);
  opener.close();
});

test('rows of an older schema go through its migration', async () => {
  const bigints = (value: unknown): unknown => (typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value);
  const revived = JSON.parse(JSON.stringify(v1.tables), (_, value: unknown) => bigints(value)) as Record<string, unknown[]>;
  host.pendingRows = [JSON.stringify({ v: 1, schema: 1 }), ...Object.entries(revived).flatMap(([table, rows]) => rows.map((row) => rowToText({ table, row })))];
  const opener = openWindow();
  await opener.open();
  const state = states.at(-1);
  if (state?.status !== 'restore') throw new Error('no restore offered');
  const outcome = await state.restore();
  if (!outcome.ok) throw new Error(outcome.message);
  await outcome.proceed();
  expect(await session().db.marks.count()).toBe(v1.tables.labels.reduce((sum, row) => sum + row.document.history.marks.length, 0));
  opener.close();
});

test('rows of a newer schema are refused, and nothing is lost', async () => {
  host.pendingRows = [JSON.stringify({ v: 1, schema: 99 })];
  const opener = openWindow();
  await opener.open();
  const state = states.at(-1);
  if (state?.status !== 'restore') throw new Error('no restore offered');
  expect(await state.restore()).toMatchObject({ ok: false, code: 'NEWER_VERSION' });
  expect(host.pendingRows).toHaveLength(1);
  opener.close();
});

test('a database with labels of its own never makes way for a backup', async () => {
  const { lines } = await worked();
  const opener = openWindow();
  await opener.open();
  // The journal tells of the work before: begun empty, and worked in.
  const state = states.at(-1);
  if (state?.status === 'restore') await state.startEmpty();
  const { db, startOver } = session();
  await putSeat(db);
  await writeSeal(db, { seat, index: 2 }, emptyDocument(2), { encoded: '0x00', hash: '0x11', atMs: 1 }, 1);
  host.pendingRows = lines;
  expect(await startOver()).toBe(false);
  opener.close();
  const next = openWindow();
  await next.open();
  expect(await session().db.labels.count()).toBe(1);
  next.close();
});

test('any row survives its text', () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
  const leaf = fc.oneof(fc.string(), fc.integer(), double, fc.boolean(), fc.constant(null), fc.bigInt(), fc.uint8Array({ maxLength: 40 }));
  const name = fc.stringMatching(/^[a-z]\w*$/);
  const row = fc.dictionary(name, fc.oneof(leaf, fc.array(leaf), fc.dictionary(name, leaf)), { noNullPrototype: true });
  fc.assert(
    fc.property(row, (value) => {
      expect(textToRow(rowToText(value))).toEqual(value);
    }),
  );
  expect(() => rowToText({ a: Number.NaN })).toThrow(TypeError);
});
