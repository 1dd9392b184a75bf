import { assertNever } from '../../../shared/assert-never.ts';
import type { Region } from '../../../shared/labels/types.ts';

/** What the list of regions can be narrowed to, beside classes. */
export const regionStates = ['hidden', 'locked', 'occluded', 'truncated', 'difficult', 'crowd', 'suggested', 'changed', 'unsure'] as const;
export type RegionState = (typeof regionStates)[number];

/** `all`, `class-3`, or a state. */
export type RegionFilter = 'all' | `class-${number}` | RegionState;

/** Under it a region counts as unsure, in per cent. */
const UNSURE_BELOW = 70;

export function hasState(region: Region, state: RegionState): boolean {
  switch (state) {
    case 'hidden':
    case 'locked':
      return region[state];
    case 'occluded':
    case 'truncated':
    case 'difficult':
    case 'crowd':
      return region.kind === 'box' && region[state];
    case 'suggested':
      return region.origin === 'prediction';
    case 'changed':
      return region.origin === 'prediction-changed';
    case 'unsure':
      return region.confidence < UNSURE_BELOW;
    default:
      return assertNever(state);
  }
}

/** The classes and states that some region has, and the chosen state, so that it can be taken back. */
export function kindsAmong(regions: readonly Region[], chosen: RegionFilter): { classIds: number[]; states: RegionState[] } {
  const classIds = new Set<number>();
  const found = new Set<RegionFilter>([chosen]);
  let missing = regionStates.filter((state) => state !== chosen);
  for (const region of regions) {
    if (region.kind === 'item-class') continue;
    classIds.add(region.classId);
    if (!missing.some((state) => hasState(region, state))) continue;
    for (const state of missing) if (hasState(region, state)) found.add(state);
    missing = missing.filter((state) => !found.has(state));
  }
  return { classIds: [...classIds].sort((a, b) => a - b), states: regionStates.filter((state) => found.has(state)) };
}

/**
 * The regions that pass the filter and hold every word of the query in their class's name, their quote or the names
 * and values of their attributes.
 */
export function findRegions(regions: readonly Region[], filter: RegionFilter, query: string, nameOf: (classId: number) => string): readonly Region[] {
  const words = query.toLocaleLowerCase().split(/\s+/u).filter((word) => word !== '');
  if (filter === 'all' && words.length === 0) return regions;
  return regions.filter((region) => {
    if (!passes(region, filter)) return false;
    const text = words.length === 0 ? '' : textOf(region, nameOf(region.classId)).toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function passes(region: Region, filter: RegionFilter): boolean {
  if (filter === 'all') return true;
  const state = regionStates.find((each) => each === filter);
  return state === undefined ? filter === `class-${region.classId}` : hasState(region, state);
}

function textOf(region: Region, className: string): string {
  const attributes = Object.entries(region.attributes).map(([name, value]) => (value === true ? name : value === false ? '' : `${name} ${value}`));
  return [className, region.kind === 'span' ? region.quote : '', ...attributes].join('\n');
}
