import { levelIndexFor } from '../media/pyramid-plan.ts';
import type { ImagePyramid } from '../media/pyramid.ts';
import { toScreen, visibleRect } from './viewport.ts';
import type { Viewport } from './viewport.ts';

/** From this many device pixels an image pixel on, pixels are shown as squares. */
export const CRISP_FROM = 2;

/** Draws the part of the image that is seen. The context's unit is the device pixel. */
export function paintImage(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, pyramid: ImagePyramid, viewport: Viewport, pixelRatio: number): void {
  const zoom = viewport.scale * pixelRatio;
  const level = pyramid.levels[levelIndexFor(pyramid.levels.map(({ scale }) => scale), zoom)];
  if (level === undefined) return;
  const seen = visibleRect(viewport);
  context.imageSmoothingEnabled = zoom < CRISP_FROM;
  // The level is at most twice as fine as the screen, so the quick filter is the good one.
  context.imageSmoothingQuality = 'low';
  const detail = zoom > level.scale ? (pyramid.detail?.tilesIn(seen) ?? []) : [];
  for (const tile of [...level.tiles, ...detail]) {
    if (tile.x0 > seen.x1 || tile.x1 < seen.x0 || tile.y0 > seen.y1 || tile.y1 < seen.y0) continue;
    const from = toScreen(viewport, { x: tile.x0, y: tile.y0 });
    const to = toScreen(viewport, { x: tile.x1, y: tile.y1 });
    const x = Math.round(from.x * pixelRatio);
    const y = Math.round(from.y * pixelRatio);
    // Rounded on both sides, so that neighbouring tiles meet without a seam.
    context.drawImage(tile.bitmap, x, y, Math.round(to.x * pixelRatio) - x, Math.round(to.y * pixelRatio) - y);
  }
}
