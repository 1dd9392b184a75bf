import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, toHex } from '../bytes.ts';
import { joinItems, splitBatch } from '../labels/codec-bytes.ts';
import type { CodecError } from '../labels/codec-error.ts';
import { parseBytes32 } from '../labels/ids.ts';
import type { Bytes32 } from '../labels/ids.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { consensusOf } from './consensus.ts';
import { withBit } from './masks.ts';
import type { ConsensusRule, ItemConsensus } from './outcome.ts';
import { chanceOf, payFactorBps } from './pay-factor.ts';
import { regionCount } from './regions.ts';
import { itemConfidence, itemScoreBps } from './reputation.ts';

/** What settlement finds for one seat. All zero for a seat that did not reveal. */
export interface SeatTally {
  /** Bit i: it agreed on item i (resolved or not). */
  readonly agreedMask: bigint;
  /** Bit i: it could not tell. */
  readonly blankMask: bigint;
  /** Of its resolved items: how many it labelled, on how many it agreed, and its scores' sum in basis points. */
  readonly labelled: number;
  readonly agreedCount: number;
  readonly scoreSumBps: number;
  readonly payFactorBps: number;
}

export interface BatchOutcome {
  readonly resolvedMask: bigint;
  readonly items: readonly ItemConsensus[];
  /** The items' consensus labels one after another. */
  readonly consensus: Uint8Array;
  readonly seats: readonly SeatTally[];
  /** Hash chain over the items, from zero: keccak256(root, resolved, agreeing seats, consensus labels). */
  readonly root: Bytes32;
}

export const ZERO_ROOT = parseBytes32(`0x${'00'.repeat(32)}`);

/**
 * Settles a whole batch as the contract does.
 * @param labels each seat's labels of the batch in seat order, valid ones; empty for a seat that did not reveal
 */
export function settleBatch(rule: ConsensusRule, targetBps: number, itemCount: number, labels: readonly Uint8Array[]): Result<BatchOutcome, CodecError> {
  const present: { seat: number; items: Uint8Array[] }[] = [];
  for (const [seat, bytes] of labels.entries()) {
    if (bytes.length === 0) continue;
    const items = splitBatch(rule.kind, bytes, itemCount);
    if (!items.ok) return items;
    present.push({ seat, items: items.value });
  }
  const outcomes: ItemConsensus[] = [];
  let resolvedMask = 0n;
  let root = fromHex(ZERO_ROOT);
  for (let item = 0; item < itemCount; item++) {
    const result = consensusOf(rule, present.map((entry) => itemAt(entry.items, item)));
    outcomes.push(result);
    if (result.resolved) resolvedMask = withBit(resolvedMask, item);
    const agreeing = present.reduce((bits, entry, index) => (result.agrees[index] === true ? bits | (1 << entry.seat) : bits), 0);
    root = keccak_256(concat(root, Uint8Array.of(result.resolved ? 1 : 0, agreeing), result.consensus));
  }
  const seats = labels.map((_, seat) => {
    const index = present.findIndex((entry) => entry.seat === seat);
    return tallySeat(rule, targetBps, outcomes, present[index]?.items ?? [], index);
  });
  return ok({
    resolvedMask,
    items: outcomes,
    consensus: joinItems(outcomes.map((outcome) => outcome.consensus)),
    seats,
    root: parseBytes32(toHex(root)),
  });
}

function tallySeat(rule: ConsensusRule, targetBps: number, outcomes: readonly ItemConsensus[], items: readonly Uint8Array[], index: number): SeatTally {
  let agreedMask = 0n;
  let blankMask = 0n;
  let agreedCount = 0;
  let scoreSumBps = 0;
  const own: number[] = [];
  const theirs: number[] = [];
  for (const [item, bytes] of items.entries()) {
    const outcome = outcomes[item];
    if (outcome === undefined) continue;
    const hasAgreed = outcome.agrees[index] === true;
    if (hasAgreed) agreedMask = withBit(agreedMask, item);
    if (regionCount(rule.kind, bytes) < 0) {
      blankMask = withBit(blankMask, item);
      continue;
    }
    if (!outcome.resolved) continue;
    if (hasAgreed) agreedCount++;
    scoreSumBps += itemScoreBps(confidenceOf(rule, bytes), hasAgreed);
    own.push(categoryOf(rule, bytes));
    theirs.push(categoryOf(rule, outcome.consensus));
  }
  const labelled = own.length;
  const factorBps = index < 0 ? 0 : payFactorBps({ labelled, agreed: agreedCount, chance: chanceOf(own, theirs) }, targetBps);
  return { agreedMask, blankMask, labelled, agreedCount, scoreSumBps, payFactorBps: factorBps };
}

/** The lowest class in a class project, 0 for none; elsewhere whether anything is there. */
function categoryOf(rule: ConsensusRule, bytes: Uint8Array): number {
  const isEmpty = regionCount(rule.kind, bytes) <= 0;
  if (isEmpty) return 0;
  return rule.kind === 'class' ? (bytes[1] ?? 0) : 1;
}

/** The item's confidence in per cent, from a seat's bytes. */
export function confidenceOf(rule: ConsensusRule, bytes: Uint8Array): number {
  const stride = rule.kind === 'class' ? 2 : 10;
  return itemConfidence(Array.from({ length: Math.max(0, regionCount(rule.kind, bytes)) }, (_, index) => bytes[2 + stride * index] ?? 0));
}

function itemAt(items: readonly Uint8Array[], index: number): Uint8Array {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}`);
  return item;
}
