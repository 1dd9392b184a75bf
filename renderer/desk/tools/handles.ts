import { clamp, MIN_SIDE_PX } from '../canvas/geometry.ts';
import type { Point, Rect, Size } from '../canvas/geometry.ts';

/** By compass: which edges a handle moves. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof handles)[number];

export function handlePoint(rect: Rect, handle: Handle): Point {
  const x = handle.includes('w') ? rect.x0 : handle.includes('e') ? rect.x1 : (rect.x0 + rect.x1) / 2;
  const y = handle.startsWith('n') ? rect.y0 : handle.startsWith('s') ? rect.y1 : (rect.y0 + rect.y1) / 2;
  return { x, y };
}

/**
 * The handle under a point: the nearest within the tolerance, corners before edges. Edges can be taken anywhere
 * along their length. A box too small to hold them apart keeps its inside for moving.
 */
export function handleAt(rect: Rect, point: Point, tolerance: number): Handle | null {
  const inX = clamp(tolerance, 0, (rect.x1 - rect.x0) / 4);
  const inY = clamp(tolerance, 0, (rect.y1 - rect.y0) / 4);
  const isWest = point.x >= rect.x0 - tolerance && point.x <= rect.x0 + inX;
  const isEast = point.x >= rect.x1 - inX && point.x <= rect.x1 + tolerance;
  const isNorth = point.y >= rect.y0 - tolerance && point.y <= rect.y0 + inY;
  const isSouth = point.y >= rect.y1 - inY && point.y <= rect.y1 + tolerance;
  const isAcrossX = point.x >= rect.x0 - tolerance && point.x <= rect.x1 + tolerance;
  const isAcrossY = point.y >= rect.y0 - tolerance && point.y <= rect.y1 + tolerance;
  if (isNorth && isWest) return 'nw';
  if (isNorth && isEast) return 'ne';
  if (isSouth && isWest) return 'sw';
  if (isSouth && isEast) return 'se';
  if (isNorth && isAcrossX) return 'n';
  if (isSouth && isAcrossX) return 's';
  if (isWest && isAcrossY) return 'w';
  if (isEast && isAcrossY) return 'e';
  return null;
}

/**
 * The rectangle after its handle was taken by (dx, dy): edges stop at the image, and turn over
 * where one is pulled past the other.
 */
export function resizeBy(rect: Rect, handle: Handle, dx: number, dy: number, image: Size): Rect {
  const [x0, x1] = side(rect.x0, rect.x1, handle.includes('w'), handle.includes('e'), dx, image.widthPx);
  const [y0, y1] = side(rect.y0, rect.y1, handle.startsWith('n'), handle.startsWith('s'), dy, image.heightPx);
  return { x0, y0, x1, y1 };
}

function side(low: number, high: number, isLow: boolean, isHigh: boolean, by: number, limit: number): [number, number] {
  if (!isLow && !isHigh) return [low, high];
  const held = isLow ? high : low;
  const moved = clamp(Math.round((isLow ? low : high) + by), 0, limit);
  if (Math.abs(moved - held) >= MIN_SIDE_PX) return moved < held ? [moved, held] : [held, moved];
  // Too thin: keep the smallest side, on the side where it fits.
  const isBefore = isLow ? held - MIN_SIDE_PX >= 0 : held + MIN_SIDE_PX > limit;
  return isBefore ? [held - MIN_SIDE_PX, held] : [held, held + MIN_SIDE_PX];
}
