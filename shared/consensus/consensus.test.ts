import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packItem } from '../labels/codec-bytes.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { clusterRegions } from './clusters.ts';
import { acceptedClusters, consensusOf, consensusWithClusters } from './consensus.ts';
import { generateBatch, generatorModes } from './generate.ts';
import type { ConsensusRule } from './outcome.ts';
import { seededRandom } from './random.ts';
import { checkItem, readRegions } from './regions.ts';
import { answerOf, consensusVectorsSchema, differences, labelsOfVector } from './vectors.ts';

const vectors = consensusVectorsSchema.parse(JSON.parse(readFileSync(new URL('vectors/consensus.json', import.meta.url), 'utf8')));
const kinds: readonly ProjectKind[] = ['class', 'boxes', 'spans'];
const box = (x0: number, x1: number, confidence = 90, classId = 1) => ({ classId, confidence, coordinates: [x0, 0, x1, 100] });
const boxes = (...regions: ReturnType<typeof box>[]) => packItem('boxes', regions);
const rule: ConsensusRule = { kind: 'boxes', quorum: 2, thresholdBps: 5000, agreementBps: 10_000 };

describe('consensusOf', () => {
  it('answers all 600 cases of the independent implementation, byte for byte', () => {
    expect(vectors).toHaveLength(600);
    const wrong = vectors.flatMap((vector, index) => {
      const fields = differences(vector.expected, answerOf(vector));
      return fields.length === 0 ? [] : [`case ${index} (${vector.kind}): ${fields.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('says the same where who voted for what is asked with it', () => {
    for (const kind of kinds) {
      for (const vector of vectors.filter((each) => each.kind === kind)) {
        const labels = labelsOfVector(vector);
        expect(consensusWithClusters(vector, labels)).toEqual({ consensus: consensusOf(vector, labels), clusters: acceptedClusters(vector, labels) });
      }
    }
  });

  it('takes the mean confidence and the median place, rounded down', () => {
    const result = consensusOf(rule, [boxes(box(0, 100, 90)), boxes(box(3, 100, 91))]);
    expect(result).toMatchObject({ resolved: true, accepted: 1, scoresBps: [10_000, 10_000] });
    expect(result.consensus).toEqual(boxes(box(1, 100, 90)));
  });

  it('needs every pair of a cluster to be alike, not only a chain', () => {
    // Neighbours overlap by 60 of 140, the ends by 20 of 180.
    const chain = [boxes(box(0, 100)), boxes(box(40, 140)), boxes(box(80, 180))];
    const loose = consensusOf({ ...rule, thresholdBps: 4000 }, chain);
    expect(loose.accepted).toBe(1);
    expect(loose.agrees.filter(Boolean)).toHaveLength(2);
    expect(consensusOf({ ...rule, thresholdBps: 1000 }, chain).agrees).toEqual([true, true, true]);
  });

  it('counts whoever cannot tell as no vote, and nothing there as an answer', () => {
    const nothing = Uint8Array.of(0);
    const blank = Uint8Array.of(255);
    expect(consensusOf(rule, [nothing, nothing, blank])).toMatchObject({ resolved: true, scoresBps: [10_000, 10_000, null], agrees: [true, true, false] });
    expect(consensusOf(rule, [nothing, blank, blank])).toMatchObject({ resolved: false });
    expect(consensusOf({ ...rule, agreementBps: 0 }, [nothing, boxes(box(0, 9)), boxes(box(0, 9))]).scoresBps[0]).toBe(0);
  });

  it('does not depend on the order of seats', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...kinds), fc.constantFrom(...generatorModes), fc.nat(), (seed, kind, mode, order) => {
        const batch = generateBatch(seed, kind, mode, 2);
        const seats = batch.labels.map((_, seat) => seat);
        const shuffled = seededRandom(order).shuffle(seats);
        for (const item of [0, 1]) {
          const straight = consensusOf(batch.rule, batch.labels.map((labels) => labels[item]!));
          const mixed = consensusOf(batch.rule, shuffled.map((seat) => batch.labels[seat]![item]!));
          expect(mixed.consensus).toEqual(straight.consensus);
          expect(mixed.resolved).toBe(straight.resolved);
          expect(mixed.scoresBps).toEqual(shuffled.map((seat) => straight.scoresBps[seat]));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes the short way for classes to the same end as the long one', () => {
    for (let seed = 0; seed < 400; seed++) {
      const { rule: classRule, labels } = generateBatch(seed, 'class', generatorModes[seed % generatorModes.length]!, 1);
      const item = labels.map((items) => items[0]!);
      const accepted = clusterRegions(readRegions('class', item), classRule.thresholdBps).filter((cluster) => cluster.length >= classRule.quorum);
      const result = consensusOf(classRule, item);
      expect(result.accepted).toBe(accepted.length);
      const regions = acceptedClusters(classRule, item).map((cluster) => ({ classId: cluster.region[0]!, confidence: cluster.region[1]!, coordinates: [] }));
      expect(result.consensus).toEqual(packItem('class', regions));
    }
  });

  it('says who voted for what', () => {
    const clusters = acceptedClusters(rule, [boxes(box(0, 100), box(500, 600)), boxes(box(510, 600)), boxes(box(0, 90), box(500, 610))]);
    expect(clusters.map((cluster) => cluster.votes)).toEqual([
      [{ seat: 0, regionIndex: 0 }, { seat: 2, regionIndex: 0 }],
      [{ seat: 0, regionIndex: 1 }, { seat: 1, regionIndex: 0 }, { seat: 2, regionIndex: 1 }],
    ]);
  });

  it('compares similarities that doubles cannot tell apart', () => {
    // The long span is like the first by (L + 1) / 2L and like the second by (L + 3) / 2(L + 2): they differ in the
    // 20th digit. The first is the more similar and must win; were they a tie, the second's lower confidence would.
    const length = 4_294_967_291;
    const span = (start: number, end: number, confidence: number) => packItem('spans', [{ classId: 1, confidence, coordinates: [start, end] }]);
    const long = span(0, length, 50);
    const first = span(0, (length + 1) / 2, 60);
    const second = span((length - 3) / 2, length + 2, 0);
    expect((length + 1) / (2 * length)).toBe((length + 3) / (2 * (length + 2)));
    const result = consensusOf({ kind: 'spans', quorum: 2, thresholdBps: 5000, agreementBps: 10_000 }, [second, long, first]);
    expect(result.agrees).toEqual([false, true, true]);
  });

  it('throws on bytes that cannot be an item', () => {
    expect(() => consensusOf(rule, [Uint8Array.of(1, 2), Uint8Array.of(0)])).toThrow(RangeError);
    expect(() => consensusOf({ ...rule, kind: 'class' }, [new Uint8Array(), Uint8Array.of(0)])).toThrow(RangeError);
  });
});

describe('checkItem', () => {
  it('takes every vector and refuses a region said twice', () => {
    for (const vector of vectors) {
      for (const text of vector.labels) {
        const bytes = Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
        expect(checkItem(vector.kind, bytes, { classCount: 255, thresholdBps: vector.thresholdBps }).ok).toBe(true);
      }
    }
    const twice = boxes(box(0, 100), box(0, 60));
    expect(checkItem('boxes', twice, { classCount: 1, thresholdBps: 6000 })).toMatchObject({ ok: false, error: { code: 'DUPLICATE' } });
    expect(checkItem('boxes', twice, { classCount: 1, thresholdBps: 6001 }).ok).toBe(true);
  });
});

describe('generateBatch', () => {
  it('makes valid labels of every sort, the same from the same seed', () => {
    for (const kind of kinds) {
      for (const mode of generatorModes) {
        const batch = generateBatch(7, kind, mode);
        expect(generateBatch(7, kind, mode)).toEqual(batch);
        const limits = { classCount: batch.classCount, thresholdBps: batch.rule.thresholdBps };
        for (const items of batch.labels) for (const item of items) expect(checkItem(kind, item, limits)).toEqual({ ok: true, value: null });
        expect(2 * batch.rule.quorum).toBeGreaterThan(batch.labels.length);
      }
    }
  });

  it('reaches both outcomes, and piles of 32', () => {
    const results = Array.from({ length: 60 }, (_, seed) => generateBatch(seed, 'boxes', generatorModes[seed % generatorModes.length]!, 1)).map((batch) =>
      consensusOf(batch.rule, batch.labels.map((items) => items[0]!)),
    );
    expect(new Set(results.map((result) => result.resolved)).size).toBe(2);
    const piles = Array.from({ length: 40 }, (_, seed) => generateBatch(seed, 'boxes', 'pile', 1).labels.map((items) => items[0]![0]!)).flat();
    expect(Math.max(...piles)).toBe(32);
  });
});
