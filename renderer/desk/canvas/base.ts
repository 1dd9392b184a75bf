import { createBaseCanvas } from './base-canvas.ts';
import type { BaseCanvas } from './base-canvas.ts';
import { createImagePainter } from './image-painter.ts';
import { paintBoxes, paintMore } from './paint-boxes.ts';
import { paintGrid } from './paint-grid.ts';
import type { Picture } from './picture.ts';

/** Ground, image, grid and idle boxes. */
export interface Base {
  readonly paint: (picture: Picture, pixelRatio: number) => void;
  /** All is as it was painted last, but for boxes on top of a crowd: those from the place `from` on. */
  readonly paintMore: (picture: Picture, pixelRatio: number, from: number) => void;
  /** The theme is another one: the ground's colour is read again. */
  readonly forgetGround: () => void;
  readonly close: () => void;
}

/**
 * One opaque canvas for all. While the image is filtered, which is the compositor's work, the image has one of its own
 * and the boxes another above it: the filter is for neither boxes nor ground.
 * @param container its background is the ground
 * @param onSettled what was painted while the view moved is to be painted once more, in its best quality
 */
export function createBase(container: HTMLElement, onSettled: () => void): Base {
  const whole = createBaseCanvas(container, true);
  const images = createImagePainter(onSettled);
  let apart: { image: BaseCanvas; boxes: BaseCanvas } | null = null;
  let ground: string | null = null;

  const paintWhole = (picture: Picture, pixelRatio: number): void => {
    const { context, canvas } = whole;
    whole.fit(picture.viewport.view, pixelRatio);
    ground ??= getComputedStyle(container).backgroundColor;
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    images.paint(context, picture.pyramid, picture.viewport, pixelRatio);
    paintMarks(context, picture, pixelRatio);
  };
  const paintApart = (picture: Picture, pixelRatio: number): void => {
    apart ??= { image: createBaseCanvas(container, false), boxes: createBaseCanvas(container, false) };
    const { image, boxes } = apart;
    whole.canvas.after(image.canvas, boxes.canvas);
    for (const each of [image, boxes]) {
      each.fit(picture.viewport.view, pixelRatio);
      each.context.clearRect(0, 0, each.canvas.width, each.canvas.height);
    }
    image.canvas.style.filter = picture.filter;
    images.paint(image.context, picture.pyramid, picture.viewport, pixelRatio);
    paintMarks(boxes.context, picture, pixelRatio);
  };
  return {
    paint: (picture, pixelRatio) => {
      const isWhole = picture.filter === '';
      whole.show(isWhole);
      apart?.image.show(!isWhole);
      apart?.boxes.show(!isWhole);
      if (isWhole) paintWhole(picture, pixelRatio);
      else paintApart(picture, pixelRatio);
    },
    paintMore: (picture, pixelRatio, from) => paintMore(picture.filter === '' || apart === null ? whole.context : apart.boxes.context, { ...picture, pixelRatio }, from),
    forgetGround: () => {
      ground = null;
    },
    close: images.close,
  };
}

function paintMarks(context: CanvasRenderingContext2D, picture: Picture, pixelRatio: number): void {
  if (picture.gridPx !== undefined) paintGrid(context, picture.gridPx, picture.viewport, pixelRatio);
  paintBoxes(context, { ...picture, pixelRatio });
}
