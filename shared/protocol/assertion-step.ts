import { type Hex, fromHex } from '../bytes.ts';
import { bitsOf } from '../consensus/masks.ts';
import type { Course } from '../consensus/progress.ts';
import { courseOf } from '../consensus/progress.ts';
import { checkItem } from '../consensus/regions.ts';
import { splitBatch } from '../labels/codec-bytes.ts';
import { type CoordinatorAbi, encodeCoordinatorCall, phaseNames } from './abi.ts';
import type { AbiOutput } from './abi-types.ts';
import { type Assertion, claimOf, firstWrongRun, noRerun, rerunOf } from './assertion.ts';
import { CHUNK_ITEMS, type HistoryEntry, pageOf } from './batch-record.ts';
import type { ProjectParams } from './params.ts';

/** What opens a seat, as `Revealed` told it. */
export interface OpenSeat {
  readonly salt: string;
  readonly detailsHash: string;
  /** 0x-hex of the whole batch. */
  readonly labels: string;
}

/** A batch of an asserted project, as the chain's events have it. */
export interface AssertedBatch {
  readonly batchId: bigint;
  readonly params: ProjectParams;
  readonly itemCount: number;
  readonly history: readonly HistoryEntry[];
  /** By seat; undefined for one that has not revealed. */
  readonly seats: readonly (OpenSeat | undefined)[];
  /** What stands, where something does. */
  readonly assertion: Assertion | null;
}

/**
 * What anyone can do for an asserted batch now. `challenge` shows that what stands is wrong, and is worth half of the
 * bond; `draw` keeps the runs to be computed on chain; `confirm` computes one of several. `data` is the call.
 */
export type AssertionStep =
  | { readonly step: 'assert' | 'challenge' | 'draw' | 'confirm' | 'finalise'; readonly data: Hex }
  /** Until then, or until the chain says more. */
  | { readonly step: 'wait'; readonly untilSeconds: number | null };

type BatchView = AbiOutput<CoordinatorAbi, 'batch'>;

/**
 * The next step of a batch that is ready to be settled, or asserted already. Whatever others have asserted is computed
 * again before it is helped on.
 * @param nowSeconds the chain's time
 */
export function assertionStep(batch: AssertedBatch, view: BatchView, nowSeconds: number): AssertionStep {
  const { batchId, assertion } = batch;
  if (phaseNames[view.phase] !== 'asserted') {
    const course = courseOfBatch(batch);
    return course === null ? { step: 'wait', untilSeconds: null } : { step: 'assert', data: encodeCoordinatorCall('assertBatch', [batchId, openingsOf(batch), claimOf(course)]) };
  }
  if (assertion === null) return { step: 'wait', untilSeconds: null };
  const challenge = challengeOf(batch);
  if (challenge !== null) return { step: 'challenge', data: challenge };
  const course = courseOfBatch(batch);
  if (course === null) return { step: 'wait', untilSeconds: null };
  const rerun = (run: number) => rerunOf(batch.params.kind, course, labelsOf(batch), run);
  if (view.drawnRuns === 0) return { step: 'draw', data: encodeCoordinatorCall('drawAssertion', [batchId]) };
  if (BigInt(nowSeconds) < view.challengeEnd) return { step: 'wait', untilSeconds: Number(view.challengeEnd) };
  const [run, ...others] = bitsOf(BigInt(view.drawnRuns & ~view.confirmedRuns));
  if (run !== undefined && others.length > 0) return { step: 'confirm', data: encodeCoordinatorCall('recompute', [batchId, assertion, rerun(run)]) };
  return { step: 'finalise', data: encodeCoordinatorCall('finaliseAssertion', [batchId, assertion, run === undefined ? noRerun : rerun(run)]) };
}

/** The call that refutes what stands, or null where it is right. */
export function challengeOf(batch: AssertedBatch): Hex | null {
  const { assertion } = batch;
  if (assertion === null) return null;
  const rejection = rejectionOf(batch, assertion);
  if (rejection !== null) return rejection;
  const course = courseOfBatch(batch);
  const wrong = course === null ? null : firstWrongRun(assertion, course);
  if (course === null || wrong === null) return null;
  return encodeCoordinatorCall('recompute', [batch.batchId, assertion, rerunOf(batch.params.kind, course, labelsOf(batch), wrong)]);
}

function labelsOf({ seats, params }: AssertedBatch): string[] {
  return Array.from({ length: params.seats }, (_, seat) => seats[seat]?.labels ?? '0x');
}

function courseOfBatch(batch: AssertedBatch): Course | null {
  const course = courseOf(batch.params, batch.itemCount, labelsOf(batch).map((each) => fromHex(each)));
  return course.ok ? course.value : null;
}

/** One opening for every commitment; a seat that has not revealed stays closed. */
function openingsOf({ history, seats }: AssertedBatch) {
  return history.map(({ seat, word }) => {
    const open = seats[seat];
    return open === undefined ? { seat, salt: word, detailsHash: `0x${'00'.repeat(32)}`, labels: '0x' } : { seat, salt: open.salt, detailsHash: open.detailsHash, labels: open.labels };
  });
}

/** The call that shows labels of the assertion not to be well-formed, or null where all are. */
function rejectionOf({ batchId, params, itemCount, seats }: AssertedBatch, assertion: Assertion): Hex | null {
  for (const [seat, open] of seats.entries()) {
    if (open === undefined) continue;
    const labels = fromHex(open.labels);
    const items = splitBatch(params.kind, labels, itemCount);
    if (!items.ok) continue;
    const bad = items.value.findIndex((item) => !checkItem(params.kind, item, params).ok);
    const page = bad < 0 ? null : pageOf(params.kind, labels, itemCount, bad, bad + 1);
    if (page?.ok === true) return encodeCoordinatorCall('rejectLabels', [batchId, assertion, seat, Math.floor(bad / CHUNK_ITEMS), page.value]);
  }
  return null;
}
