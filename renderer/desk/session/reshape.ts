import { removeRegions } from '../../../shared/labels/command-makers.ts';
import type { LabelCommand, RegionPatch } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { BoxRegion, ItemLabels } from '../../../shared/labels/types.ts';
import { boundsOf, MIN_SIDE_PX } from '../canvas/geometry.ts';
import type { Point } from '../canvas/geometry.ts';
import { changedOrigin } from '../tools/box-edit.ts';

/** What a change of several boxes at once needs to be done, and what is selected after it. */
export interface Reshaped {
  readonly commands: readonly LabelCommand[];
  readonly ids: readonly RegionId[];
}

const nothing: Reshaped = { commands: [], ids: [] };

/** What can be seen and changed. */
function freeBoxes(labels: ItemLabels, ids: readonly RegionId[]): readonly BoxRegion[] {
  return ids.flatMap((id) => {
    const region = labels.regions.find((each) => each.id === id);
    return region?.kind === 'box' && !region.locked && !region.hidden ? [region] : [];
  });
}

/**
 * Several boxes as one around them all. The one selected first lends its class, attributes and place; a flag that any
 * of them has stays, and the least certain one's confidence. Locked and hidden boxes are left alone.
 */
export function mergeBoxes(labels: ItemLabels, ids: readonly RegionId[]): Reshaped {
  const boxes = freeBoxes(labels, ids);
  const [kept, ...others] = boxes;
  const bounds = boundsOf(boxes);
  if (kept === undefined || bounds === null || others.length === 0) return nothing;
  const has = (flag: 'occluded' | 'truncated' | 'difficult' | 'crowd'): boolean => boxes.some((box) => box[flag]);
  const patch: RegionPatch = {
    x0: bounds.x0,
    y0: bounds.y0,
    x1: bounds.x1,
    y1: bounds.y1,
    occluded: has('occluded'),
    truncated: has('truncated'),
    difficult: has('difficult'),
    crowd: has('crowd'),
    confidence: Math.min(...boxes.map((box) => box.confidence)),
    origin: changedOrigin(kept.origin),
  };
  return { commands: [{ type: 'update', patches: [{ id: kept.id, patch }] }, removeRegions(others.map((box) => box.id))], ids: [kept.id] };
}

/** Whether the two parts lie beside each other or one above the other. */
export type SplitWay = 'beside' | 'stacked';

/**
 * Each box in two: cut where the point is, if it is inside, else in the middle. The second part lies right above the
 * first in the z-order. A box that is too thin to be cut is left alone.
 */
export function splitBoxes(labels: ItemLabels, ids: readonly RegionId[], options: { way: SplitWay; at: Point | null; newId: () => RegionId }): Reshaped {
  const parts = new Map(
    freeBoxes(labels, ids).flatMap((box) => {
      const cut = cutOf(box, options.way, options.at);
      return cut === null ? [] : [[box.id, { cut, id: options.newId() }] as const];
    }),
  );
  if (parts.size === 0) return nothing;
  const patches: { id: RegionId; patch: RegionPatch }[] = [];
  const inserted: { index: number; region: BoxRegion }[] = [];
  labels.regions.forEach((region, index) => {
    const part = parts.get(region.id);
    if (part === undefined || region.kind !== 'box') return;
    const origin = changedOrigin(region.origin);
    const isBeside = options.way === 'beside';
    patches.push({ id: region.id, patch: { ...(isBeside ? { x1: part.cut } : { y1: part.cut }), origin } });
    const second: BoxRegion = { ...region, ...(isBeside ? { x0: part.cut } : { y0: part.cut }), id: part.id, origin };
    inserted.push({ index: index + inserted.length + 1, region: second });
  });
  return {
    commands: [{ type: 'update', patches }, { type: 'insert', regions: inserted, relations: [] }],
    ids: inserted.flatMap(({ region }, at) => [patches[at]?.id ?? region.id, region.id]),
  };
}

function cutOf(box: BoxRegion, way: SplitWay, at: Point | null): number | null {
  const [low, high, wanted] = way === 'beside' ? [box.x0, box.x1, at?.x] : [box.y0, box.y1, at?.y];
  if (high - low < 2 * MIN_SIDE_PX) return null;
  const isInside = at !== null && at.x > box.x0 && at.x < box.x1 && at.y > box.y0 && at.y < box.y1;
  const cut = Math.round(isInside && wanted !== undefined ? wanted : (low + high) / 2);
  return Math.min(Math.max(cut, low + MIN_SIDE_PX), high - MIN_SIDE_PX);
}
