import Flatbush from 'flatbush';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { BoxRegion, Region } from '../../../shared/labels/types.ts';
import { contains, distanceToOutline } from './geometry.ts';
import type { Point, Rect } from './geometry.ts';

/** From this many on a search of the index beats a look at each box. */
const INDEX_FROM = 2000;

/**
 * The visible boxes of an item as flat arrays, in z-order: what painting and picking run on. Never changed once it
 * is made, but for its index, which is built when first asked for.
 */
export interface BoxSet {
  readonly count: number;
  readonly boxes: readonly BoxRegion[];
  /** x0, y0, x1, y1 of each. */
  readonly corners: Float64Array;
  readonly classIds: Uint8Array;
  readonly byId: ReadonlyMap<RegionId, number>;
  /** Places of the boxes that touch a rectangle, in z-order. */
  readonly search: (rect: Rect) => readonly number[];
}

export function createBoxSet(regions: readonly Region[]): BoxSet {
  const boxes = regions.filter((region): region is BoxRegion => region.kind === 'box' && !region.hidden);
  const corners = new Float64Array(boxes.length * 4);
  const classIds = new Uint8Array(boxes.length);
  const byId = new Map<RegionId, number>();
  boxes.forEach((box, at) => {
    corners.set([box.x0, box.y0, box.x1, box.y1], at * 4);
    classIds[at] = box.classId;
    byId.set(box.id, at);
  });
  let index: Flatbush | null = null;
  const all = boxes.map((_, at) => at);
  return {
    count: boxes.length,
    boxes,
    corners,
    classIds,
    byId,
    search: (rect) => {
      if (boxes.length < INDEX_FROM) return scan(corners, rect);
      index ??= build(corners);
      if (rect.x0 <= index.minX && rect.y0 <= index.minY && rect.x1 >= index.maxX && rect.y1 >= index.maxY) return all;
      return index.search(rect.x0, rect.y0, rect.x1, rect.y1).sort((a, b) => a - b);
    },
  };
}

function build(corners: Float64Array): Flatbush {
  const index = new Flatbush(corners.length / 4);
  for (let at = 0; at < corners.length; at += 4) index.add(corners[at] ?? 0, corners[at + 1] ?? 0, corners[at + 2] ?? 0, corners[at + 3] ?? 0);
  index.finish();
  return index;
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
