// @vitest-environment node
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { decodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { TesseraDatabase } from '../../store/database.ts';
import { unpark } from '../../store/outbox.ts';
import { sendAsIs } from '../../store/seats.ts';
import { annotator } from '../../store/test-support/seat-fixture.ts';
import { ScriptedHost, failure } from '../../store/test-support/scripted-host.ts';
import { ScriptedCoordinator } from '../test-support/scripted-coordinator.ts';
import { ITEMS, assertBatches, coordinator, engineOn, place, putSeats, sealAll, sealItem, seatAt, seatIdAt, unsealItem } from '../test-support/engine-fixture.ts';
import type { SyncEngine } from './engine.ts';

let db: TesseraDatabase;
let host: ScriptedHost;
let chain: ScriptedCoordinator;
let clock: { ms: number };
let engine: SyncEngine;
let count = 0;

async function start(seats: number): Promise<void> {
  db = new TesseraDatabase(`engine-${count++}`);
  host = new ScriptedHost();
  chain = new ScriptedCoordinator(host, place, ITEMS);
  clock = { ms: 1_000_000 };
  engine = engineOn(db, host, chain, clock);
  await putSeats(db, chain, seats);
}

/** Time goes by, on the machine and on the chain. */
const wait = (seconds: number) => {
  clock.ms += seconds * 1000;
  chain.state.timeSeconds += seconds;
};

async function passes(times: number, seconds = 20): Promise<void> {
  for (let left = times; left > 0; left--) {
    await engine.pass();
    wait(seconds);
  }
}

const stateOf = (batch: number) => chain.state.seats.get(seatIdAt(batch))?.state;
const sends = () => host.calls.filter(({ method }) => method === 'chain.send').length;

beforeEach(() => start(2));

test('nothing leaves before every item is sealed', async () => {
  await sealItem(db, 0, 0);
  await passes(3);
  expect(sends()).toBe(0);
});

test('sealed seats go all the way to their pay, two commitments in one transaction', async () => {
  await sealAll(db, 0);
  await sealAll(db, 1);
  await engine.pass();
  expect(sends()).toBe(1);
  expect([stateOf(0), stateOf(1)]).toEqual([2, 2]);
  await passes(12);
  expect(chain.state.claims).toHaveLength(2);
  expect(chain.state.revealed.map(({ seatId }) => seatId).sort()).toEqual([seatIdAt(0), seatIdAt(1)].sort());
  expect(await db.outbox.count()).toBe(0);
  const before = sends();
  await passes(3);
  expect(sends()).toBe(before);
});

const calls = () => host.calls.flatMap(({ method, params }) => (method === 'chain.send' ? [decodeCoordinatorCall((params as { data: string }).data)?.name] : []));

test('where batches are asserted the result is asserted, drawn from, waited for and made final', async () => {
  await assertBatches(db);
  await sealAll(db, 0);
  await passes(12);
  wait(600);
  await passes(8);
  expect(calls()).toEqual(['commit', 'reveal', 'assertBatch', 'drawAssertion', 'finaliseAssertion', 'drawAudit', 'claim']);
  expect(chain.state.claims).toHaveLength(1);
});

test('who has no stake for a bond computes the batch', async () => {
  await assertBatches(db);
  chain.state.hasBond = false;
  await sealAll(db, 0);
  await passes(12);
  expect(calls().slice(0, 4)).toEqual(['commit', 'reveal', 'assertBatch', 'settle']);
  expect(chain.state.claims).toHaveLength(1);
});

test('"send what I have" commits the rest as cannot tell', async () => {
  await sealItem(db, 0, 0);
  await sendAsIs(db, seatAt(0), 1);
  await passes(4);
  expect(chain.state.revealed[0]?.labels).toMatch(/^0x01.{20}ff$/);
});

test('plain labels stay here until reveal is open', async () => {
  await sealAll(db, 0);
  await engine.pass();
  const labels = (await db.seats.get(seatAt(0)))?.signed?.labels.slice(2) ?? '';
  expect(labels).not.toBe('');
  const batch = [...chain.state.batches.values()][0]!;
  chain.state.batches.set([...chain.state.batches.keys()][0]!, { ...batch, revealStart: 0n, revealEnd: 0n });
  await passes(5);
  expect(JSON.stringify(host.calls.filter(({ method }) => method.startsWith('chain.')))).not.toContain(labels);
});

test('between the last seal and the signature an item can be opened again', async () => {
  engine = engineOn(db, host, chain, clock, 8_000);
  await sealAll(db, 0);
  await engine.pass();
  wait(5);
  await unsealItem(db, 0, 1);
  await engine.pass();
  wait(5);
  await engine.pass();
  expect((await db.seats.get(seatAt(0)))?.signed).toBeNull();
  await sealItem(db, 0, 1);
  await passes(2, 9);
  expect(stateOf(0)).toBe(2);
});

test('a locked wallet pauses everything and loses nothing', async () => {
  await sealAll(db, 0);
  const salt = host.script['wallet.seatSalt']!;
  host.script['wallet.seatSalt'] = () => failure('WALLET_LOCKED');
  expect(await engine.pass()).toMatchObject({ pause: { why: 'locked' }, taken: 0 });
  expect(await db.outbox.get(seatAt(0))).toMatchObject({ status: 'open', attempts: 0 });
  host.script['wallet.seatSalt'] = salt;
  await passes(12);
  expect(chain.state.claims).toHaveLength(1);
});

test('offline is a calm pause', async () => {
  await sealAll(db, 0);
  const read = host.script['chain.read']!;
  host.script['chain.read'] = () => failure('CHAIN_OFFLINE');
  expect(await engine.pass()).toMatchObject({ pause: { why: 'offline' } });
  host.script['chain.read'] = read;
  await passes(12);
  expect(chain.state.claims).toHaveLength(1);
});

test('a seat that cannot go on is parked with its reason, and the other goes on', async () => {
  await sealAll(db, 0);
  await sealAll(db, 1);
  const send = host.script['chain.send']!;
  host.script['chain.send'] = (call) => (JSON.stringify(decodeCoordinatorCall(call.data), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)).includes(`"${seatIdAt(0)}"`) ? failure('REVERTED', `BadLabels(item: 0, fault: 3)`) : send(call));
  await passes(14);
  expect(await db.outbox.get(seatAt(0))).toMatchObject({ status: 'parked', error: { message: 'BadLabels(item: 0, fault: 3)' } });
  expect(chain.state.claims).toHaveLength(1);
  host.script['chain.send'] = send;
  await unpark(db, [seatAt(0)], clock.ms);
  await passes(14);
  expect(chain.state.claims).toHaveLength(2);
});

test('a draw whose block has not come is no failure: it waits as long as it takes, and is made then', async () => {
  await sealAll(db, 0);
  chain.state.hasAnchor = false;
  // The chain stands still meanwhile.
  for (let left = 40; left > 0; left--) {
    await engine.pass();
    clock.ms += 20_000;
  }
  expect(calls().filter((name) => name === 'drawAudit').length).toBeGreaterThan(12);
  expect((await db.outbox.toArray()).map(({ step, status, attempts, error }) => ({ step, status, attempts, error }))).toEqual([{ step: 'draw', status: 'open', attempts: 0, error: null }]);
  chain.state.hasAnchor = true;
  await passes(8);
  expect(calls().at(-2)).toBe('drawAudit');
  expect(chain.state.claims).toHaveLength(1);
});

test('a transaction that was mined and failed is told with its reason and tried again later', async () => {
  await sealAll(db, 0);
  const send = host.script['chain.send']!;
  host.script['chain.send'] = () => {
    chain.state.transactions.set(`0x${'ee'.repeat(32)}`, { isSuccess: false, revert: 'CommitClosedNot()' });
    host.script['chain.send'] = send;
    return { ok: true, value: { status: 'sent', transactionHash: `0x${'ee'.repeat(32)}` } };
  };
  await engine.pass();
  await engine.pass();
  expect(await db.outbox.get(seatAt(0))).toMatchObject({ status: 'open', attempts: 1, error: { message: 'CommitClosedNot()' } });
  wait(20);
  await passes(10);
  expect(chain.state.claims).toHaveLength(1);
});

test('a transaction on its way is not sent again', async () => {
  await sealAll(db, 0);
  host.script['chain.send'] = () => ({ ok: true, value: { status: 'sent', transactionHash: `0x${'ee'.repeat(32)}` } });
  host.script['chain.receipt'] = () => ({ ok: true, value: { status: 'pending' } });
  await passes(10);
  expect(sends()).toBe(1);
});

test('a commitment that this disk cannot open is parked, not tried', async () => {
  await sealAll(db, 0);
  await engine.pass();
  const signed = (await db.seats.get(seatAt(0)))!.signed!;
  await db.seats.update(seatAt(0), { signed: { ...signed, labels: '0x00ff' } });
  await passes(3);
  expect(await db.outbox.get(seatAt(0))).toMatchObject({ status: 'parked', error: { code: 'OPENING_MISSING' } });
  expect(chain.state.revealed).toEqual([]);
});

type Fault = 'none' | 'lost-before' | 'lost-after' | 'crash-before' | 'crash-after' | 'reorg';

/** A host whose sends go wrong as told, one fault a send. */
function withFaults(faults: Fault[]): void {
  const send = host.script['chain.send']!;
  host.script['chain.send'] = async (call) => {
    const fault = faults.shift() ?? 'none';
    if (fault === 'lost-before') return failure('CHAIN_OFFLINE');
    if (fault === 'crash-before') throw new Error('crash');
    if (fault === 'reorg') chain.takeBack(1);
    const answer = await send(call);
    if (fault === 'lost-after') return failure('CHAIN_OFFLINE');
    if (fault === 'crash-after') throw new Error('crash');
    return answer;
  };
}

test('whatever is lost, repeated or reorganised, each label is on the chain exactly once and paid once', async () => {
  const fault = fc.constantFrom<Fault>('none', 'lost-before', 'lost-after', 'crash-before', 'crash-after', 'reorg');
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 14 }), fc.array(fc.nat(40), { maxLength: 10 }), async (faults, pauses) => {
      await start(2);
      withFaults([...faults]);
      await sealItem(db, 0, 0);
      await sealAll(db, 1);
      for (const [step, seconds] of pauses.entries()) {
        if (step === 3) await sealItem(db, 0, 1);
        // A crash ends the window: what goes on is a new engine on the same store.
        await engine.pass().catch(() => (engine = engineOn(db, host, chain, clock)));
        wait(seconds);
      }
      if (pauses.length <= 3) await sealItem(db, 0, 1);
      const isDone = async () => chain.state.claims.length === 2 && (await db.outbox.count()) === 0;
      for (let left = 60; left > 0 && !(await isDone()); left--) {
        await engine.pass().catch(() => (engine = engineOn(db, host, chain, clock)));
        wait(30);
      }
      const signed = (await db.seats.toArray()).map(({ seatId, signed }) => ({ seatId, labels: signed?.labels }));
      expect([...chain.state.revealed].sort((a, b) => (a.seatId < b.seatId ? -1 : 1))).toEqual(signed);
      expect(chain.state.claims).toHaveLength(2);
      expect(await db.outbox.count()).toBe(0);
    }),
    { numRuns: 12, examples: [[['none', 'none', 'none', 'none', 'reorg', 'none', 'reorg', 'none', 'reorg'], [0]]] },
  );
});

test('a reorganisation under a seat is told once, and the seat goes its way again', async () => {
  await sealAll(db, 0);
  await passes(2);
  expect((await engine.pass()).takenBack).toBe(0);
  chain.takeBack(1);
  expect((await engine.pass()).takenBack).toBe(1);
  expect((await engine.pass()).takenBack).toBe(0);
  await passes(14);
  expect(chain.state.claims).toHaveLength(1);
});

test('what the host has under way is not sent again after a crash before the window noted it', async () => {
  await sealAll(db, 0);
  const data: string[] = [];
  host.script['chain.send'] = (call) => {
    data.push(call.data);
    throw new Error('killed');
  };
  await expect(engine.pass()).rejects.toThrow('killed');
  const transactionHash = `0x${'ee'.repeat(32)}`;
  host.script['chain.underWay'] = () => ({ ok: true, value: [{ transactionHash, to: coordinator, data: data[0] ?? '0x' }] });
  host.script['chain.receipt'] = () => ({ ok: true, value: { status: 'pending' } });
  engine = engineOn(db, host, chain, clock);
  await passes(4);
  expect(data).toHaveLength(1);
  expect(await db.outbox.get(seatAt(0))).toMatchObject({ status: 'sent', transactionHash });
});

test.each([failure('TOO_MUCH_GAS'), failure('REVERTED', 'execution reverted')])('bundles that take too much are halved until they fit, and what each took decides the next', async (refusal) => {
  await start(9);
  for (let batch = 0; batch < 9; batch++) await sealAll(db, batch);
  const send = host.script['chain.send']!;
  const sizes: number[] = [];
  host.script['chain.send'] = (call) => {
    const { name, args } = decodeCoordinatorCall(call.data)!;
    const count = name === 'commit' ? (args['seatIds'] as bigint[]).length : 1;
    if (count > 4) return refusal;
    sizes.push(count);
    return send(call);
  };
  await engine.pass();
  expect(sizes).toEqual([4, 4, 1]);
});

test('labels are shown when the commitments are deep enough, or the window is nearly over', async () => {
  engine = engineOn(db, host, chain, clock, 0, 12);
  await sealAll(db, 0);
  await engine.pass();
  const read = host.script['chain.read']!;
  // A node that knows no older state: nothing can be said of depth.
  host.script['chain.read'] = (asked) => (asked.blockNumber === undefined ? read(asked) : failure('BLOCK_GONE'));
  await passes(5);
  expect(chain.state.revealed).toEqual([]);
  wait(600);
  await passes(2);
  expect(chain.state.revealed).toHaveLength(1);
});

test('claims are gathered: the eighth takes along those that were held one by one', async () => {
  await start(8);
  engine = engineOn(db, host, chain, clock, 0, 12);
  host.script['chain.estimate'] = () => ({ ok: true, value: { gas: '100000', gasPriceWei: '1' } });
  for (let batch = 0; batch < 7; batch++) {
    await sealAll(db, batch);
    await passes(2);
  }
  wait(600);
  await passes(10, 60);
  expect(chain.state.claims).toEqual([]);
  expect(await db.outbox.where('key').equals(seatAt(0)).first()).toMatchObject({ step: 'claim', status: 'open', error: { code: 'CLAIM_HELD' } });
  await sealAll(db, 7);
  await passes(2);
  wait(600);
  const before = calls().length;
  await passes(10, 60);
  expect(chain.state.claims).toHaveLength(8);
  expect(calls().slice(before).filter((name) => name === 'claim')).toHaveLength(1);
});

test('seats of another account are left alone', async () => {
  await sealAll(db, 0);
  await db.seats.update(seatAt(0), { annotator: annotator.replace('11', '22') });
  await passes(3);
  expect(sends()).toBe(0);
});
