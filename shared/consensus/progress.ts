import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, keccak, toHex, word } from '../bytes.ts';
import { splitBatch } from '../labels/codec-bytes.ts';
import type { CodecError } from '../labels/codec-error.ts';
import { parseBytes32 } from '../labels/ids.ts';
import type { Bytes32 } from '../labels/ids.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { ZERO_ROOT, confidenceOf } from './batch.ts';
import { consensusOf } from './consensus.ts';
import { withBit } from './masks.ts';
import type { ConsensusRule, ItemConsensus } from './outcome.ts';
import { regionCount } from './regions.ts';
import { itemScoreBps } from './reputation.ts';
import { sampleSize } from './sampling.ts';

/** How far a settlement has come before an item, as the contract's `Progress` has it. Boxes and spans. */
export interface Progress {
  readonly resolvedMask: bigint;
  /** The chain over the items' outcomes. */
  readonly consensusRoot: Bytes32;
  /**
   * A word a seat, zero for one that did not reveal; high bits first: unsettled8 | consensusSomething8 | something8 |
   * labelled8 | score32 (signed, basis points) | agreed64.
   */
  readonly sums: readonly bigint[];
}

/** A batch computed item by item. */
export interface Course {
  /** Before each item, and after the last: one more than there are items. */
  readonly at: readonly Progress[];
  readonly items: readonly ItemConsensus[];
}

/** An assertion is made run by run: a run is a twentieth of the batch's items, rounded up. */
const RUN_RATE_BPS = 500;

/** Items of a run; the last may be shorter. */
export function runSize(itemCount: number): number {
  return sampleSize(itemCount, RUN_RATE_BPS);
}

export function runCount(itemCount: number): number {
  return Math.ceil(itemCount / runSize(itemCount));
}

/** What a progress is known by: keccak256(resolvedMask (32 bytes), consensusRoot, sums). */
export function markOf({ resolvedMask, consensusRoot, sums }: Progress): Bytes32 {
  return keccak(concat(word(resolvedMask), fromHex(consensusRoot), ...sums.map((sum) => word(sum))));
}

/**
 * Every step of a batch's settlement.
 * @param labels each seat's labels of the batch in seat order, valid ones; empty for a seat that did not reveal
 */
export function courseOf(rule: ConsensusRule, itemCount: number, labels: readonly Uint8Array[]): Result<Course, CodecError> {
  const present: { readonly seat: number; readonly items: readonly Uint8Array[] }[] = [];
  for (const [seat, bytes] of labels.entries()) {
    if (bytes.length === 0) continue;
    const split = splitBatch(rule.kind, bytes, itemCount);
    if (!split.ok) return split;
    present.push({ seat, items: split.value });
  }
  const at: Progress[] = [{ resolvedMask: 0n, consensusRoot: ZERO_ROOT, sums: labels.map(() => 0n) }];
  const items: ItemConsensus[] = [];
  for (let item = 0; item < itemCount; item++) {
    const own = present.map((seat) => seat.items[item] ?? new Uint8Array());
    const outcome = consensusOf(rule, own);
    items.push(outcome);
    at.push(after(rule, at[item], item, outcome, present.map(({ seat }) => seat), own));
  }
  return ok({ at, items });
}

function after(rule: ConsensusRule, before: Progress | undefined, item: number, outcome: ItemConsensus, seats: readonly number[], labels: readonly Uint8Array[]): Progress {
  if (before === undefined) throw new RangeError(`There is no progress before item ${item}`);
  const sums = [...before.sums];
  let agreeing = 0;
  for (const [place, seat] of seats.entries()) {
    const hasAgreed = outcome.agrees[place] === true;
    if (hasAgreed) agreeing |= 1 << seat;
    sums[seat] = added(rule, sums[seat] ?? 0n, item, outcome, labels[place] ?? new Uint8Array(), hasAgreed);
  }
  const head = Uint8Array.of(outcome.resolved ? 1 : 0, agreeing);
  return {
    resolvedMask: outcome.resolved ? withBit(before.resolvedMask, item) : before.resolvedMask,
    consensusRoot: parseBytes32(toHex(keccak_256(concat(fromHex(before.consensusRoot), head, outcome.consensus)))),
    sums,
  };
}

const SCORE_SHIFT = 64n;
const COUNT_SHIFT = 96n;
const [LABELLED, SOMETHING, CONSENSUS_SOMETHING, UNSETTLED] = [1n, 1n << 8n, 1n << 16n, 1n << 24n];

/** A seat's word with one item more. */
function added(rule: ConsensusRule, sum: bigint, item: number, outcome: ItemConsensus, labels: Uint8Array, hasAgreed: boolean): bigint {
  const own = regionCount(rule.kind, labels);
  if (own < 0) return sum;
  const agreed = BigInt.asUintN(64, hasAgreed ? withBit(sum, item) : sum);
  const counts = sum >> COUNT_SHIFT;
  if (!outcome.resolved) return ((counts + UNSETTLED) << COUNT_SHIFT) | (BigInt.asUintN(32, sum >> SCORE_SHIFT) << SCORE_SHIFT) | agreed;
  const score = BigInt.asIntN(32, sum >> SCORE_SHIFT) + BigInt(itemScoreBps(confidenceOf(rule, labels), hasAgreed));
  const news = LABELLED + (own > 0 ? SOMETHING : 0n) + (regionCount(rule.kind, outcome.consensus) > 0 ? CONSENSUS_SOMETHING : 0n);
  return ((counts + news) << COUNT_SHIFT) | (BigInt.asUintN(32, score) << SCORE_SHIFT) | agreed;
}
