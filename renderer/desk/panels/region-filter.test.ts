import { describe, expect, it } from 'vitest';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { testBox } from '../tools/test-scene.ts';
import { findRegions, kindsAmong } from './region-filter.ts';
import type { RegionFilter } from './region-filter.ts';

const box = (id: string, change: Partial<BoxRegion> = {}): BoxRegion => ({ ...testBox(id, 0, 0, 9, 9), ...change });
const regions = [
  box('boat', { classId: 1, attributes: { material: 'Wood', moving: true, number: 12 } }),
  box('person', { classId: 2, occluded: true, confidence: 40, attributes: { moving: false } }),
  box('hidden', { classId: 2, hidden: true, locked: true, origin: 'prediction' }),
  box('changed', { classId: 1, origin: 'prediction-changed' }),
];
const names = ['', 'Boat', 'Person in a hat'];
const found = (filter: RegionFilter, query = '') => findRegions(regions, filter, query, (id) => names[id] ?? '').map((region) => region.id as string);

describe('the list of regions', () => {
  it.each([
    ['all', ['boat', 'person', 'hidden', 'changed']],
    ['class-2', ['person', 'hidden']],
    ['occluded', ['person']],
    ['unsure', ['person']],
    ['hidden', ['hidden']],
    ['locked', ['hidden']],
    ['suggested', ['hidden']],
    ['changed', ['changed']],
    ['crowd', []],
  ] as const)('narrowed to %s', (filter, expected) => {
    expect(found(filter)).toEqual(expected);
  });

  it.each([
    ['boat', ['boat', 'changed']],
    ['HAT', ['person', 'hidden']],
    ['wood', ['boat']],
    ['boat 12', ['boat']],
    // A checkbox is found by its name where it is set.
    ['moving', ['boat']],
    ['nothing of the kind', []],
    ['  ', ['boat', 'person', 'hidden', 'changed']],
  ])('searched for %j', (query, expected) => {
    expect(found('all', query)).toEqual(expected);
  });

  it('narrowed and searched', () => {
    expect(found('class-1', 'wood')).toEqual(['boat']);
    expect(found('class-2', 'wood')).toEqual([]);
  });

  it('offers the classes and states that there are, and the chosen one', () => {
    expect(kindsAmong(regions, 'crowd')).toEqual({ classIds: [1, 2], states: ['hidden', 'locked', 'occluded', 'crowd', 'suggested', 'changed', 'unsure'] });
    expect(kindsAmong([], 'all')).toEqual({ classIds: [], states: [] });
  });
});
