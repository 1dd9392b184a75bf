// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { TesseraDatabase } from '../../store/database.ts';
import { itemKey, projectKey } from '../../store/keys.ts';
import { net } from '../../store/test-support/seat-fixture.ts';
import { ScriptedHost, failure } from '../../store/test-support/scripted-host.ts';
import { ITEMS, engineOn, place, putSeats, sealAll, seatAt, seatIdAt } from '../test-support/engine-fixture.ts';
import { ScriptedCoordinator } from '../test-support/scripted-coordinator.ts';
import type { SyncEngine } from './engine.ts';

const RELAY = 'https://relay.example';
let db: TesseraDatabase;
let host: ScriptedHost;
let chain: ScriptedCoordinator;
let clock: { ms: number };
let engine: SyncEngine;
let count = 0;

/** Two seats of one project, and one of another, whose leads may name relays. */
async function start(first: string | null, second: string | null): Promise<void> {
  db = new TesseraDatabase(`submit-${count++}`);
  host = new ScriptedHost();
  chain = new ScriptedCoordinator(host, place, ITEMS);
  clock = { ms: 1_000_000 };
  engine = engineOn(db, host, chain, clock);
  await putSeats(db, chain, 3);
  for (let batch = 0; batch < 3; batch++) await sealAll(db, batch);
  const [project] = await db.projects.toArray();
  const other = projectKey(net, '2');
  await db.projects.put({ ...project!, relay: first });
  await db.projects.put({ ...project!, key: other, projectId: '2', relay: second });
  for (const item of await db.items.toArray()) await db.items.put({ ...item, key: itemKey(other, item.index), projectKey: other });
  await db.seats.update(seatAt(2), { projectKey: other });
}

const sent = () => host.calls.flatMap(({ method, params }) => (method === 'chain.send' ? [(params as { relay?: string }).relay ?? null] : []));
const stateOf = (batch: number) => chain.state.seats.get(seatIdAt(batch))?.state;
const wait = (seconds: number) => {
  clock.ms += seconds * 1000;
  chain.state.timeSeconds += seconds;
};

beforeEach(() => start(RELAY, null));

test('each project’s seats go the way that its lead names, in a transaction of their own', async () => {
  await engine.pass();
  expect(sent().sort()).toEqual([RELAY, null].sort());
  expect([0, 1, 2].map(stateOf)).toEqual([2, 2, 2]);
});

test('a relay that cannot be had holds its own seats alone, in words, and counts no attempt', async () => {
  const send = host.script['chain.send']!;
  let isDead = true;
  host.script['chain.send'] = (params) => (isDead && (params as { relay?: string }).relay === RELAY ? failure('RELAY_UNREACHABLE', 'The relay does not answer.') : send(params));
  for (let pass = 0; pass < 20; pass++) {
    const report = await engine.pass();
    if (pass === 0) expect(report.pause).toMatchObject({ why: 'relay', error: { code: 'RELAY_UNREACHABLE' } });
    wait(20);
  }
  expect(stateOf(2)).not.toBe(1);
  expect([0, 1].map(stateOf)).toEqual([1, 1]);
  for (const batch of [0, 1]) expect(await db.outbox.get(seatAt(batch))).toMatchObject({ step: 'commit', status: 'open', attempts: 0, error: { code: 'RELAY_UNREACHABLE' } });
  isDead = false;
  wait(20);
  await engine.pass();
  expect([0, 1].map(stateOf)).toEqual([2, 2]);
});

test('an operation that a relay has is waited for like a transaction', async () => {
  const send = host.script['chain.send']!;
  host.script['chain.send'] = (params) => ((params as { relay?: string }).relay === RELAY ? { ok: true, value: { status: 'sent', transactionHash: `0x${'0e'.repeat(32)}`, relay: RELAY } } : send(params));
  host.script['chain.receipt'] = () => ({ ok: true, value: { status: 'unknown' } });
  await engine.pass();
  await engine.pass();
  expect(sent().filter((relay) => relay === RELAY)).toHaveLength(1);
  wait(20);
  await engine.pass();
  expect(sent().filter((relay) => relay === RELAY)).toHaveLength(2);
});
