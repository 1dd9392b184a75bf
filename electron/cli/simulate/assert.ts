import type { Wallet } from 'ethers/wallet';
import { z } from 'zod';
import { fromHex } from '../../../shared/bytes.ts';
import { type Course, courseOf } from '../../../shared/consensus/progress.ts';
import { bitsOf } from '../../../shared/consensus/masks.ts';
import { joinItems } from '../../../shared/labels/codec-bytes.ts';
import { type CoordinatorEvent, type CoordinatorEventOf, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { type Assertion, type Claim, claimOf, drawnRuns, firstWrongRun, rerunOf } from '../../../shared/protocol/assertion.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { type Wire, wireMust } from '../../host/chain/wire.ts';
import type { Submitted } from './sender.ts';

/** A batch whose seats have all committed, with everything that opens them. */
export interface BatchToSettle {
  readonly batchId: bigint;
  readonly params: ProjectParams;
  readonly itemCount: number;
  /** 0x-hex, a seat each; 0x where nobody sat. */
  readonly labels: readonly string[];
  readonly openings: readonly { readonly seat: number; readonly salt: string; readonly detailsHash: string; readonly labels: string }[];
}

/** What a settled batch came to. */
export interface Settled {
  readonly resolvedMask: bigint;
  readonly consensusRoot: string;
  readonly consensus: Uint8Array;
}

/** The accounts that assert and watch, and the way to the chain. */
export interface AssertDesk {
  readonly asserter: Wallet;
  /** Computes every assertion again and challenges what is wrong; gains half of the bond. */
  readonly watcher: Wallet;
  readonly wire: Wire;
  call(wallet: Wallet, what: string, data: string): Promise<Submitted>;
  flush(): Promise<void>;
  wait(seconds: number): Promise<void>;
}

/** What somebody claims of a batch in place of what it comes to; tests lie. */
export type Claimer = (batch: BatchToSettle, honest: Claim) => Claim;

const blockSchema = z.object({ hash: z.string() });

/** Asserts every batch, watches all assertions, asserts anew what was refuted, and makes them final after their windows. */
export async function settleAsserted(desk: AssertDesk, batches: readonly BatchToSettle[], claimer: Claimer = (_, honest) => honest): Promise<Map<bigint, Settled>> {
  const courses = new Map(batches.map((batch) => [batch.batchId, courseOfBatch(batch)]));
  const course = (batch: BatchToSettle): Course => courses.get(batch.batchId) ?? courseOfBatch(batch);
  await depositBonds(desk, batches);
  let standing = await assertAll(desk, batches, (batch) => claimer(batch, claimOf(course(batch))));
  const refuted = await watch(desk, batches, standing, course);
  if (refuted.length > 0) standing = new Map([...standing, ...(await assertAll(desk, refuted, (batch) => claimOf(course(batch))))]);
  await desk.wait(Math.max(0, ...batches.map(({ params }) => params.challengeSeconds)) + 1);
  return finaliseAll(desk, batches, standing, course);
}

function courseOfBatch({ params, itemCount, labels }: BatchToSettle): Course {
  const course = courseOf(params, itemCount, labels.map((each) => fromHex(each)));
  if (!course.ok) throw new Error(`labels that were encoded here do not decode: ${course.error.message}`);
  return course.value;
}

/** Twice the bonds: a refuted assertion is followed by another. */
async function depositBonds(desk: AssertDesk, batches: readonly BatchToSettle[]): Promise<void> {
  const byToken = new Map<string, bigint>();
  for (const { params } of batches) byToken.set(params.token, (byToken.get(params.token) ?? 0n) + 2n * params.assertBond);
  for (const [token, amount] of byToken) await desk.call(desk.asserter, 'depositStake', encodeCoordinatorCall('depositStake', [token, amount]));
  await desk.flush();
}

type Standing = CoordinatorEventOf<'BatchAsserted'>['args'];

async function assertAll(desk: AssertDesk, batches: readonly BatchToSettle[], claim: (batch: BatchToSettle) => Claim): Promise<Map<bigint, Standing>> {
  const sent: Promise<CoordinatorEvent[]>[] = [];
  for (const batch of batches) {
    const data = encodeCoordinatorCall('assertBatch', [batch.batchId, batch.openings, claim(batch)]);
    sent.push((await desk.call(desk.asserter, 'assertBatch', data)).mined);
  }
  await desk.flush();
  const events = (await Promise.all(sent)).flat();
  return new Map(events.flatMap((event) => (event.name === 'BatchAsserted' ? [[event.args.batchId, event.args] as const] : [])));
}

/** Challenges every assertion that is wrong; returns the batches that are open again. */
async function watch(desk: AssertDesk, batches: readonly BatchToSettle[], standing: ReadonlyMap<bigint, Standing>, course: (batch: BatchToSettle) => Course): Promise<BatchToSettle[]> {
  const challenged: { readonly batch: BatchToSettle; readonly mined: Promise<CoordinatorEvent[]> }[] = [];
  for (const batch of batches) {
    const assertion = assertionOf(standing, batch);
    const run = firstWrongRun(assertion, course(batch));
    if (run === null) continue;
    const data = encodeCoordinatorCall('recompute', [batch.batchId, assertion, rerunOf(batch.params.kind, course(batch), batch.labels, run)]);
    challenged.push({ batch, mined: (await desk.call(desk.watcher, 'recompute', data)).mined });
  }
  await desk.flush();
  const refuted: BatchToSettle[] = [];
  for (const { batch, mined } of challenged) if ((await mined).some(({ name }) => name === 'AssertionRefuted')) refuted.push(batch);
  return refuted;
}

async function finaliseAll(desk: AssertDesk, batches: readonly BatchToSettle[], standing: ReadonlyMap<bigint, Standing>, course: (batch: BatchToSettle) => Course): Promise<Map<bigint, Settled>> {
  const sent: { readonly batch: BatchToSettle; readonly mined: Promise<CoordinatorEvent[]> }[] = [];
  for (const batch of batches) {
    const anchor = standing.get(batch.batchId)?.anchorBlock ?? 0n;
    const { hash } = blockSchema.parse(await wireMust(desk.wire, 'eth_getBlockByNumber', [`0x${anchor.toString(16)}`, false]));
    const [run = 0] = bitsOf(drawnRuns(hash, batch.batchId, batch.itemCount, 1));
    const args = [batch.batchId, assertionOf(standing, batch), rerunOf(batch.params.kind, course(batch), batch.labels, run)] as const;
    sent.push({ batch, mined: (await desk.call(desk.asserter, 'finaliseAssertion', encodeCoordinatorCall('finaliseAssertion', args))).mined });
  }
  await desk.flush();
  const settled = new Map<bigint, Settled>();
  for (const { batch, mined } of sent) {
    const event = (await mined).find(({ name }) => name === 'BatchSettled');
    if (event?.name !== 'BatchSettled') throw new Error(`the assertion of batch ${batch.batchId} did not become final`);
    const { resolvedMask, consensusRoot } = event.args;
    settled.set(batch.batchId, { resolvedMask, consensusRoot, consensus: joinItems(course(batch).items.map((item) => item.consensus)) });
  }
  return settled;
}

function assertionOf(standing: ReadonlyMap<bigint, Standing>, { batchId }: BatchToSettle): Assertion {
  const found = standing.get(batchId);
  if (found === undefined) throw new Error(`batch ${batchId} was asserted and no event says so`);
  return found.assertion;
}
