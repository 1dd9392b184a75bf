import type { BoxSet } from './box-set.ts';
import { chipFor } from './chips.ts';
import type { Rect } from './geometry.ts';
import { paintCrowd } from './paint-crowd.ts';
import { lookFor } from './looks.ts';
import type { ClassLooks } from './looks.ts';
import { visibleRect } from './viewport.ts';
import type { Viewport } from './viewport.ts';

export interface BoxScene {
  readonly set: BoxSet;
  readonly viewport: Viewport;
  readonly pixelRatio: number;
  readonly looks: ClassLooks;
  /** Places of the boxes that another layer draws. */
  readonly without: ReadonlySet<number>;
  readonly hasNames: boolean;
}

/** Beyond it boxes get one line without a dark edge, and no names: nobody could read them. */
const PLAIN_FROM = 500;
/** From here on writing pixels by hand is faster than asking the canvas, though the whole view is copied for it. */
const CROWD_FROM = 3000;
/** A name needs a box this wide, in CSS pixels; a sign half of it. */
const NAME_FROM_PX = 44;
const SIGN_FROM_PX = 14;
const LINE_PX = 2;
const EDGE = 'rgba(12, 10, 8, 0.6)';

/** True where so many boxes are seen that they get thin lines and no names. */
export function isCrowd(set: BoxSet, viewport: Viewport): boolean {
  return set.count > PLAIN_FROM && set.search(visibleRect(viewport)).length > PLAIN_FROM;
}

/** Draws all idle boxes that are seen. The context's unit is the device pixel. */
export function paintBoxes(context: CanvasRenderingContext2D, scene: BoxScene): void {
  const seen = seenBoxes(scene);
  if (seen.length > PLAIN_FROM) {
    if (seen.length >= CROWD_FROM) paintCrowd(context, scene, seen, thinLine(scene));
    else paintOutlines(context, scene, seen, { grow: 0, line: thinLine(scene), colour: null });
    return;
  }
  const line = Math.max(1, Math.round(LINE_PX * scene.pixelRatio));
  paintOutlines(context, scene, seen, { grow: Math.max(1, Math.round(scene.pixelRatio)), line: line + 2 * Math.max(1, Math.round(scene.pixelRatio)), colour: EDGE });
  paintOutlines(context, scene, seen, { grow: 0, line, colour: null });
  if (scene.hasNames) paintNames(context, scene, seen);
}

/** Boxes that came on top of a crowd, the others being painted already; `from` is the place of the first. */
export function paintMore(context: CanvasRenderingContext2D, scene: BoxScene, from: number): void {
  const added = Array.from({ length: scene.set.count - from }, (_, at) => from + at);
  paintOutlines(context, scene, added, { grow: 0, line: thinLine(scene), colour: null });
}

const thinLine = ({ pixelRatio }: BoxScene): number => Math.max(1, Math.round((LINE_PX / 2) * pixelRatio));

function seenBoxes({ set, viewport, without }: BoxScene): readonly number[] {
  const seen = set.search(visibleRect(viewport));
  return without.size === 0 ? seen : seen.filter((at) => !without.has(at));
}

/**
 * Outlines on whole device pixels, one strokeRect a box: crisp at any zoom, and the fastest way without a graphics
 * card (four filled bars cost twice as much, one path of all boxes three times).
 */
function paintOutlines(
  context: CanvasRenderingContext2D,
  { set, viewport, pixelRatio, looks }: BoxScene,
  seen: readonly number[],
  { grow, line, colour }: { grow: number; line: number; colour: string | null },
): void {
  const { corners, classIds } = set;
  const zoom = viewport.scale * pixelRatio;
  const inset = line / 2 - grow;
  const shiftX = (viewport.view.widthPx / 2) * pixelRatio - viewport.centre.x * zoom;
  const shiftY = (viewport.view.heightPx / 2) * pixelRatio - viewport.centre.y * zoom;
  // An edge far outside the view is brought nearer, or its place overflows what the canvas draws exactly.
  const far = 4 * Math.max(viewport.view.widthPx, viewport.view.heightPx) * pixelRatio;
  let classId = -1;
  context.lineWidth = line;
  if (colour !== null) context.strokeStyle = colour;
  for (const at of seen) {
    if (colour === null && classIds[at] !== classId) {
      classId = classIds[at] ?? 0;
      context.strokeStyle = lookFor(looks, classId).colour;
    }
    const x0 = Math.max(-far, Math.round((corners[at * 4] ?? 0) * zoom + shiftX)) + inset;
    const y0 = Math.max(-far, Math.round((corners[at * 4 + 1] ?? 0) * zoom + shiftY)) + inset;
    const x1 = Math.min(far, Math.round((corners[at * 4 + 2] ?? 0) * zoom + shiftX)) - inset;
    const y1 = Math.min(far, Math.round((corners[at * 4 + 3] ?? 0) * zoom + shiftY)) - inset;
    context.strokeRect(x0, y0, Math.max(0, x1 - x0), Math.max(0, y1 - y0));
  }
}

/** Names above their boxes, the upper boxes first; one that would lie on another is left out. */
function paintNames(context: CanvasRenderingContext2D, { set, viewport, pixelRatio, looks }: BoxScene, seen: readonly number[]): void {
  const taken: Rect[] = [];
  for (const at of [...seen].reverse()) {
    const box = set.boxes[at];
    if (box === undefined) continue;
    const widthPx = (box.x1 - box.x0) * viewport.scale;
    if (widthPx < SIGN_FROM_PX) continue;
    const chip = chipFor(lookFor(looks, box.classId), box.confidence, widthPx < NAME_FROM_PX ? 'sign' : 'full', pixelRatio);
    const place = placeChip(box, viewport, pixelRatio, chip);
    if (taken.some((other) => overlaps(other, place))) continue;
    taken.push(place);
    context.drawImage(chip.canvas, place.x0, place.y0);
  }
}

/** On top of the box's upper edge; kept in sight where the view cuts the box. In device pixels. */
export function placeChip(box: Rect, viewport: Viewport, pixelRatio: number, chip: { widthPx: number; heightPx: number }): Rect {
  const zoom = viewport.scale * pixelRatio;
  const left = Math.round((box.x0 - viewport.centre.x) * zoom + (viewport.view.widthPx / 2) * pixelRatio);
  const top = Math.round((box.y0 - viewport.centre.y) * zoom + (viewport.view.heightPx / 2) * pixelRatio);
  const right = Math.round((box.x1 - viewport.centre.x) * zoom + (viewport.view.widthPx / 2) * pixelRatio);
  const x0 = Math.max(left, Math.min(0, right - chip.widthPx));
  const y0 = top - chip.heightPx >= 0 ? top - chip.heightPx : Math.max(top, 0);
  return { x0, y0, x1: x0 + chip.widthPx, y1: y0 + chip.heightPx };
}

const overlaps = (a: Rect, b: Rect): boolean => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;
