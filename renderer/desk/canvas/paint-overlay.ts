import type { BoxRegion } from '../../../shared/labels/types.ts';
import type { Overlay } from '../surface.ts';
import type { Sketch } from '../tools/tool.ts';
import { chipFor } from './chips.ts';
import type { Point, Rect } from './geometry.ts';
import { lookFor } from './looks.ts';
import type { ClassLooks } from './looks.ts';
import { placeChip } from './paint-boxes.ts';
import { toScreen, visibleRect } from './viewport.ts';
import type { Viewport } from './viewport.ts';

const EDGE = 'rgba(12, 10, 8, 0.7)';
const LIGHT = 'rgba(255, 255, 255, 0.95)';

export interface OverlayScene {
  readonly viewport: Viewport;
  readonly pixelRatio: number;
  readonly looks: ClassLooks;
}

/** A rectangle on whole device pixels. */
export function deviceRect(rect: Rect, viewport: Viewport, pixelRatio: number): Rect {
  const from = toScreen(viewport, { x: rect.x0, y: rect.y0 });
  const to = toScreen(viewport, { x: rect.x1, y: rect.y1 });
  return { x0: Math.round(from.x * pixelRatio), y0: Math.round(from.y * pixelRatio), x1: Math.round(to.x * pixelRatio), y1: Math.round(to.y * pixelRatio) };
}

function outline(context: CanvasRenderingContext2D, rect: Rect, line: number, colour: string): void {
  context.lineWidth = line;
  context.strokeStyle = colour;
  context.strokeRect(rect.x0 + line / 2, rect.y0 + line / 2, Math.max(0, rect.x1 - rect.x0 - line), Math.max(0, rect.y1 - rect.y0 - line));
}

const grown = (rect: Rect, by: number): Rect => ({ x0: rect.x0 - by, y0: rect.y0 - by, x1: rect.x1 + by, y1: rect.y1 + by });

/** Regions of others, dashed in their own colour, with whose they are at the corner. */
export function paintOverlays(context: CanvasRenderingContext2D, overlays: readonly Overlay[], { viewport, pixelRatio, looks }: OverlayScene): void {
  const seen = visibleRect(viewport);
  context.save();
  for (const overlay of overlays) {
    for (const region of overlay.regions) {
      if (region.kind !== 'box' || region.x0 > seen.x1 || region.x1 < seen.x0 || region.y0 > seen.y1 || region.y1 < seen.y0) continue;
      const rect = deviceRect(region, viewport, pixelRatio);
      context.setLineDash([]);
      outline(context, rect, 3 * pixelRatio, EDGE);
      context.setLineDash([6 * pixelRatio, 4 * pixelRatio]);
      outline(context, rect, 2 * pixelRatio, overlay.colour);
      if ((region.x1 - region.x0) * viewport.scale < 30) continue;
      const look = { ...lookFor(looks, region.classId), colour: overlay.colour, ink: '#ffffff', name: `${overlay.name} · ${lookFor(looks, region.classId).name}` };
      const chip = chipFor(look, region.confidence, 'full', pixelRatio);
      context.drawImage(chip.canvas, rect.x0, Math.max(0, rect.y1));
    }
  }
  context.restore();
}

/** The selected boxes without handles: lighter inside, a wide double line, always with the name. */
export function paintSelected(context: CanvasRenderingContext2D, boxes: readonly BoxRegion[], { viewport, pixelRatio, looks }: OverlayScene): void {
  for (const box of boxes) {
    const rect = deviceRect(box, viewport, pixelRatio);
    const look = lookFor(looks, box.classId);
    context.fillStyle = 'rgba(255, 255, 255, 0.1)';
    context.fillRect(rect.x0, rect.y0, rect.x1 - rect.x0, rect.y1 - rect.y0);
    outline(context, grown(rect, 2 * pixelRatio), pixelRatio, EDGE);
    outline(context, grown(rect, pixelRatio), pixelRatio, LIGHT);
    outline(context, rect, 3 * pixelRatio, look.colour);
    const chip = chipFor(look, box.confidence, 'full', pixelRatio);
    const place = placeChip(box, viewport, pixelRatio, chip);
    const lift = place.y1 <= rect.y0 ? 3 * pixelRatio : 0;
    context.drawImage(chip.canvas, place.x0, Math.max(0, place.y0 - lift));
  }
}

export function paintHover(context: CanvasRenderingContext2D, box: BoxRegion, { viewport, pixelRatio }: OverlayScene): void {
  const rect = deviceRect(box, viewport, pixelRatio);
  context.fillStyle = 'rgba(255, 255, 255, 0.14)';
  context.fillRect(rect.x0, rect.y0, rect.x1 - rect.x0, rect.y1 - rect.y0);
  outline(context, grown(rect, pixelRatio), pixelRatio, LIGHT);
}

/** What a gesture draws: the box to be in its class's colour, a frame, points. */
export function paintSketch(context: CanvasRenderingContext2D, sketch: Sketch, classId: number, { viewport, pixelRatio, looks }: OverlayScene): void {
  const { colour } = lookFor(looks, classId);
  context.save();
  if (sketch.rect !== null) {
    const rect = deviceRect(sketch.rect, viewport, pixelRatio);
    const isFrame = sketch.kind === 'marquee';
    context.fillStyle = isFrame ? 'rgba(157, 178, 255, 0.18)' : 'rgba(255, 255, 255, 0.1)';
    context.fillRect(rect.x0, rect.y0, rect.x1 - rect.x0, rect.y1 - rect.y0);
    outline(context, grown(rect, pixelRatio), pixelRatio, EDGE);
    if (isFrame || sketch.kind === 'extremes') context.setLineDash([5 * pixelRatio, 3 * pixelRatio]);
    outline(context, rect, (isFrame ? 1 : 2) * pixelRatio, isFrame ? LIGHT : colour);
    context.setLineDash([]);
    if (!isFrame) paintSize(context, sketch.rect, rect, pixelRatio);
  }
  for (const point of sketch.points) paintPoint(context, toScreen(viewport, point), colour, pixelRatio);
  context.restore();
}

function paintPoint(context: CanvasRenderingContext2D, screen: Point, colour: string, pixelRatio: number): void {
  const side = 7 * pixelRatio;
  const x = Math.round(screen.x * pixelRatio - side / 2);
  const y = Math.round(screen.y * pixelRatio - side / 2);
  context.fillStyle = EDGE;
  context.fillRect(x - pixelRatio, y - pixelRatio, side + 2 * pixelRatio, side + 2 * pixelRatio);
  context.fillStyle = LIGHT;
  context.fillRect(x, y, side, side);
  context.fillStyle = colour;
  context.fillRect(x + 2 * pixelRatio, y + 2 * pixelRatio, side - 4 * pixelRatio, side - 4 * pixelRatio);
}

/** Width and height while a box is drawn, below its lower right corner. */
function paintSize(context: CanvasRenderingContext2D, rect: Rect, at: Rect, pixelRatio: number): void {
  const text = `${Math.round(rect.x1 - rect.x0)} × ${Math.round(rect.y1 - rect.y0)}`;
  context.font = `500 ${12 * pixelRatio}px ui-monospace, monospace`;
  context.textBaseline = 'top';
  const width = Math.ceil(context.measureText(text).width) + 8 * pixelRatio;
  const height = 18 * pixelRatio;
  const x = Math.min(at.x1 - width, context.canvas.width - width);
  const y = Math.min(at.y1 + 4 * pixelRatio, context.canvas.height - height);
  context.fillStyle = 'rgba(12, 10, 8, 0.82)';
  context.fillRect(x, y, width, height);
  context.fillStyle = '#ffffff';
  context.fillText(text, x + 4 * pixelRatio, y + 3 * pixelRatio);
}

/** Lines through the whole view, dark and light side by side, so that they show on every ground. */
export function paintCrosshair(context: CanvasRenderingContext2D, point: Point, { viewport, pixelRatio }: OverlayScene): void {
  const screen = toScreen(viewport, point);
  const x = Math.round(screen.x * pixelRatio);
  const y = Math.round(screen.y * pixelRatio);
  const { width, height } = context.canvas;
  const line = Math.max(1, Math.round(pixelRatio));
  context.fillStyle = 'rgba(12, 10, 8, 0.55)';
  context.fillRect(0, y, width, line);
  context.fillRect(x, 0, line, height);
  context.fillStyle = 'rgba(255, 255, 255, 0.75)';
  context.fillRect(0, y - line, width, line);
  context.fillRect(x - line, 0, line, height);
}
