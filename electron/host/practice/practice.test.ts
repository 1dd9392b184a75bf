import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { batchIndexOf, batchOfSeat, itemsOfBatch, seatIdOf } from '../../../shared/labels/ids.ts';
import type { AbiInputs } from '../../../shared/protocol/abi-types.ts';
import type { CoordinatorAbi, CoordinatorFunction } from '../../../shared/protocol/abi.ts';
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
