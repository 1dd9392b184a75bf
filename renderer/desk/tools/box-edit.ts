import { addRegion } from '../../../shared/labels/command-makers.ts';
import type { LabelCommand, RegionPatch } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import { makeBox } from '../../../shared/labels/make.ts';
import type { BoxRegion, Origin } from '../../../shared/labels/types.ts';
import { boundsOf, clamp, clampRect, isSameRect, moveRect, MIN_SIDE_PX } from '../canvas/geometry.ts';
import type { Rect, Size } from '../canvas/geometry.ts';
import type { ToolEffect, ToolScene } from './tool.ts';

/** A suggestion that was taken over and then changed says so. */
export const changedOrigin = (origin: Origin): Origin => (origin === 'prediction' ? 'prediction-changed' : origin);

/** Puts boxes where `place` says; null where nothing changes. Locked boxes stay. */
export function placeBoxes(boxes: readonly BoxRegion[], place: (box: BoxRegion) => Rect): LabelCommand | null {
  const patches = boxes.flatMap((box): { id: RegionId; patch: RegionPatch }[] => {
    if (box.locked) return [];
    const { x0, y0, x1, y1 } = place(box);
    if (isSameRect(box, { x0, y0, x1, y1 })) return [];
    return [{ id: box.id, patch: { x0, y0, x1, y1, origin: changedOrigin(box.origin) } }];
  });
  return patches.length === 0 ? null : { type: 'update', patches };
}

/** Moves boxes together: the first to reach the image's edge stops them all. */
export function moveBoxes(boxes: readonly BoxRegion[], dx: number, dy: number, image: Size): LabelCommand | null {
  const free = boxes.filter((box) => !box.locked);
  const bounds = boundsOf(free);
  if (bounds === null) return null;
  const moved = moveRect(bounds, dx, dy, image);
  const x = moved.x0 - bounds.x0;
  const y = moved.y0 - bounds.y0;
  return placeBoxes(free, (box) => ({ x0: box.x0 + x, y0: box.y0 + y, x1: box.x1 + x, y1: box.y1 + y }));
}

export type Side = 'left' | 'right' | 'up' | 'down';

/** Moves one edge of each box outwards (or inwards by a negative amount), within the image and the smallest side. */
export function growBoxes(boxes: readonly BoxRegion[], side: Side, byPx: number, image: Size): LabelCommand | null {
  return placeBoxes(boxes, (box) => {
    switch (side) {
      case 'left':
        return { ...box, x0: clamp(box.x0 - byPx, 0, box.x1 - MIN_SIDE_PX) };
      case 'right':
        return { ...box, x1: clamp(box.x1 + byPx, box.x0 + MIN_SIDE_PX, image.widthPx) };
      case 'up':
        return { ...box, y0: clamp(box.y0 - byPx, 0, box.y1 - MIN_SIDE_PX) };
      case 'down':
        return { ...box, y1: clamp(box.y1 + byPx, box.y0 + MIN_SIDE_PX, image.heightPx) };
    }
  });
}

/** The effect of a box drawn: brought into the image, in whole pixels, and selected. */
export function drawn(scene: ToolScene, rect: Rect): ToolEffect {
  const start = scene.newRegion();
  const whole = { x0: Math.round(rect.x0), y0: Math.round(rect.y0), x1: Math.round(rect.x1), y1: Math.round(rect.y1) };
  const box = makeBox(start, clampRect(whole, scene.image));
  return { type: 'apply', name: 'desk:mark.drawBox', commands: [addRegion(scene.labels, box)], select: [box.id] };
}
