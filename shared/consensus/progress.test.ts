import { describe, expect, it } from 'vitest';
import { joinItems } from '../labels/codec-bytes.ts';
import { must } from '../result.ts';
import { settleBatch } from './batch.ts';
import { generateBatch, generatorModes } from './generate.ts';
import { lowBits, popcount } from './masks.ts';
import { courseOf, markOf, runCount, runSize } from './progress.ts';

describe('a batch computed item by item', () => {
  it('ends where computing it whole ends, in every mode', () => {
    for (const kind of ['boxes', 'spans'] as const) {
      for (const [seed, mode] of generatorModes.entries()) {
        const { rule, labels: items } = generateBatch(seed + 1, kind, mode, mode === 'pile' ? 1 : 6);
        const labels = items.map((seat, at) => (at === 0 && seed % 3 === 0 ? new Uint8Array() : joinItems(seat)));
        const count = items[0]?.length ?? 0;
        const whole = must(settleBatch(rule, 6000, count, labels));
        const { at } = must(courseOf(rule, count, labels));
        const last = at.at(-1)!;
        expect([last.resolvedMask, last.consensusRoot]).toEqual([whole.resolvedMask, whole.root]);
        for (const [seat, tally] of whole.seats.entries()) {
          const sum = last.sums[seat] ?? 0n;
          const there = labels[seat]!.length > 0;
          const disputed = popcount(lowBits(count) & ~whole.resolvedMask & ~tally.blankMask);
          expect([sum & lowBits(64), BigInt.asIntN(32, sum >> 64n), (sum >> 96n) & 0xffn, sum >> 120n]).toEqual([tally.agreedMask, BigInt(tally.scoreSumBps), BigInt(tally.labelled), BigInt(there ? disputed : 0)]);
        }
      }
    }
  });

  it('is cut into a twentieth of its items, rounded up', () => {
    expect([1, 16, 20, 21, 40, 41, 60, 61, 64].map((count) => [runSize(count), runCount(count)])).toEqual([[1, 1], [1, 16], [1, 20], [2, 11], [2, 20], [3, 14], [3, 20], [4, 16], [4, 16]]);
  });

  it('is known by a mark that every field enters', () => {
    const progress = { resolvedMask: 5n, consensusRoot: `0x${'11'.repeat(32)}` as never, sums: [1n, 2n] };
    const marks = [progress, { ...progress, resolvedMask: 4n }, { ...progress, consensusRoot: `0x${'12'.repeat(32)}` as never }, { ...progress, sums: [2n, 1n] }].map(markOf);
    expect(new Set(marks).size).toBe(4);
  });
});
