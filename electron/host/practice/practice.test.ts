import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { batchIndexOf, batchOfSeat, itemsOfBatch, seatIdOf } from '../../../shared/labels/ids.ts';
import { courseOf } from '../../../shared/consensus/progress.ts';
import type { AbiInputs } from '../../../shared/protocol/abi-types.ts';
import { type CoordinatorAbi, type CoordinatorFunction, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { claimOf } from '../../../shared/protocol/assertion.ts';
import { type ProjectParams, assertedSettlement, budgetOf, toAbiParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import { type LocalChain, ownLocalChain } from '../chain/local/owner.ts';
import { type Rpc, createRpc } from '../chain/rpc.ts';
import { createWire, wireMust } from '../chain/wire.ts';
import { attachPractice } from './attach.ts';
import { type PracticePack, encodeBatchOf, loadPracticePacks } from './sample-packs.ts';
import { sampleParams } from './seeding.ts';
import { Human, readCoordinator, until } from './test-support/human.ts';
import { ensureTestSample } from './test-support/sample.ts';

const sampleDir = ensureTestSample();

let home = '';
let chain: LocalChain;
let rpc: Rpc;
let lines: string[];

async function open(graceMs: number, isPractising = true): Promise<void> {
  home = mkdtempSync(join(tmpdir(), 'tessera-practice-'));
  lines = [];
  const log = (line: string): void => void lines.push(line);
  chain = must(
    await ownLocalChain({ homeDir: home, nowMs: Date.now, log, allowsCheats: true, attach: (attached) => attachPractice(attached, { homeDir: home, sampleDir, log, isSeeding: true, isPractising, graceMs }) }),
  );
  rpc = createRpc(createWire(chain.url));
}

afterEach(async () => {
  rpc.close();
  await chain.close();
  rmSync(home, { recursive: true, force: true });
});

const ZERO_HASH = `0x${'00'.repeat(32)}`;

/** Opens a project of the pack's first batch, as a lead. */
async function openAs(lead: Human, params: ProjectParams, pack: PracticePack): Promise<bigint> {
  const { coordinator, token } = chain.deployment;
  must(await rpc.own('tessera_faucet', [lead.account.address]));
  must(await lead.account.send({ to: token, data: encodeTokenCall('approve', [coordinator, budgetOf(params, params.batchSize)]) }));
  const opened = (await lead.call('openProject', [toAbiParams(params), pack.root, ZERO_HASH, params.batchSize, ''])).find((event) => event.name === 'ProjectOpened');
  if (opened?.name !== 'ProjectOpened') throw new Error('openProject gave no ProjectOpened');
  return opened.args.projectId;
}

const read = <N extends CoordinatorFunction>(name: N, args: AbiInputs<CoordinatorAbi, N>) => readCoordinator(rpc, chain, name, args);

const packOf = async (key: string): Promise<PracticePack> => {
  const found = must(await loadPracticePacks(sampleDir, home)).find((pack) => pack.key === key);
  if (found === undefined) throw new Error(`no pack ${key}`);
  return found;
};

describe('practice', () => {
  for (const [key, projectId] of [['boxes', 1n], ['spans', 2n], ['classes', 3n]] as const) {
    it(`walks a batch of ${key} with one person from the seat to the pay`, async () => {
      await open(0);
      const human = new Human(rpc, chain);
      await human.equip();
      const seatId = await human.takeSeat(projectId);
      const batchId = BigInt(batchOfSeat(seatIdOf(seatId)));
      const pack = await packOf(key);
      const params = sampleParams(pack, chain.deployment.token);
      const { first, count } = itemsOfBatch(batchIndexOf(batchOfSeat(seatIdOf(seatId))), params.batchSize, pack.itemCount);
      const labels = encodeBatchOf(pack, first, count, 'expert', params);
      expect((await read('batch', [batchId])).taken).toBe(1);
      await human.commit(seatId, labels);
      await until('reveal', lines, async () => ((await read('batch', [batchId])).reveals === 2 ? true : null));
      await human.reveal(seatId, labels);
      const settled = await until('settlement', lines, async () => {
        const view = await read('batch', [batchId]);
        return view.phase === 2 && view.drawn ? view : null;
      });
      // The sample has items on which both practice annotators are wrong or disagree, and a tenth is drawn.
      const all = (1n << BigInt(count)) - 1n;
      const open_ = settled.drawnMask | (all & ~settled.resolvedMask);
      expect(open_).not.toBe(0n);
      await until('the audit', lines, async () => ((await read('batch', [batchId])).auditedMask === open_ ? true : null));
      const due = await read('pendingPay', [batchId, human.account.address]);
      expect(due).toBeGreaterThan(0n);
      const before = await human.tokens();
      await wireMust(createWire(chain.url), 'evm_increaseTime', [100]);
      await human.call('claim', [[batchId]]);
      expect((await human.tokens()) - before).toBe(due);
      expect(lines.filter((line) => line.includes('not '))).toEqual([]);
    });
  }

  it('asserts where the project says so, challenges a false assertion, and makes the true one final', async () => {
    await open(60_000);
    const people = [new Human(rpc, chain), new Human(rpc, chain), new Human(rpc, chain)];
    const pack = await packOf('boxes');
    const base = { ...sampleParams(pack, chain.deployment.token), revealSeconds: 3600 };
    const params = { ...base, ...assertedSettlement(base), challengeSeconds: 600, assertBond: base.rewardPerLabel * BigInt(base.batchSize) };
    const projectId = await openAs(people[0]!, params, pack);
    const annotators = [people[1]!, people[2]!, new Human(rpc, chain)];
    for (const person of [...annotators, people[0]!]) await person.equip();
    const seats: bigint[] = [];
    for (const person of annotators) seats.push(await person.takeSeat(projectId));
    const batchId = BigInt(batchOfSeat(seatIdOf(seats[0]!)));
    const count = (await read('batch', [batchId])).itemCount;
    const labels = (['a', 'b', 'expert'] as const).map((who) => encodeBatchOf(pack, 0, count, who, params));
    for (const [index, person] of annotators.entries()) await person.commit(seats[index]!, labels[index]!);
    for (const [index, person] of annotators.entries()) await person.reveal(seats[index]!, labels[index]!);
    const course = must(courseOf(params, count, labels));
    const honest = claimOf(course);
    // Everybody revealed by themselves: the commitments stand for the openings.
    const openings = (await people[0]!.historyOf(batchId)).map(({ seat, word }) => ({ seat, salt: word, detailsHash: ZERO_HASH, labels: '0x' }));
    const [liar] = people;
    const lie = { ...honest, result: { ...honest.result, resolvedMask: honest.result.resolvedMask ^ 1n } };
    await liar!.call('assertBatch', [batchId, openings, lie]);
    const free = async (): Promise<bigint> => (await read('stake', [params.token, liar!.account.address])).free + (await read('stake', [params.token, liar!.account.address])).locked;
    await until('the challenge', lines, async () => ((await free()) === 100n * 10n ** 18n - params.assertBond ? true : null));
    await until('a true assertion, drawn', lines, async () => ((await read('batch', [batchId])).drawnRuns !== 0 ? true : null));
    await wireMust(createWire(chain.url), 'evm_increaseTime', [601]);
    const view = await until('settlement', lines, async () => {
      const now = await read('batch', [batchId]);
      return now.phase === 2 ? now : null;
    });
    expect(view.resolvedMask).toBe(honest.result.resolvedMask);
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
  }, 180_000);

  it('leaves the seats to three people, and still settles for them', async () => {
    await open(60_000);
    const people = [new Human(rpc, chain), new Human(rpc, chain), new Human(rpc, chain)];
    const pack = await packOf('classes');
    const params = sampleParams(pack, chain.deployment.token);
    const seats: bigint[] = [];
    for (const person of people) {
      await person.equip();
      seats.push(await person.takeSeat(3n));
    }
    const batches = new Set(seats.map((seat) => batchOfSeat(seatIdOf(seat))));
    expect(batches.size).toBe(1);
    const labels = encodeBatchOf(pack, 0, pack.itemCount, 'expert', params);
    for (const [index, person] of people.entries()) await person.commit(seats[index]!, labels);
    for (const [index, person] of people.entries()) await person.reveal(seats[index]!, labels);
    const batchId = BigInt([...batches][0]!);
    const view = await until('settlement', lines, async () => {
      const now = await read('batch', [batchId]);
      return now.phase === 2 && now.drawn ? now : null;
    });
    expect(view.resolvedMask).toBe((1n << BigInt(view.itemCount)) - 1n);
    expect(view.auditedMask).toBe(0n);
    // Whoever came through the faucet may review, in batches of others.
    expect(await read('isExpert', [3n, people[0]!.account.address])).toBe(true);
  });

  it('does nothing while it is switched off, and remembers that', async () => {
    await open(0);
    expect(must(await rpc.own('tessera_practiceSet', [false]))).toMatchObject({ isEnabled: false });
    const human = new Human(rpc, chain);
    await human.equip();
    const seatId = await human.takeSeat(1n);
    await human.commit(seatId, Uint8Array.of(0));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await read('batch', [BigInt(batchOfSeat(seatIdOf(seatId)))])).taken).toBe(1);
    must(await rpc.own('tessera_practiceSet', [true]));
    await until('its seats', lines, async () => ((await read('batch', [BigInt(batchOfSeat(seatIdOf(seatId)))])).commits === 3 ? true : null));
  });
});
