import type { BoxRegion } from '../../../shared/labels/types.ts';
import { fit, panBy, zoomAt } from '../../../renderer/desk/canvas/viewport.ts';
import type { Viewport } from '../../../renderer/desk/canvas/viewport.ts';
import { BENCH_SIZE, benchRegions } from '../desk/world.ts';

/** What is measured of a way to show an image with boxes. */
export type Work = 'pan' | 'drag' | 'select' | 'create';

/** One way to show an image with boxes. All have a picture of the same size at the same place, and take turns. */
export interface Contender {
  /** Shown in its turn, out of the layout in the others'. */
  readonly holder: HTMLElement;
  readonly begin: (work: Work) => void | Promise<void>;
  /** One frame of panning or dragging; one whole selection or creation. What it shows is painted with the next frame. */
  readonly step: (work: Work, frame: number) => void;
  readonly end: (work: Work) => void;
}

/** What every contender is made for. */
export interface Scene {
  readonly count: number;
  /** Where the desk has its picture, in CSS pixels of the page. */
  readonly place: DOMRect;
  readonly image: Blob;
  readonly boxes: readonly BoxRegion[];
}

export function sceneOf(count: number, place: DOMRect, image: Blob): Scene {
  return { count, place, image, boxes: boxesOf(count) };
}

export const boxesOf = (count: number): readonly BoxRegion[] => benchRegions(count).filter((region) => region.kind === 'box');

export const ZOOM = 1.01;
export const ZOOM_AT = { x: 400, y: 300 } as const;
/** How far the picture goes from a frame to the next, in CSS pixels: never far, so that all stays in sight. */
export const panOf = (frame: number): { dx: number; dy: number } => ({ dx: frame % 2 === 0 ? 3 : -3, dy: frame % 4 < 2 ? 2 : -2 });
export const isZoomIn = (frame: number): boolean => frame % 2 === 0;
/** How far a dragged box is from its place, in image pixels. */
export const dragOf = (frame: number): number => 12 + 4 * (frame % 10);

export const startView = (place: DOMRect): Viewport => fit({ widthPx: place.width, heightPx: place.height }, BENCH_SIZE);

export function nextView(viewport: Viewport, frame: number): Viewport {
  const { dx, dy } = panOf(frame);
  return zoomAt(panBy(viewport, dx, dy), ZOOM_AT, isZoomIn(frame) ? ZOOM : 1 / ZOOM);
}

/** Left and top of the image in the view, and its scale, in CSS pixels. */
export function frameOf({ scale, centre, view }: Viewport): { x: number; y: number; scale: number } {
  return { x: view.widthPx / 2 - centre.x * scale, y: view.heightPx / 2 - centre.y * scale, scale };
}

/** The box that a selection or a creation is about. */
export function boxOfTurn(boxes: readonly BoxRegion[], turn: number): BoxRegion {
  const box = boxes[(turn * 37) % boxes.length];
  if (box === undefined) throw new Error('no boxes');
  return box;
}

/** The box that is dragged lies on top, so that a press hits it. */
export const topBox = (boxes: readonly BoxRegion[]): BoxRegion => boxOfTurn(boxes.slice(-1), 0);

let made = 0;
export function newBox(turn: number): BoxRegion {
  const x0 = 100 + (turn * 173) % 3700;
  const y0 = 100 + (turn * 131) % 2700;
  return { ...topBox(boxesOf(1)), id: `new-${(made += 1)}` as BoxRegion['id'], x0, y0, x1: x0 + 90, y1: y0 + 60 };
}

/** An empty element where the desk has its picture. */
export function placedHolder(place: DOMRect): HTMLDivElement {
  const holder = document.createElement('div');
  Object.assign(holder.style, { position: 'absolute', left: `${place.left}px`, top: `${place.top}px`, width: `${place.width}px`, height: `${place.height}px`, overflow: 'hidden', background: '#222', display: 'none' });
  document.getElementById('stage')?.append(holder);
  return holder;
}
