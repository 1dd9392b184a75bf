import { AbiCoder } from 'ethers/abi';
import { fromHex } from '../../bytes.ts';
import type { Hex } from '../../bytes.ts';
import { batchCountOf, itemsOfBatch } from '../../labels/ids.ts';
import type { Bytes32 } from '../../labels/ids.ts';
import type { Failure, Result } from '../../result.ts';
import { err, ok } from '../../result.ts';
import type { MerkleTree } from '../merkle.ts';
import { leafHash, merkleTree } from '../merkle.ts';
import type { ProjectParams } from '../params.ts';
import type { Below } from './secret.ts';
import { derived, drawFrom, shuffled } from './secret.ts';

/*
 * Known answers that a project commits to when it opens. Which items of a batch they are, and the salt of the batch's
 * leaf, follow from a secret of the lead's: from the pack and the root nobody can tell them, and a batch's answers,
 * once revealed, say nothing of another's.
 */

/** An answer that the lead knows. */
export interface KnownAnswer {
  /** As an item's labels are encoded. */
  readonly labels: Hex;
  /** What the choice is balanced over: the class that is rarest among the answers, 0 where there is nothing. */
  readonly category: number;
}

/** One batch's answers as the root commits to them. */
export interface GoldBatch {
  readonly index: number;
  /** Places in the batch, ascending. */
  readonly items: readonly number[];
  /** Labels of those items. */
  readonly truths: readonly Hex[];
  readonly salt: Bytes32;
}

export interface GoldShort extends Failure {
  readonly code: 'GOLD_SHORT';
  readonly batch: number;
}

type GoldRules = Pick<ProjectParams, 'batchSize' | 'goldPerBatch'>;

/** Known answers of a batch: fewer, in proportion, in a short last one. */
export function goldIn({ batchSize, goldPerBatch }: GoldRules, itemsInBatch: number): number {
  return itemsInBatch === batchSize ? goldPerBatch : Math.floor((goldPerBatch * itemsInBatch) / batchSize);
}

/** How a seat stands at the gate. */
export type GoldVerdict = 'passed' | 'pay-lost' | 'slashed';

/** Three quarters of a batch's gold pass; at half or less the stake is slashed; in between the pay alone is lost. */
export function goldVerdict(right: number, count: number): GoldVerdict {
  if (4 * right >= 3 * count) return 'passed';
  return 2 * right > count ? 'pay-lost' : 'slashed';
}

/** Known answers of a whole project. */
export function goldNeeded(rules: GoldRules, itemCount: number): number {
  const whole = Math.floor(itemCount / rules.batchSize);
  return whole * rules.goldPerBatch + goldIn(rules, itemCount % rules.batchSize);
}

/**
 * Every batch's answers, as even over the categories as what is known allows. GOLD_SHORT names the first batch that
 * has too few.
 * @param answers by the item's place in the project
 * @param secret 32 bytes that only the lead has; the same gives the same choice
 */
export function chooseGold(rules: GoldRules, itemCount: number, answers: ReadonlyMap<number, KnownAnswer>, secret: Bytes32): Result<GoldBatch[], GoldShort> {
  const batches: GoldBatch[] = [];
  for (let index = 0; index < batchCountOf(rules.batchSize, itemCount); index++) {
    const { first, count } = itemsOfBatch(index, rules.batchSize, itemCount);
    const known = Array.from({ length: count }, (_, place) => place).filter((place) => answers.has(first + place));
    const wanted = goldIn(rules, count);
    if (known.length < wanted) {
      return err({ code: 'GOLD_SHORT', batch: index, message: `Batch ${index + 1} has ${known.length} items with a known answer, and ${wanted} are to be asked` });
    }
    const items = pickEvenly(known, wanted, (place) => answers.get(first + place)?.category ?? 0, drawFrom(secret, `choice ${index}`)).sort((one, other) => one - other);
    batches.push({ index, items, truths: items.map((place) => answers.get(first + place)?.labels ?? '0x'), salt: derived(secret, `salt ${index}`) });
  }
  return ok(batches);
}

/** Takes `count` of the places, always one of the category that has been taken least and still has any. */
function pickEvenly(places: readonly number[], count: number, categoryOf: (place: number) => number, below: Below): number[] {
  const left = new Map<number, number[]>();
  for (const place of shuffled(places, below)) left.set(categoryOf(place), [...(left.get(categoryOf(place)) ?? []), place]);
  const taken: number[] = [];
  // The order decides who gets the remainder: chance, not the class's number.
  let turn = shuffled([...left.values()], below);
  while (taken.length < count) {
    turn = turn.filter((group) => group.length > 0);
    for (const group of turn.slice(0, count - taken.length)) taken.push(group.pop() as number);
  }
  return taken;
}

/** A batch's leaf: `keccak256(keccak256(abi.encode(index, items, truths, salt)))`. */
export function goldLeaf({ index, items, truths, salt }: GoldBatch): Uint8Array {
  return leafHash(fromHex(AbiCoder.defaultAbiCoder().encode(['uint256', 'uint8[]', 'bytes[]', 'bytes32'], [index, items, truths, salt])));
}

/** One leaf a batch, in the order of batches. */
export function goldTree(batches: readonly GoldBatch[]): MerkleTree {
  return merkleTree(batches.map(goldLeaf));
}
