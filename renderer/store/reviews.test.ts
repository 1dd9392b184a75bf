// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { ReviewRecord } from '../../shared/review/record.ts';
import { TesseraDatabase } from './database.ts';
import { JournalFlusher } from './journal/queue.ts';
import { journalSummary, restoreFromJournal } from './journal/restore.ts';
import { netKey } from './keys.ts';
import { readQualitySettings, writeQualitySettings } from './quality-settings.ts';
import { listReviews, putReview } from './reviews.ts';
import { projectKey } from './keys.ts';
import { ScriptedHost } from './test-support/scripted-host.ts';

const net = netKey(7357, `0x${'c0'.repeat(20)}`);
const expert = `0x${'e1'.repeat(20)}`;
const record = (item: number, change: Partial<ReviewRecord> = {}): ReviewRecord => ({ v: 1, expert, projectId: '1', batchId: '4294967296', item, blind: '0x00', blindAtMs: 1, verdict: null, of: null, reasons: [], note: '', truth: null, atMs: 1, sent: null, ...change });

let db: TesseraDatabase;
let host: ScriptedHost;
let count = 0;
beforeEach(() => {
  db = new TesseraDatabase(`reviews-${count++}`);
  host = new ScriptedHost();
});

test('what an expert said comes back from the journal alone, the newest of each item', async () => {
  await putReview(db, net, record(3));
  await putReview(db, net, record(3, { verdict: 'fix', reasons: ['missing'], note: 'a boat', truth: '0x00', atMs: 5 }));
  await putReview(db, net, record(4, { verdict: 'accept', of: 1, atMs: 6 }));
  const journal = new JournalFlusher(db, host);
  await journal.flush();
  journal.stop();
  expect(await journalSummary(host)).toMatchObject({ ok: true, value: { hasWork: true } });
  const fresh = new TesseraDatabase(`reviews-${count++}`);
  expect(await restoreFromJournal(fresh, host)).toMatchObject({ ok: true, value: { problems: [] } });
  expect(await fresh.audits.toArray()).toEqual(await db.audits.toArray());
  expect(await listReviews(fresh, net, expert.toUpperCase().replace('0X', '0x'))).toHaveLength(2);
});

test('nobody sees another’s, and a row that something damaged is left out', async () => {
  await putReview(db, net, record(3));
  await db.audits.put({ key: `${net}/1/9`, net, batchId: '1', item: 9, document: { v: 1, expert }, updatedAtMs: 1 });
  expect(await listReviews(db, net, expert)).toHaveLength(1);
  expect(await listReviews(db, net, `0x${'99'.repeat(20)}`)).toEqual([]);
});

test('a lead’s limits are kept by project, and usual where none were set', async () => {
  const [one, other] = [projectKey(net, '1'), projectKey(net, '2')];
  const before = await readQualitySettings(db, one);
  expect(before).toMatchObject({ limits: { leastAlpha: 0.667 }, expected: {} });
  await writeQualitySettings(db, one, { limits: { ...before.limits, leastAlpha: null }, expected: { Boat: 0.5 } });
  expect(await readQualitySettings(db, one)).toMatchObject({ limits: { leastAlpha: null }, expected: { Boat: 0.5 } });
  expect(await readQualitySettings(db, other)).toEqual(before);
});
