import type { ImagePyramid } from '../media/pyramid.ts';
import { CRISP_FROM, paintImage } from './paint-image.ts';
import type { Rect } from './geometry.ts';
import { visibleRect } from './viewport.ts';
import type { Viewport } from './viewport.ts';

/** Scales that differ by less are shown from one copy while the view moves: of a thousand rows at most 40 come twice. */
const NEAR = 1.04;
/** A copy reaches so far beyond the view, in parts of its sides: a pan uses that up before the next is made. */
const MARGIN = 0.25;
/** After the last movement, in milliseconds: then the image is drawn anew in its best quality. */
const SETTLE_MS = 120;

export interface ImagePainter {
  readonly paint: (context: CanvasRenderingContext2D, pyramid: ImagePyramid, viewport: Viewport, pixelRatio: number) => void;
  readonly close: () => void;
}

/** What was seen at one scale and some way around it, in device pixels. */
interface Copy {
  readonly bitmap: ImageBitmap;
  readonly pyramid: ImagePyramid;
  /** What of the detail was there. */
  readonly detail: number;
  /** Device pixels an image pixel. */
  readonly zoom: number;
  /** What part of the image, in device pixels at `zoom`; whole numbers. */
  readonly part: Rect;
}

/**
 * Paints the image; while the view moves, from a copy of what is on the screen. Scaling an image is four fifths of a
 * frame where no graphics card helps (a view of 1072 x 848: 4.6 ms; the copy at its own scale 0.2, at one near it 0.8).
 * @param onSettled the view has come to rest after frames of lesser quality: paint once more
 */
export function createImagePainter(onSettled: () => void): ImagePainter {
  let copy: Copy | null = null;
  let last: { pyramid: ImagePyramid; zoom: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSettling = false;
  let followed: ImagePyramid | null = null;
  let unfollow = (): void => undefined;

  const drop = (): void => {
    copy?.bitmap.close();
    copy = null;
  };
  /** Detail that comes is painted when it comes. */
  const follow = (pyramid: ImagePyramid): void => {
    if (followed === pyramid) return;
    unfollow();
    followed = pyramid;
    unfollow = pyramid.detail?.onTile(onSettled) ?? (() => undefined);
  };
  const settleLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSettling = true;
      onSettled();
    }, SETTLE_MS);
  };
  return {
    paint: (context, pyramid, viewport, pixelRatio) => {
      const zoom = viewport.scale * pixelRatio;
      const isMoving = last !== null && last.pyramid === pyramid && isNear(last.zoom, zoom);
      last = { pyramid, zoom };
      if (copy !== null && (copy.pyramid !== pyramid || copy.detail !== detailOf(pyramid))) drop();
      follow(pyramid);
      if (zoom >= CRISP_FROM) {
        drop();
        paintImage(context, pyramid, viewport, pixelRatio);
        return;
      }
      const isExact = copy?.zoom === zoom;
      const isUsable = copy !== null && covers(copy, viewport, pixelRatio) && (isExact || (isNear(copy.zoom, zoom) && !isSettling));
      if (!isUsable) {
        drop();
        if (isMoving) copy = makeCopy(pyramid, viewport, pixelRatio);
      }
      isSettling = false;
      if (copy === null) {
        paintImage(context, pyramid, viewport, pixelRatio);
        return;
      }
      paintCopy(context, copy, viewport, pixelRatio);
      if (copy.zoom === zoom) clearTimeout(timer);
      else settleLater();
    },
    close: () => {
      clearTimeout(timer);
      unfollow();
      drop();
    },
  };
}

const detailOf = ({ detail }: ImagePyramid): number => detail?.version() ?? 0;

const isNear = (a: number, b: number): boolean => a < b * NEAR && b < a * NEAR;

/** What of the image is seen, in image pixels. */
function seenPart(viewport: Viewport): Rect {
  const seen = visibleRect(viewport);
  return { x0: Math.max(0, seen.x0), y0: Math.max(0, seen.y0), x1: Math.min(viewport.image.widthPx, seen.x1), y1: Math.min(viewport.image.heightPx, seen.y1) };
}

function covers({ part, zoom }: Copy, viewport: Viewport, pixelRatio: number): boolean {
  const seen = seenPart(viewport);
  // One pixel less is not seen: the copy's edges were rounded.
  const slack = 1 / (viewport.scale * pixelRatio);
  return part.x0 / zoom <= seen.x0 + slack && part.y0 / zoom <= seen.y0 + slack && part.x1 / zoom >= seen.x1 - slack && part.y1 / zoom >= seen.y1 - slack;
}

function makeCopy(pyramid: ImagePyramid, viewport: Viewport, pixelRatio: number): Copy | null {
  const zoom = viewport.scale * pixelRatio;
  const seen = seenPart(viewport);
  const [aside, above] = [(seen.x1 - seen.x0) * MARGIN, (seen.y1 - seen.y0) * MARGIN];
  const { widthPx, heightPx } = viewport.image;
  const part = {
    x0: Math.floor(Math.max(0, seen.x0 - aside) * zoom),
    y0: Math.floor(Math.max(0, seen.y0 - above) * zoom),
    x1: Math.round(Math.min(widthPx, seen.x1 + aside) * zoom),
    y1: Math.round(Math.min(heightPx, seen.y1 + above) * zoom),
  };
  const size = { widthPx: part.x1 - part.x0, heightPx: part.y1 - part.y0 };
  // Nothing of the image is in sight.
  if (size.widthPx < 1 || size.heightPx < 1) return null;
  const canvas = new OffscreenCanvas(size.widthPx, size.heightPx);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const centre = { x: (part.x0 + size.widthPx / 2) / zoom, y: (part.y0 + size.heightPx / 2) / zoom };
  paintImage(context, pyramid, { view: size, image: viewport.image, scale: zoom, centre }, 1);
  return { bitmap: canvas.transferToImageBitmap(), pyramid, detail: detailOf(pyramid), zoom, part };
}

function paintCopy(context: CanvasRenderingContext2D, { bitmap, zoom, part }: Copy, viewport: Viewport, pixelRatio: number): void {
  const by = (viewport.scale * pixelRatio) / zoom;
  const left = (viewport.view.widthPx / 2 - viewport.centre.x * viewport.scale) * pixelRatio;
  const top = (viewport.view.heightPx / 2 - viewport.centre.y * viewport.scale) * pixelRatio;
  const x = Math.round(left + part.x0 * by);
  const y = Math.round(top + part.y0 * by);
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, x, y, Math.round(left + part.x1 * by) - x, Math.round(top + part.y1 * by) - y);
}
