// @vitest-environment node
import { expect, test } from 'vitest';
import { toHex } from '../../../shared/bytes.ts';
import { packItem } from '../../../shared/labels/codec-bytes.ts';
import type { RawRegion } from '../../../shared/labels/codec-bytes.ts';
import { differences, readAnswer } from './compare.ts';

const box = (classId: number, ...coordinates: number[]): RawRegion => ({ classId, confidence: 90, coordinates });
const why = (own: RawRegion[], standing: RawRegion[]) => differences('boxes', 5000, own, standing);

test('the same answer has no difference, in whatever order', () => {
  const [a, b] = [box(1, 0, 0, 100, 100), box(2, 200, 200, 300, 300)];
  expect(why([b, a], [a, b])).toEqual([]);
});

test('a place that is not near enough is told with its overlap, rounded down', () => {
  // 58 of 138 columns shared: 42.02 per cent.
  expect(why([box(1, 0, 0, 98, 10)], [box(1, 40, 0, 138, 10)])).toEqual([{ kind: 'iou', classId: 1, iouPercent: 42, thresholdPercent: 50 }]);
});

test('another class at the same place is one difference, not two', () => {
  expect(why([box(1, 0, 0, 100, 100)], [box(2, 0, 0, 100, 100)])).toEqual([{ kind: 'class', yours: 1, theirs: 2 }]);
});

test('what only one of the two has is missing or extra', () => {
  expect(why([box(1, 0, 0, 10, 10)], [])).toEqual([{ kind: 'extra', classId: 1 }]);
  expect(why([], [box(2, 0, 0, 10, 10)])).toEqual([{ kind: 'missing', classId: 2 }]);
  expect(why([box(1, 0, 0, 10, 10)], [box(1, 50, 50, 60, 60)])).toEqual([
    { kind: 'extra', classId: 1 },
    { kind: 'missing', classId: 1 },
  ]);
});

test('one standing region answers for one of ours: a second on the same place is extra', () => {
  expect(why([box(1, 0, 0, 100, 100), box(1, 0, 0, 100, 90)], [box(1, 0, 0, 100, 100)])).toEqual([{ kind: 'extra', classId: 1 }]);
});

test('classes are compared as they are', () => {
  expect(differences('class', 10_000, [box(1)], [box(3)])).toEqual([{ kind: 'class', yours: 1, theirs: 3 }]);
});

test('answers are read from their bytes', () => {
  expect(readAnswer('boxes', '0xff')).toEqual({ cannotTell: true });
  expect(readAnswer('boxes', '0x00')).toEqual({ cannotTell: false, regions: [] });
  const region = box(4, 1, 2, 3, 4);
  expect(readAnswer('boxes', toHex(packItem('boxes', [region])))).toEqual({ cannotTell: false, regions: [region] });
  expect(readAnswer('boxes', '0x')).toBeNull();
  expect(readAnswer('boxes', '0x05')).toBeNull();
});
