import { describe, expect, it } from 'vitest';
import { keccak, utf8 } from '../../bytes.ts';
import type { Hex } from '../../bytes.ts';
import { must } from '../../result.ts';
import { merkleProof, verifyProof } from '../merkle.ts';
import { chooseGold, goldIn, goldLeaf, goldNeeded, goldTree } from './gold.ts';
import type { KnownAnswer } from './gold.ts';
import { drawFrom } from './secret.ts';
import { spreadKnown } from './spread.ts';

const secret = keccak(utf8('a secret'));
const rules = { batchSize: 64, goldPerBatch: 8 };
const label = (category: number): Hex => `0x01${category.toString(16).padStart(2, '0')}64`;
const known = (categories: readonly number[]) => new Map(categories.map((category, place): [number, KnownAnswer] => [place, { labels: label(category), category }]));
const countOf = <T>(values: readonly T[], value: T) => values.filter((each) => each === value).length;

describe('the choice of known answers', () => {
  it('is even over the classes, with every one of a class that is rare', () => {
    // Sixty of one class, three of another, one of a third.
    const answers = known([...Array.from({ length: 60 }, () => 1), 2, 2, 2, 3]);
    const [batch] = must(chooseGold(rules, 64, answers, secret));
    expect(batch!.items).toHaveLength(8);
    expect(batch!.items).toEqual([...batch!.items].sort((one, other) => one - other));
    expect([1, 2, 3].map((category) => countOf(batch!.truths, label(category)))).toEqual([4, 3, 1]);
  });

  it('is the same for the same secret and another for another: nothing of the pack tells it', () => {
    const answers = known(Array.from({ length: 128 }, (_, place) => 1 + (place % 2)));
    const of = (text: string) => must(chooseGold(rules, 128, answers, keccak(utf8(text))));
    expect(of('a')).toEqual(of('a'));
    expect(of('a').map(({ items }) => items)).not.toEqual(of('b').map(({ items }) => items));
    const salts = [...of('a'), ...of('b')].map(({ salt }) => salt);
    expect(new Set(salts).size).toBe(4);
    // Over many secrets every place is asked about as often as every other.
    const seen = Array.from({ length: 64 }, () => 0);
    for (let at = 0; at < 120; at++) for (const place of of(`secret ${at}`)[0]!.items) seen[place] = (seen[place] ?? 0) + 1;
    expect(Math.min(...seen)).toBeGreaterThan(3);
    expect(Math.max(...seen)).toBeLessThan(32);
  });

  it('names the batch that has too few, and asks fewer of a short last one', () => {
    const answers = known(Array.from({ length: 70 }, () => 1));
    expect(chooseGold(rules, 128, answers, secret)).toMatchObject({ ok: false, error: { code: 'GOLD_SHORT', batch: 1 } });
    expect([goldIn(rules, 64), goldIn(rules, 20), goldIn(rules, 7)]).toEqual([8, 2, 0]);
    expect(goldNeeded(rules, 2 * 64 + 20)).toBe(18);
    expect(must(chooseGold(rules, 64 + 6, answers, secret)).map(({ items }) => items.length)).toEqual([8, 0]);
  });

  it('hashes to a root that proves each batch and no other', () => {
    const batches = must(chooseGold(rules, 192, known(Array.from({ length: 192 }, () => 1)), secret));
    const tree = goldTree(batches);
    for (const batch of batches) {
      expect(verifyProof(tree.root, goldLeaf(batch), merkleProof(tree, batch.index))).toBe(true);
      const swapped = { ...batch, truths: [...batch.truths.slice(1), label(2)] };
      expect(verifyProof(tree.root, goldLeaf(swapped), merkleProof(tree, batch.index))).toBe(false);
    }
  });
});

describe('the order of a pack with known answers', () => {
  it('gives every batch its share of each class, whatever the order of the files', () => {
    // 40 known answers at the front of 320 items, as files by name might have them: 30 of a class, 8 and 2 of others.
    const categories = [...Array.from({ length: 30 }, () => 1), ...Array.from({ length: 8 }, () => 2), 3, 3];
    const order = spreadKnown(320, 64, new Map(categories.map((category, item) => [item, category])), drawFrom(secret, 'spread'));
    expect([...order].sort((one, other) => one - other)).toEqual(Array.from({ length: 320 }, (_, item) => item));
    const batches = Array.from({ length: 5 }, (_, at) => order.slice(at * 64, (at + 1) * 64).flatMap((item) => categories[item] ?? []));
    expect(batches.map((batch) => batch.length)).toEqual([8, 8, 8, 8, 8]);
    expect(batches.map((batch) => countOf(batch, 1)).every((count) => count >= 5 && count <= 7)).toBe(true);
    expect(batches.map((batch) => countOf(batch, 2)).every((count) => count >= 1 && count <= 2)).toBe(true);
    expect(Math.max(...batches.map((batch) => countOf(batch, 3)))).toBe(1);
  });

  it('leaves no trace of which they are in where they stand', () => {
    const places = Array.from({ length: 8 }, () => 0);
    for (let at = 0; at < 400; at++) {
      const order = spreadKnown(8, 8, new Map([[0, 1]]), drawFrom(keccak(utf8(String(at))), 'spread'));
      const place = order.indexOf(0);
      places[place] = (places[place] ?? 0) + 1;
    }
    expect(Math.min(...places)).toBeGreaterThan(25);
  });

  it('gives a short last batch no more than its share', () => {
    const order = spreadKnown(132, 64, new Map(Array.from({ length: 16 }, (_, item) => [item, 1 + (item % 2)])), drawFrom(secret, 'spread'));
    const counts = [0, 64, 128].map((from) => order.slice(from, from + 64).filter((item) => item < 16).length);
    expect(counts).toEqual([8, 8, 0]);
  });
});
