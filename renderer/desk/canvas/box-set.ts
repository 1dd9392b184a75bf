import type { RegionId } from '../../../shared/labels/ids.ts';
import type { BoxRegion, Region } from '../../../shared/labels/types.ts';
import { indexAfter, searchIndex } from './box-index.ts';
import type { BoxIndex } from './box-index.ts';
import { contains, distanceToOutline } from './geometry.ts';
import type { Point, Rect } from './geometry.ts';
import { changeBetween } from './list-change.ts';

/** From this many on a search of the index beats a look at each box. */
const INDEX_FROM = 2000;

/**
 * The visible boxes of an item as flat arrays, in z-order: what painting and picking run on. Never changed once it
 * is made, but for its index, which is built when first asked for.
 */
export interface BoxSet {
  /** Another one for every set. */
  readonly id: number;
  /** Where boxes only came on top of another set's: that one's id and how many it had. */
  readonly grownFrom: { readonly id: number; readonly count: number } | null;
  readonly count: number;
  readonly boxes: readonly BoxRegion[];
  /** x0, y0, x1, y1 of each. */
  readonly corners: Float64Array;
  readonly classIds: Uint8Array;
  /** The place of a region among `boxes`. */
  readonly placeOf: (id: RegionId) => number | undefined;
  /** Places of the boxes that touch a rectangle, in z-order. */
  readonly search: (rect: Rect) => readonly number[];
  /** The index, where one was built, and where every id was at one time: for the set that follows. */
  readonly kept: () => { readonly index: BoxIndex | null; readonly hints: Map<RegionId, number>; readonly all: readonly number[] };
}

let made = 0;

/** @param before the set of a list of which `regions` shares most: what did not change is taken over from it */
export function createBoxSet(regions: readonly Region[], before: BoxSet | null = null): BoxSet {
  const boxes = regions.filter((region): region is BoxRegion => region.kind === 'box' && !region.hidden);
  const change = before === null ? null : changeBetween(before.boxes, boxes);
  const id = (made += 1);
  const { corners, classIds } = before === null || change === null ? arraysOf(boxes) : changedArrays(before, boxes, change);
  const hints = before === null || change === null ? new Map<RegionId, number>() : before.kept().hints;
  for (let at = change?.start ?? 0; at < (change?.endAfter ?? boxes.length); at++) {
    const box = boxes[at];
    if (box !== undefined) hints.set(box.id, at);
  }
  const kept = before?.kept();
  let index = kept === undefined || kept.index === null || change === null ? null : indexAfter(kept.index, change);
  const all = kept?.all.length === boxes.length ? kept.all : boxes.map((_, at) => at);
  const isGrown = before !== null && change?.start === before.count;
  return {
    id,
    grownFrom: isGrown ? { id: before.id, count: before.count } : null,
    count: boxes.length,
    boxes,
    corners,
    classIds,
    placeOf: (wanted) => {
      // Where it once was may be where it is: sets that follow each other share one table.
      const hint = hints.get(wanted);
      if (hint !== undefined && boxes[hint]?.id === wanted) return hint;
      const at = boxes.findIndex((box) => box.id === wanted);
      return at === -1 ? undefined : at;
    },
    search: (rect) => {
      if (boxes.length < INDEX_FROM) return scan(corners, rect);
      const found = searchIndex(index, corners, rect);
      index = found.index;
      return found.places ?? all;
    },
    kept: () => ({ index, hints, all }),
  };
}

function arraysOf(boxes: readonly BoxRegion[]): Pick<BoxSet, 'corners' | 'classIds'> {
  const arrays = { corners: new Float64Array(boxes.length * 4), classIds: new Uint8Array(boxes.length) };
  fillIn(arrays, boxes, 0, boxes.length);
  return arrays;
}

function changedArrays(before: BoxSet, boxes: readonly BoxRegion[], { start, endBefore, endAfter }: { start: number; endBefore: number; endAfter: number }): Pick<BoxSet, 'corners' | 'classIds'> {
  const arrays = { corners: new Float64Array(boxes.length * 4), classIds: new Uint8Array(boxes.length) };
  arrays.corners.set(before.corners.subarray(0, start * 4));
  arrays.corners.set(before.corners.subarray(endBefore * 4), endAfter * 4);
  arrays.classIds.set(before.classIds.subarray(0, start));
  arrays.classIds.set(before.classIds.subarray(endBefore), endAfter);
  fillIn(arrays, boxes, start, endAfter);
  return arrays;
}

function fillIn({ corners, classIds }: Pick<BoxSet, 'corners' | 'classIds'>, boxes: readonly BoxRegion[], from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const box = boxes[at];
    if (box === undefined) continue;
    corners[at * 4] = box.x0;
    corners[at * 4 + 1] = box.y0;
    corners[at * 4 + 2] = box.x1;
    corners[at * 4 + 3] = box.y1;
    classIds[at] = box.classId;
  }
}

function scan(corners: Float64Array, rect: Rect): number[] {
  const found: number[] = [];
  for (let at = 0; at < corners.length; at += 4) {
    const isApart = (corners[at] ?? 0) > rect.x1 || (corners[at + 1] ?? 0) > rect.y1 || (corners[at + 2] ?? 0) < rect.x0 || (corners[at + 3] ?? 0) < rect.y0;
    if (!isApart) found.push(at / 4);
  }
  return found;
}

/**
 * Boxes to pick at a point, the best first: whose outline is near before whose inside is, then the smaller one,
 * so that what lies within another box can be reached; of equals the upper.
 */
export function boxesAt(set: BoxSet, point: Point, tolerance: number): readonly BoxRegion[] {
  const near = set.search({ x0: point.x - tolerance, y0: point.y - tolerance, x1: point.x + tolerance, y1: point.y + tolerance });
  return near
    .flatMap((at) => {
      const box = set.boxes[at];
      if (box === undefined) return [];
      const isOnOutline = distanceToOutline(box, point) <= tolerance;
      return isOnOutline || contains(box, point) ? [{ box, at, isOnOutline, area: (box.x1 - box.x0) * (box.y1 - box.y0) }] : [];
    })
    .sort((a, b) => Number(b.isOnOutline) - Number(a.isOnOutline) || a.area - b.area || b.at - a.at)
    .map(({ box }) => box);
}

/** Boxes that lie wholly in a rectangle. */
export function boxesIn(set: BoxSet, rect: Rect): readonly BoxRegion[] {
  return set.search(rect).flatMap((at) => {
    const box = set.boxes[at];
    return box !== undefined && box.x0 >= rect.x0 && box.y0 >= rect.y0 && box.x1 <= rect.x1 && box.y1 <= rect.y1 ? [box] : [];
  });
}
