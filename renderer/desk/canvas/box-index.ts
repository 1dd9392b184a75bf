import Flatbush from 'flatbush';
import type { Rect } from './geometry.ts';
import type { ListChange } from './list-change.ts';

/** With more boxes beside it the tree is built anew: each of them is looked at in every search. */
const LOOSE_MOST = 256;

/**
 * A spatial index of boxes that are known by their places in a list. The tree is packed and cannot change, and takes
 * some eight milliseconds for ten thousand boxes: what an edit touched stands beside it.
 */
export interface BoxIndex {
  readonly tree: Flatbush;
  /** The place of each box of the tree now; -1: it is gone, or among the loose. */
  readonly places: Int32Array;
  /** Places of boxes that the tree does not have. */
  readonly loose: readonly number[];
}

function build(corners: Float64Array): BoxIndex {
  const count = corners.length / 4;
  const tree = new Flatbush(count);
  for (let at = 0; at < corners.length; at += 4) tree.add(corners[at] ?? 0, corners[at + 1] ?? 0, corners[at + 2] ?? 0, corners[at + 3] ?? 0);
  tree.finish();
  return { tree, places: Int32Array.from({ length: count }, (_, at) => at), loose: [] };
}

/** The index of the list after a change; null where it is better built anew. */
export function indexAfter({ tree, places, loose }: BoxIndex, { start, endBefore, endAfter }: ListChange): BoxIndex | null {
  const shift = endAfter - endBefore;
  const left = loose.flatMap((at) => (at < start ? [at] : at >= endBefore ? [at + shift] : []));
  if (left.length + endAfter - start > LOOSE_MOST) return null;
  for (let at = start; at < endAfter; at++) left.push(at);
  if (shift === 0 && start === endBefore) return { tree, places, loose: left };
  const next = places.map((at) => (at < start ? at : at >= endBefore ? at + shift : -1));
  return { tree, places: next, loose: left };
}

/** Places of the boxes that touch the rectangle, ascending; null where that is all of them. */
export function searchIndex(known: BoxIndex | null, corners: Float64Array, rect: Rect): { readonly index: BoxIndex; readonly places: readonly number[] | null } {
  const index = known ?? build(corners);
  const { tree, places, loose } = index;
  const touches = (at: number): boolean =>
    (corners[at * 4] ?? 0) <= rect.x1 && (corners[at * 4 + 1] ?? 0) <= rect.y1 && (corners[at * 4 + 2] ?? 0) >= rect.x0 && (corners[at * 4 + 3] ?? 0) >= rect.y0;
  const isAllOfTree = rect.x0 <= tree.minX && rect.y0 <= tree.minY && rect.x1 >= tree.maxX && rect.y1 >= tree.maxY;
  if (isAllOfTree && loose.every(touches)) return { index, places: null };
  const found = tree.search(rect.x0, rect.y0, rect.x1, rect.y1).flatMap((slot) => {
    const at = places[slot] ?? -1;
    return at === -1 ? [] : [at];
  });
  return { index, places: [...found, ...loose.filter(touches)].sort((a, b) => a - b) };
}
