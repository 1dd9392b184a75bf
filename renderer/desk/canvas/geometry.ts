export interface Point {
  readonly x: number;
  readonly y: number;
}

/** x0 < x1 and y0 < y1, unless it says it is of two corners in any order. */
export interface Rect {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** No box is smaller, in image pixels. */
export const MIN_SIDE_PX = 1;

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const clampPoint = (point: Point, size: Size): Point => ({ x: clamp(point.x, 0, size.widthPx), y: clamp(point.y, 0, size.heightPx) });

export const roundPoint = (point: Point): Point => ({ x: Math.round(point.x), y: Math.round(point.y) });

export const rectOf = (a: Point, b: Point): Rect => ({
  x0: Math.min(a.x, b.x),
  y0: Math.min(a.y, b.y),
  x1: Math.max(a.x, b.x),
  y1: Math.max(a.y, b.y),
});

/** The smallest rectangle around all of them; null for none. */
export function boundsOf(rects: readonly Rect[]): Rect | null {
  const [first, ...rest] = rects;
  if (first === undefined) return null;
  return rest.reduce<Rect>(
    (all, rect) => ({ x0: Math.min(all.x0, rect.x0), y0: Math.min(all.y0, rect.y0), x1: Math.max(all.x1, rect.x1), y1: Math.max(all.y1, rect.y1) }),
    first,
  );
}

/**
 * A rectangle brought into the image and to the smallest side, by its edges: the part that sticks out is cut off.
 */
export function clampRect(rect: Rect, size: Size): Rect {
  const [x0, x1] = clampSide(rect.x0, rect.x1, size.widthPx);
  const [y0, y1] = clampSide(rect.y0, rect.y1, size.heightPx);
  return { x0, y0, x1, y1 };
}

function clampSide(low: number, high: number, limit: number): [number, number] {
  const from = clamp(low, 0, Math.max(0, limit - MIN_SIDE_PX));
  return [from, clamp(high, Math.min(limit, from + MIN_SIDE_PX), limit)];
}

/** A rectangle moved, as far as the image lets it: its size stays. */
export function moveRect(rect: Rect, dx: number, dy: number, size: Size): Rect {
  const moveX = clamp(dx, -rect.x0, size.widthPx - rect.x1);
  const moveY = clamp(dy, -rect.y0, size.heightPx - rect.y1);
  return { x0: rect.x0 + moveX, y0: rect.y0 + moveY, x1: rect.x1 + moveX, y1: rect.y1 + moveY };
}

export const isSameRect = (a: Rect, b: Rect): boolean => a.x0 === b.x0 && a.y0 === b.y0 && a.x1 === b.x1 && a.y1 === b.y1;

export const contains = (rect: Rect, point: Point): boolean => point.x >= rect.x0 && point.x <= rect.x1 && point.y >= rect.y0 && point.y <= rect.y1;

/** How far a point is from a rectangle's outline, measured in each axis. */
export function distanceToOutline(rect: Rect, point: Point): number {
  const outsideX = Math.max(rect.x0 - point.x, point.x - rect.x1, 0);
  const outsideY = Math.max(rect.y0 - point.y, point.y - rect.y1, 0);
  if (outsideX > 0 || outsideY > 0) return Math.max(outsideX, outsideY);
  return Math.min(point.x - rect.x0, rect.x1 - point.x, point.y - rect.y0, rect.y1 - point.y);
}
