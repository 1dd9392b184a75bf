import { clamp } from './geometry.ts';
import type { Point, Rect, Size } from './geometry.ts';

/** What part of the image is seen, and how large. */
export interface Viewport {
  /** Of the view, in CSS pixels. */
  readonly view: Size;
  readonly image: Size;
  /** CSS pixels an image pixel. */
  readonly scale: number;
  /** The image point in the middle of the view. */
  readonly centre: Point;
}

const MAX_SCALE = 64;
/** An image can be made this much smaller than it fits. */
const MIN_OF_FIT = 0.5;
const MARGIN_PX = 24;

function fitScale(view: Size, image: Size): number {
  const width = Math.max(1, view.widthPx - 2 * MARGIN_PX);
  const height = Math.max(1, view.heightPx - 2 * MARGIN_PX);
  return Math.min(width / image.widthPx, height / image.heightPx, MAX_SCALE);
}

const middle = (image: Size): Point => ({ x: image.widthPx / 2, y: image.heightPx / 2 });

/** The whole image, as large as it goes. */
export function fit(view: Size, image: Size): Viewport {
  return { view, image, scale: fitScale(view, image), centre: middle(image) };
}

export function isFit(viewport: Viewport): boolean {
  const whole = fit(viewport.view, viewport.image);
  return Math.abs(viewport.scale / whole.scale - 1) < 1e-6 && viewport.centre.x === whole.centre.x && viewport.centre.y === whole.centre.y;
}

/** Keeps the scale within its limits and some of the image in sight. */
function settle(viewport: Viewport): Viewport {
  const scale = clamp(viewport.scale, Math.min(1, fitScale(viewport.view, viewport.image)) * MIN_OF_FIT, MAX_SCALE);
  const centre = {
    x: clamp(viewport.centre.x, 0, viewport.image.widthPx),
    y: clamp(viewport.centre.y, 0, viewport.image.heightPx),
  };
  return { ...viewport, scale, centre };
}

export const toScreen = (viewport: Viewport, point: Point): Point => ({
  x: (point.x - viewport.centre.x) * viewport.scale + viewport.view.widthPx / 2,
  y: (point.y - viewport.centre.y) * viewport.scale + viewport.view.heightPx / 2,
});

export const toImage = (viewport: Viewport, screen: Point): Point => ({
  x: (screen.x - viewport.view.widthPx / 2) / viewport.scale + viewport.centre.x,
  y: (screen.y - viewport.view.heightPx / 2) / viewport.scale + viewport.centre.y,
});

/** Zooms so that what is under the screen point stays there. */
export function zoomAt(viewport: Viewport, screen: Point, factor: number): Viewport {
  return scaleAt(viewport, screen, viewport.scale * factor);
}

export function scaleAt(viewport: Viewport, screen: Point, scale: number): Viewport {
  const held = toImage(viewport, screen);
  const zoomed = settle({ ...viewport, scale });
  const dx = (screen.x - zoomed.view.widthPx / 2) / zoomed.scale;
  const dy = (screen.y - zoomed.view.heightPx / 2) / zoomed.scale;
  return settle({ ...zoomed, centre: { x: held.x - dx, y: held.y - dy } });
}

/** Moves the image under the view by CSS pixels. */
export function panBy(viewport: Viewport, dxPx: number, dyPx: number): Viewport {
  return settle({ ...viewport, centre: { x: viewport.centre.x - dxPx / viewport.scale, y: viewport.centre.y - dyPx / viewport.scale } });
}

export const centreOn = (viewport: Viewport, centre: Point): Viewport => settle({ ...viewport, centre });

/** Shows a rectangle with air around it. */
export function zoomTo(viewport: Viewport, rect: Rect): Viewport {
  const widthPx = Math.max(1, rect.x1 - rect.x0) * 1.6;
  const heightPx = Math.max(1, rect.y1 - rect.y0) * 1.6;
  const scale = Math.min(viewport.view.widthPx / widthPx, viewport.view.heightPx / heightPx, 16);
  return settle({ ...viewport, scale, centre: { x: (rect.x0 + rect.x1) / 2, y: (rect.y0 + rect.y1) / 2 } });
}

/** Moves as little as it takes to have the rectangle in sight; the scale stays. */
export function reveal(viewport: Viewport, rect: Rect): Viewport {
  const seen = visibleRect(viewport);
  const shift = (low: number, high: number, from: number, to: number): number => {
    if (low >= from && high <= to) return 0;
    if (high - low > to - from) return (low + high) / 2 - (from + to) / 2;
    return low < from ? low - from : high - to;
  };
  const dx = shift(rect.x0, rect.x1, seen.x0, seen.x1);
  const dy = shift(rect.y0, rect.y1, seen.y0, seen.y1);
  if (dx === 0 && dy === 0) return viewport;
  return settle({ ...viewport, centre: { x: viewport.centre.x + dx, y: viewport.centre.y + dy } });
}

/** Another image as the one before was seen: whole where that was seen whole, else with its scale, at the same part of it. */
export function keepView(before: Viewport, image: Size): Viewport {
  if (isFit(before)) return fit(before.view, image);
  const centre = { x: (before.centre.x / before.image.widthPx) * image.widthPx, y: (before.centre.y / before.image.heightPx) * image.heightPx };
  return settle({ ...before, image, centre });
}

/** The view in another size: a fitted image stays fitted, another keeps its middle and scale. */
export function resizeView(viewport: Viewport, view: Size): Viewport {
  if (isFit(viewport)) return fit(view, viewport.image);
  return settle({ ...viewport, view });
}

/** What is seen, in image pixels; reaches beyond the image where that is small. */
export function visibleRect(viewport: Viewport): Rect {
  const halfWidth = viewport.view.widthPx / 2 / viewport.scale;
  const halfHeight = viewport.view.heightPx / 2 / viewport.scale;
  return {
    x0: viewport.centre.x - halfWidth,
    y0: viewport.centre.y - halfHeight,
    x1: viewport.centre.x + halfWidth,
    y1: viewport.centre.y + halfHeight,
  };
}
