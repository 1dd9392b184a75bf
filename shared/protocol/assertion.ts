import { keccak, concat, fromHex, word } from '../bytes.ts';
import { drawItems } from '../consensus/sampling.ts';
import { type Course, type Progress, markOf, runCount, runSize } from '../consensus/progress.ts';
import type { Bytes32 } from '../labels/ids.ts';
import type { ProjectKind } from '../labels/schema.ts';
import type { CoordinatorAbi } from './abi.ts';
import type { AbiInputs } from './abi-types.ts';
import { pagesOf } from './batch-record.ts';

/** What an asserter says that a batch comes to, as the coordinator's `Claim` has it. */
export interface Claim {
  readonly result: Progress;
  /** Of the progress after each run of items but the last. */
  readonly marks: readonly Bytes32[];
}

/** A standing assertion, as `BatchAsserted` told it. Whoever challenges it or makes it final hands it in again. */
export type Assertion = AbiInputs<CoordinatorAbi, 'finaliseAssertion'>[1];
/** Items of one run to be computed again. */
export type Rerun = AbiInputs<CoordinatorAbi, 'finaliseAssertion'>[2];

/** Nothing is to be computed again. */
export const noRerun: Rerun = { fromItem: 0, toItem: 0, before: { resolvedMask: 0n, consensusRoot: `0x${'00'.repeat(32)}`, sums: [] }, pages: [] };

/** The honest claim. */
export function claimOf({ at, items }: Course): Claim {
  const size = runSize(items.length);
  const marks = Array.from({ length: runCount(items.length) - 1 }, (_, run) => markOf(progressAt(at, (run + 1) * size)));
  return { result: progressAt(at, items.length), marks };
}

/**
 * The first run that an assertion has wrong, or null where it has none. It begins with a true progress, so that the
 * contract can be shown that it ends in another than was claimed.
 */
export function firstWrongRun({ claim }: Pick<Assertion, 'claim'>, course: Course): number | null {
  const truth = claimOf(course);
  for (const [run, mark] of truth.marks.entries()) if (claim.marks[run] !== mark) return run;
  const { result } = claim;
  const isRight = result.resolvedMask === truth.result.resolvedMask && result.consensusRoot === truth.result.consensusRoot && isSame(result.sums, truth.result.sums);
  return isRight ? null : truth.marks.length;
}

function isSame(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/**
 * One whole run, to be computed again.
 * @param labels 0x-hex of each seat's batch, `0x` for a seat that did not reveal
 */
export function rerunOf(kind: ProjectKind, course: Course, labels: readonly string[], run: number): Rerun {
  const itemCount = course.items.length;
  const fromItem = run * runSize(itemCount);
  return partOf(kind, course, labels, fromItem, Math.min(itemCount, fromItem + runSize(itemCount)));
}

/** Items [fromItem, toItem) of one run. */
export function partOf(kind: ProjectKind, course: Course, labels: readonly string[], fromItem: number, toItem: number): Rerun {
  const pages = pagesOf(kind, labels, course.items.length, fromItem, toItem);
  return { fromItem, toItem, before: progressAt(course.at, fromItem), pages };
}

/** The runs that a block's hash draws, as a mask. @param runs how many are to be drawn */
export function drawnRuns(blockHash: string, batchId: bigint, itemCount: number, runs: number): bigint {
  return drawItems(keccak(concat(fromHex(blockHash), word(batchId))), runCount(itemCount), runs);
}

function progressAt(at: readonly Progress[], item: number): Progress {
  const progress = at[item];
  if (progress === undefined) throw new RangeError(`There is no progress before item ${item}`);
  return progress;
}
