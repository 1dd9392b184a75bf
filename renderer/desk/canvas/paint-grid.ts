import { toScreen, visibleRect } from './viewport.ts';
import type { Viewport } from './viewport.ts';

/** Lines nearer to each other than this many CSS pixels would be a veil: only every second, fourth, ... is drawn. */
const NEAREST_PX = 8;

/** How many grid steps lie between two lines that are drawn. */
export function gridStride(gridPx: number, scale: number): number {
  let stride = 1;
  while (gridPx * stride * scale < NEAREST_PX) stride *= 2;
  return stride;
}

/** Lines every `gridPx` image pixels from the image's corner, dark beside light. The context's unit is the device pixel. */
export function paintGrid(context: CanvasRenderingContext2D, gridPx: number, viewport: Viewport, pixelRatio: number): void {
  const { widthPx, heightPx } = viewport.image;
  const step = gridPx * gridStride(gridPx, viewport.scale);
  const seen = visibleRect(viewport);
  const low = { x: Math.max(0, seen.x0), y: Math.max(0, seen.y0) };
  const high = { x: Math.min(widthPx, seen.x1), y: Math.min(heightPx, seen.y1) };
  const from = toScreen(viewport, low);
  const to = toScreen(viewport, high);
  const line = Math.max(1, Math.round(pixelRatio));
  const bar = (colour: string, shift: number): void => {
    context.fillStyle = colour;
    for (let x = Math.ceil(low.x / step) * step; x <= high.x; x += step) {
      const at = Math.round(toScreen(viewport, { x, y: 0 }).x * pixelRatio) + shift;
      context.fillRect(at, from.y * pixelRatio, line, (to.y - from.y) * pixelRatio);
    }
    for (let y = Math.ceil(low.y / step) * step; y <= high.y; y += step) {
      const at = Math.round(toScreen(viewport, { x: 0, y }).y * pixelRatio) + shift;
      context.fillRect(from.x * pixelRatio, at, (to.x - from.x) * pixelRatio, line);
    }
  };
  bar('rgba(12, 10, 8, 0.4)', 0);
  bar('rgba(255, 255, 255, 0.45)', -line);
}
