import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../bytes.ts';
import { settleBatch } from '../consensus/batch.ts';
import { generateBatch } from '../consensus/generate.ts';
import type { GeneratedBatch, GeneratorMode } from '../consensus/generate.ts';
import { bitsOf, popcount } from '../consensus/masks.ts';
import { checkItem } from '../consensus/regions.ts';
import { drawItems, sampleSize } from '../consensus/sampling.ts';
import { CANNOT_TELL, joinItems } from '../labels/codec-bytes.ts';
import { batchIdFrom, batchIndexOf, batchOfSeat, parseAddress, parseBytes32, seatIdFrom, seatIndexOf } from '../labels/ids.ts';
import type { BatchId, ProjectId, SeatId } from '../labels/ids.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { must } from '../result.ts';
import { connectLiveChain, LIVE_CHAIN_ID } from '../test-support/live-chain.ts';
import type { LiveChain } from '../test-support/live-chain.ts';
import { testManifest } from '../test-support/pack.ts';
import { commitSeat, fund, NO_DETAILS, openProject, saltOf, takeAllSeats } from '../test-support/live-story.ts';
import { decodeCoordinatorCall, kindNames, phaseNames } from './abi.ts';
import type { CoordinatorAbi } from './abi.ts';
import type { AbiInputs } from './abi-types.ts';
import { assertionStep } from './assertion-step.ts';
import { chunkHashes, chunksHash, pagesOf, settledRecord } from './batch-record.ts';
import { emptyIndex, extendIndex, readLogs } from './chain-index.ts';
import { pendingPay, reputationOf, seatsOfBatch } from './chain-queries.ts';
import type { ChainIndex } from './chain-records.ts';
import { commitmentOf } from './commitment.ts';
import { buildDataset } from './dataset.ts';
import { callDomain, domainSeparator } from './eip712.ts';
import { manifestRoot } from './manifest.ts';
import { budgetOf, defaultParams, fromAbiParams, toAbiParams } from './params.ts';
import type { ProjectParams } from './params.ts';
import { itemsToRule } from './reduce-batch.ts';
import { seatStatus } from './seat-state.ts';

const HOUR = 3600;
const ZERO = `0x${'00'.repeat(32)}`;
const ROOT = parseBytes32(`0x${'11'.repeat(32)}`);
let chain: LiveChain;
let node: ReturnType<typeof spawn> | undefined;

beforeAll(async () => {
  const fromAnvil = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'));
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const home = dirname(fromAnvil.resolve(`@foundry-rs/anvil-${platform}/package.json`));
  const binary = join(home, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
  const started = spawn(binary, ['--host', '127.0.0.1', '--port', '0', '--chain-id', String(LIVE_CHAIN_ID), '--accounts', '20'], { stdio: ['ignore', 'pipe', 'ignore'] });
  node = started;
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    started.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    started.on('exit', (code) => reject(new Error(`The node ended with ${String(code)}: ${said}`)));
  });
  chain = await connectLiveChain(url);
}, 120_000);

afterAll(() => {
  chain.close();
  node?.kill('SIGKILL');
});

/** A project with one generated batch a mode, as far as its annotators' labels go. */
interface Story {
  readonly params: ProjectParams;
  readonly projectId: ProjectId;
  readonly batches: readonly GeneratedBatch[];
  readonly seats: readonly (readonly SeatId[])[];
}

const ITEMS = 6;

async function begin(kind: ProjectKind, modes: readonly GeneratorMode[], seats: number, change: Partial<ProjectParams>): Promise<Story> {
  const wanted = modes.map((mode, place) => seedFor(kind, mode, seats, place));
  const manifest = testManifest(kind, modes.length * ITEMS);
  const params: ProjectParams = { ...defaultParams(manifest.schema, chain.token), seats, quorum: Math.floor(seats / 2) + 1, batchSize: ITEMS, auditBps: 5000, rewardPerLabel: 1_000_003n, stakePerSeat: 777n, auditFeePerItem: 11n, minScoreBps: 0, ...change };
  const projectId = await openProject(chain, chain.account(1), params, modes.length * ITEMS, manifestRoot(manifest));
  const taken: SeatId[][] = [];
  for (let seat = 0; seat < seats; seat++) taken.push(await takeAllSeats(chain, chain.account(10 + seat), params, projectId, modes.length));
  return { params, projectId, batches: wanted, seats: taken };
}

/** A generated batch of that many seats; its labels are valid at the project's thresholds where the generator's are the same. */
function seedFor(kind: ProjectKind, mode: GeneratorMode, seats: number, place: number): GeneratedBatch {
  const isOurs = (batch: GeneratedBatch) => batch.labels.length === seats && (kind === 'class' || batch.rule.thresholdBps === 5000);
  for (let seed = 1000 * place; ; seed++) {
    const batch = generateBatch(seed, kind, mode, ITEMS);
    if (isOurs(batch)) return batch;
  }
}

function labelsOf(story: Story, seatId: SeatId): Uint8Array {
  return joinItems(story.batches[batchIndexOf(batchOfSeat(seatId))]!.labels[seatIndexOf(seatId)]!);
}

async function currentIndex(): Promise<ChainIndex> {
  return extendIndex(emptyIndex, readLogs(await chain.logs(), chain.coordinator));
}

/** Everything the index says of the project's batches and seats must be what the contract says. */
async function expectSame(story: Story): Promise<ChainIndex> {
  const index = await currentIndex();
  for (let place = 0; place < story.batches.length; place++) {
    const id = batchIdFrom(story.projectId, place);
    const view = await chain.read('batch', [BigInt(id)]);
    const batch = index.batches.get(id)!;
    expect([batch.phase, batch.settledItems]).toEqual([phaseNames[view.phase], view.settledItems]);
    // Once settlement has begun the contract needs its windows no more; the events remember them.
    const isTimed = batch.phase !== 'settling' && batch.phase !== 'settled';
    const times = [BigInt(batch.revealStartSeconds), BigInt(batch.revealEndSeconds)];
    expect([view.revealStart, view.revealEnd]).toEqual(isTimed ? times : [0n, 0n]);
    expect([batch.resolvedMask, batch.auditedMask, batch.overturnedMask, batch.drawn?.mask ?? 0n]).toEqual([view.resolvedMask, view.auditedMask, view.overturnedMask, view.drawnMask]);
    expect(BigInt(batch.auditEndSeconds)).toBe(view.auditEnd);
    for (const seat of seatsOfBatch(index, id)) await expectSameSeat(index, story, seat.id);
  }
  return index;
}

async function expectSameSeat(index: ChainIndex, story: Story, seatId: SeatId): Promise<void> {
  const seat = index.seats.get(seatId)!;
  const batchId = batchOfSeat(seatId);
  const view = await chain.read('seat', [BigInt(seatId)]);
  const resolved = index.batches.get(batchId)!.resolvedMask;
  expect([seat.annotator, seat.bonus, seat.multiplierBps, seat.stakeLost]).toEqual([view.annotator, view.bonus, view.multiplierBps, seat.state === 'forfeited' ? seat.stakeLost : view.slashed]);
  // Between the pieces of a settlement the contract keeps sums, and enters them in the seat at the end.
  const isBetween = index.batches.get(batchId)?.phase === 'settling';
  expect([view.agreedItems, view.unsettledItems]).toEqual(isBetween ? [0, 0] : [popcount(seat.agreedMask & resolved), seat.unsettledItems]);
  if (index.batches.get(batchId)?.phase === 'settled') expect(seat.payFactorBps).toBe(view.payFactorBps);
  if (view.chunksHash !== ZERO) expect(chunksHash(must(chunkHashes(story.params.kind, labelsOf(story, seatId), ITEMS)))).toBe(view.chunksHash);
  expect(pendingPay(index, seatId)?.total ?? 0n).toBe(await chain.read('pendingPay', [BigInt(batchId), seat.annotator]));
  const scope = index.projects.get(story.projectId)!.scope;
  const standing = await chain.read('reputation', [scope, seat.annotator, BigInt(story.projectId)]);
  const { scoreBps, items } = reputationOf(index, scope, seat.annotator);
  expect([scoreBps, items]).toEqual([standing.scoreBps, standing.items]);
}

async function stateOf(story: Story, seatId: SeatId): Promise<string> {
  const [batch, seat] = [await chain.read('batch', [BigInt(batchOfSeat(seatId))]), await chain.read('seat', [BigInt(seatId)])];
  const facts = { annotator: parseAddress(chain.account(10).address), touchedItems: ITEMS, sealedItems: ITEMS, isSigned: true, hasOpening: true };
  return seatStatus({ batch, seat, quorum: story.params.quorum }, facts, await chain.nowSeconds()).state;
}

async function revealAlone(story: Story, seatId: SeatId): Promise<void> {
  const { history } = (await currentIndex()).batches.get(batchOfSeat(seatId))!;
  await chain.call(chain.account(2), 'reveal', [BigInt(seatId), saltOf(seatId), toHex(labelsOf(story, seatId)), NO_DETAILS, '0x', history]);
  expect((await chain.read('seat', [BigInt(seatId)])).chunksHash).not.toBe(ZERO);
}

async function settle(story: Story, batchId: BatchId, inPieces: boolean, absent: readonly number[]): Promise<void> {
  const labels = story.seats.map((_, seat) => (absent.includes(seat) ? new Uint8Array() : labelsOf(story, seatIdFrom(batchId, seat))));
  const hex = labels.map(toHex);
  const anyone = chain.account(2);
  const { kind } = story.params;
  if (story.params.settlement === 'asserted') await settleByAssertion(story, batchId, absent);
  else if (inPieces) {
    for (const seat of story.seats.keys()) if (!absent.includes(seat)) await revealAlone(story, seatIdFrom(batchId, seat));
    await chain.call(anyone, 'settle', [BigInt(batchId), pagesOf(kind, hex, ITEMS, 0, 2), 0, 2]);
    await expectSame(story);
    await chain.call(anyone, 'settle', [BigInt(batchId), pagesOf(kind, hex, ITEMS, 2, ITEMS), 2, ITEMS]);
  } else {
    const { history } = (await currentIndex()).batches.get(batchId)!;
    const openings = history.map(({ seat }) => ({ seat, salt: saltOf(seatIdFrom(batchId, seat)), detailsHash: NO_DETAILS, labels: hex[seat]! }));
    await chain.call(anyone, 'revealAndSettle', [BigInt(batchId), openings]);
  }
  const outcome = must(settleBatch({ ...story.params, kind: story.params.kind }, story.params.targetBps, ITEMS, labels));
  const view = await chain.read('batch', [BigInt(batchId)]);
  expect(outcome.root).toBe((await currentIndex()).batches.get(batchId)!.consensusRoot);
  const known = labels.map((bytes) => (bytes.length === 0 ? null : chunksHash(must(chunkHashes(kind, bytes, ITEMS)))));
  expect(settledRecord(outcome.root, known)).toBe(view.record);
  expect(outcome.resolvedMask).toBe(view.resolvedMask);
  for (const [seat, tally] of outcome.seats.entries()) {
    if (absent.includes(seat)) continue;
    const onChain = await chain.read('seat', [BigInt(seatIdFrom(batchId, seat))]);
    expect([popcount(tally.agreedMask & outcome.resolvedMask), tally.payFactorBps]).toEqual([onChain.agreedItems, onChain.payFactorBps]);
  }
}

/**
 * By the steps that any client takes. In the project's first batch a false assertion comes first: it is refuted.
 * @param absent seats that have not revealed
 */
async function settleByAssertion(story: Story, batchId: BatchId, absent: readonly number[]): Promise<void> {
  const asserter = chain.account(2);
  await fund(chain, asserter, 2n * story.params.assertBond);
  await chain.call(asserter, 'depositStake', [chain.token, 2n * story.params.assertBond]);
  const seats = story.seats.map((_, seat) => (absent.includes(seat) ? undefined : { salt: saltOf(seatIdFrom(batchId, seat)), detailsHash: NO_DETAILS, labels: toHex(labelsOf(story, seatIdFrom(batchId, seat))) }));
  const steps: string[] = [];
  const take = async (): Promise<boolean> => {
    const { history, assertion, phase } = (await currentIndex()).batches.get(batchId)!;
    if (phase === 'settled') return false;
    await expectSame(story);
    const batch = { batchId: BigInt(batchId), params: story.params, itemCount: ITEMS, history, seats, assertion: assertion?.assertion ?? null };
    const next = assertionStep(batch, await chain.read('batch', [BigInt(batchId)]), await chain.nowSeconds());
    steps.push(next.step);
    if (next.step === 'wait') await chain.passSeconds(story.params.challengeSeconds);
    else if (next.step === 'assert' && steps.length === 1 && batchIndexOf(batchId) === 0) {
      const [, openings, claim] = Object.values(decodeCoordinatorCall(next.data)!.args) as [bigint, AbiInputs<CoordinatorAbi, 'assertBatch'>[1], AbiInputs<CoordinatorAbi, 'assertBatch'>[2]];
      await chain.call(asserter, 'assertBatch', [BigInt(batchId), openings, { ...claim, result: { ...claim.result, resolvedMask: claim.result.resolvedMask ^ 1n } }]);
    } else await chain.send(next.step === 'challenge' ? chain.account(4) : asserter, chain.coordinator, next.data);
    // The draw wants the block after the assertion's to be over.
    await chain.passSeconds(1);
    await chain.passSeconds(1);
    return true;
  };
  while (await take()) expect(steps.length).toBeLessThan(8);
  expect(steps).toEqual([...(batchIndexOf(batchId) === 0 ? ['assert', 'challenge'] : []), 'assert', 'draw', 'wait', 'finalise']);
}

/** The expert's answer to an item: in a batch of colluders nothing, or what somebody else said; elsewhere some seat's labels. */
function truthOf(story: Story, batchId: BatchId, item: number): Uint8Array {
  const { mode, labels } = story.batches[batchIndexOf(batchId)]!;
  const said = labels.map((items) => items[item]!).filter((own) => own[0] !== CANNOT_TELL);
  const other = said.find((own) => toHex(own) !== toHex(said[0]!));
  if (mode === 'colluders') return item % 2 === 0 || other === undefined ? Uint8Array.of(0) : other;
  return said[item % said.length] ?? Uint8Array.of(0);
}

describe('references and index against the contracts on a live chain', () => {
  it('agree on hashes, budgets and what may be revealed', async () => {
    const [opening] = [{ chainId: LIVE_CHAIN_ID, coordinator: chain.coordinator, seatId: seatIdFrom(batchIdFrom('1' as ProjectId, 2), 1), annotator: parseAddress(chain.account(10).address), labelsHash: ROOT, detailsHash: NO_DETAILS, salt: ROOT }];
    expect(await chain.read('commitmentOf', [BigInt(opening.seatId), opening.annotator, ROOT, NO_DETAILS, ROOT])).toBe(commitmentOf(opening));
    expect(await chain.read('domainSeparator', [])).toBe(domainSeparator(callDomain(LIVE_CHAIN_ID, chain.coordinator)));
    for (const kind of kindNames) {
      const { rule, labels, classCount } = generateBatch(3, kind, 'noisy', 1);
      const item = labels[0]![0]!;
      for (const bytes of [item, item.slice(0, -1), Uint8Array.of(...item, 0), Uint8Array.of(33), Uint8Array.of(255)]) {
        const isTaken = (await chain.revertOf('checkLabels', [kindNames.indexOf(kind), classCount, rule.thresholdBps, 1, toHex(bytes)])) === null;
        expect(checkItem(kind, bytes, { classCount, thresholdBps: rule.thresholdBps }).ok).toBe(isTaken);
      }
    }
  });

  it.each([
    ['class', 3, ['noisy', 'colluders', 'cannot-tell'], { targetBps: 6000 }],
    ['boxes', 3, ['noisy', 'colluders', 'whole-item', 'cannot-tell'], { targetBps: 6000, agreementBps: 5000 }],
    ['spans', 5, ['noisy', 'colluders', 'border'], { targetBps: 0, agreementBps: 6667 }],
    ['spans', 3, ['colluders', 'border'], { targetBps: 6000, agreementBps: 6667, settlement: 'asserted', challengeSeconds: 600, assertBond: 6_000_018n }],
  ] as const)('%s, %i seats: every step from seats to pay', async (kind, seats, modes, change) => {
    const story = await begin(kind, modes, seats, change);
    expect(fromAbiParams(await chain.read('params', [BigInt(story.projectId)]))).toEqual({ ...story.params, scope: parseAddress(chain.account(1).address) });
    expect(await chain.read('budgetOf', [toAbiParams(story.params), 6 * ITEMS - 1])).toBe(budgetOf(story.params, 6 * ITEMS - 1));
    await expectSame(story);
    // The last batch lacks one seat's reveal; before that, its seat is signed, then committed.
    const last = batchIdFrom(story.projectId, modes.length - 1);
    const missing = seatIdFrom(last, 0);
    for (const [seat, ids] of story.seats.entries()) {
      for (const id of ids) await commitSeat(chain, chain.account(10 + seat), seatIdFrom(batchOfSeat(id), seatIndexOf(id)), labelsOf(story, id));
    }
    const ours = story.seats[0]!.find((id) => batchOfSeat(id) !== last)!;
    expect(await stateOf(story, ours)).toBe('revealable');
    for (let place = 0; place < modes.length - 1; place++) await settle(story, batchIdFrom(story.projectId, place), kind !== 'class' && place % 2 === 0, []);
    for (let seat = 1; seat < seats; seat++) {
      const id = seatIdFrom(last, seat);
      await revealAlone(story, id);
    }
    await chain.passSeconds(24 * HOUR);
    const hex = story.seats.map((_, seat) => (seat === 0 ? '0x' : toHex(labelsOf(story, seatIdFrom(last, seat)))));
    if (story.params.settlement === 'asserted') await settleByAssertion(story, last, [0]);
    else await chain.call(chain.account(2), 'settle', [BigInt(last), pagesOf(kind, hex, ITEMS, 0, ITEMS), 0, ITEMS]);
    let index = await expectSame(story);
    expect(index.seats.get(missing)?.state).toBe('forfeited');
    expect(await stateOf(story, ours)).toBe('settled');

    await chain.call(chain.account(1), 'setExpert', [BigInt(story.projectId), chain.account(3).address, true]);
    for (let place = 0; place < modes.length; place++) await auditOne(story, batchIdFrom(story.projectId, place), place === modes.length - 1);
    index = await expectSame(story);
    expect([...index.batches.values()].some((batch) => batch.projectId === story.projectId && batch.overturnedMask !== 0n)).toBe(true);

    await chain.passSeconds(48 * HOUR);
    expect(await stateOf(story, ours)).toBe('claimable');
    for (const [seat, ids] of story.seats.entries()) {
      const batches = ids.map(batchOfSeat).filter((id) => seat !== 0 || id !== last || index.seats.get(seatIdFrom(id, seatIndexOf(missing)))?.state !== 'forfeited');
      const claimed = batches.filter((id) => seatsOfBatch(index, id).some((own) => own.annotator === chain.account(10 + seat).address && own.reveal !== null));
      const due = claimed.map((id) => seatsOfBatch(index, id).find((own) => own.annotator === chain.account(10 + seat).address)!).map((own) => pendingPay(index, own.id)!.total);
      await chain.call(chain.account(10 + seat), 'claim', [claimed.map((id) => BigInt(id))]);
      const paid = (await currentIndex()).projects.get(story.projectId)!.paid - index.projects.get(story.projectId)!.paid;
      expect(paid).toBe(due.reduce((sum, amount) => sum + amount, 0n));
      index = await expectSame(story);
    }
    expect(await stateOf(story, ours)).toBe('paid');
    await chain.call(chain.account(1), 'closeProject', [BigInt(story.projectId)]);
    const { budget, paid, feesPaid, refunded } = (await currentIndex()).projects.get(story.projectId)!;
    expect(refunded).toBeGreaterThan(0n);
    expect(paid + feesPaid + refunded).toBeLessThanOrEqual(budget);
    const dataset = must(buildDataset({ chainId: LIVE_CHAIN_ID, coordinator: chain.coordinator, index: await currentIndex(), projectId: story.projectId, manifest: testManifest(kind, modes.length * ITEMS) }));
    expect(dataset.faults).toEqual([]);
    expect(new Set(dataset.items.map((item) => item.outcome)).size).toBeGreaterThan(1);
    if (kind === 'boxes' && process.env['TESSERA_RECORD'] !== undefined) await record(story.projectId);
  }, 120_000);
});

/** The history that other tests replay: what the class and the box project have left on the chain. */
async function record(projectId: ProjectId): Promise<void> {
  const logs = (await chain.logs()).map(({ address, topics, data, blockNumber, blockHash, transactionHash, logIndex }) => ({ address, topics, data, blockNumber, blockHash, transactionHash, logIndex }));
  const ours = logs.filter(({ address }) => address.toLowerCase() === chain.coordinator.toLowerCase());
  writeFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), JSON.stringify({ coordinator: chain.coordinator, projectId, logs: ours }));
}

async function auditOne(story: Story, batchId: BatchId, leaveOne: boolean): Promise<void> {
  await chain.passSeconds(1);
  await chain.passSeconds(1);
  await chain.call(chain.account(2), 'drawAudit', [BigInt(batchId)]);
  const index = await currentIndex();
  const batch = index.batches.get(batchId)!;
  expect(batch.drawn?.mask).toBe(drawItems(batch.drawn!.seed, ITEMS, sampleSize(ITEMS, story.params.auditBps)));
  const view = await chain.read('batch', [BigInt(batchId)]);
  expect(itemsToRule(batch)).toEqual(bitsOf((view.drawnMask | ~view.resolvedMask) & BigInt(2 ** ITEMS - 1)));
  const items = itemsToRule(batch).slice(leaveOne ? 1 : 0);
  if (items.length === 0) return;
  const labels = story.seats.map((_, seat) => index.seats.get(seatIdFrom(batchId, seat))?.reveal?.labels ?? '0x');
  await chain.call(chain.account(3), 'submitAudit', [BigInt(batchId), items, items.map((item) => toHex(truthOf(story, batchId, item))), batch.consensusRoot!, labels]);
}
