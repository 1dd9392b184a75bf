import type { BoxSet } from './box-set.ts';
import { lookFor } from './looks.ts';
import type { ClassLooks } from './looks.ts';
import type { Viewport } from './viewport.ts';

export interface CrowdScene {
  readonly set: BoxSet;
  readonly viewport: Viewport;
  readonly pixelRatio: number;
  readonly looks: ClassLooks;
}

/** Pixels that are written by hand and then copied to the layer in one go. */
interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
  /** The image's pixels, a word each: alpha, blue, green, red. */
  readonly words: Uint32Array;
}

let kept: Sheet | null = null;

function sheetOf(widthPx: number, heightPx: number): Sheet {
  if (kept?.image.width === widthPx && kept.image.height === heightPx) return kept;
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser has no 2D canvas');
  const image = context.createImageData(widthPx, heightPx);
  kept = { canvas, context, image, words: new Uint32Array(image.data.buffer) };
  return kept;
}

/**
 * Outlines of thousands of boxes, in z-order, on whole device pixels: what one strokeRect a box draws, for about a third
 * of its cost, since an upright line needs no path, no antialiasing and no state.
 * @param line width in device pixels
 */
export function paintCrowd(context: CanvasRenderingContext2D, { set, viewport, pixelRatio, looks }: CrowdScene, seen: readonly number[], line: number): void {
  const { width, height } = context.canvas;
  const sheet = sheetOf(width, height);
  sheet.words.fill(0);
  const { corners, classIds } = set;
  const zoom = viewport.scale * pixelRatio;
  const shiftX = (viewport.view.widthPx / 2) * pixelRatio - viewport.centre.x * zoom;
  const shiftY = (viewport.view.heightPx / 2) * pixelRatio - viewport.centre.y * zoom;
  const colours = new Map<number, number>();
  for (const at of seen) {
    const classId = classIds[at] ?? 0;
    let word = colours.get(classId);
    if (word === undefined) {
      word = wordOf(lookFor(looks, classId).colour);
      colours.set(classId, word);
    }
    const x0 = Math.round((corners[at * 4] ?? 0) * zoom + shiftX);
    const y0 = Math.round((corners[at * 4 + 1] ?? 0) * zoom + shiftY);
    const x1 = Math.max(x0 + 1, Math.round((corners[at * 4 + 2] ?? 0) * zoom + shiftX));
    const y1 = Math.max(y0 + 1, Math.round((corners[at * 4 + 3] ?? 0) * zoom + shiftY));
    outline(sheet.words, { width, height, word }, [x0, y0, x1, y1], line);
  }
  sheet.context.putImageData(sheet.image, 0, 0);
  context.drawImage(sheet.canvas, 0, 0);
}

/** Four bars, cut off at the sheet's edges; the right and lower ends are outside. */
function outline(words: Uint32Array, sheet: { width: number; height: number; word: number }, [x0, y0, x1, y1]: readonly [number, number, number, number], line: number): void {
  bar(words, sheet, x0, y0, x1, Math.min(y1, y0 + line));
  bar(words, sheet, x0, Math.max(y0, y1 - line), x1, y1);
  bar(words, sheet, x0, y0, Math.min(x1, x0 + line), y1);
  bar(words, sheet, Math.max(x0, x1 - line), y0, x1, y1);
}

function bar(words: Uint32Array, { width, height, word }: { width: number; height: number; word: number }, x0: number, y0: number, x1: number, y1: number): void {
  const left = Math.max(0, x0);
  const right = Math.min(width, x1);
  const end = Math.min(height, y1);
  for (let y = Math.max(0, y0); y < end; y++) {
    const row = y * width;
    for (let at = row + left; at < row + right; at++) words[at] = word;
  }
}

/** `#rrggbb` as the word of an opaque pixel on a little-endian machine, which all that Chromium runs on are. */
function wordOf(colour: string): number {
  const value = Number.parseInt(colour.slice(1, 7), 16);
  return (0xff000000 | ((value & 0xff) << 16) | (value & 0xff00) | ((value >> 16) & 0xff)) >>> 0;
}
