import { expect, it } from 'vitest';
import { dueTells } from './due-tells.ts';
import type { Sight } from './folder-watch.ts';

const row = { id: 'harbour', form: { classes: [], rules: { batchSize: 3 } } };
const seen = (count: number): Sight => ({ state: 'seen', fresh: { files: [], count, growing: 0 }, nextName: 'Harbour 2', roots: [] });
const counts = (sight: Sight, told: Set<string>) => dueTells([{ row, sight }], told).map(({ count }) => count);

it('tells of a batch once, and again only when another one has come', () => {
  const told = new Set<string>();
  expect(counts(seen(2), told)).toEqual([]);
  expect(counts(seen(3), told)).toEqual([3]);
  expect(counts(seen(4), told)).toEqual([]);
  expect(counts({ state: 'gone' }, told)).toEqual([]);
  expect(counts(seen(4), told)).toEqual([]);
  expect(counts(seen(0), told)).toEqual([]);
  expect(counts(seen(5), told)).toEqual([5]);
});
