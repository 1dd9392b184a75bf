import Konva from 'konva';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import type { ImagePyramid } from '../media/pyramid.ts';
import type { Overlay } from '../surface.ts';
import type { Sketch } from '../tools/tool.ts';
import type { BoxSet } from './box-set.ts';
import { createBoxNode } from './box-node.ts';
import type { Point } from './geometry.ts';
import type { ClassLooks } from './looks.ts';
import { paintBoxes } from './paint-boxes.ts';
import { paintGrid } from './paint-grid.ts';
import { paintImage } from './paint-image.ts';
import { paintCrosshair, paintHover, paintOverlays, paintSelected, paintSketch } from './paint-overlay.ts';
import type { Viewport } from './viewport.ts';

Konva.autoDrawEnabled = false;

/** Everything that is seen. A layer is painted again when one of the fields that it shows is another one. */
export interface Picture {
  readonly viewport: Viewport;
  readonly pyramid: ImagePyramid;
  readonly set: BoxSet;
  readonly looks: ClassLooks;
  readonly overlays: readonly Overlay[];
  readonly hasNames: boolean;
  /** Drawn above the others; their places in `set` are left out below. */
  readonly selected: readonly BoxRegion[];
  readonly without: ReadonlySet<number>;
  /** Handles are shown: one box, that can be changed. */
  readonly hasHandles: boolean;
  readonly hover: BoxRegion | null;
  readonly sketch: Sketch;
  readonly classId: number;
  /** Null: no crosshair. */
  readonly crosshair: Point | null;
  readonly filter: string;
  /** Image pixels between two lines of the grid; left out: no grid. */
  readonly gridPx?: number;
}

export interface BoxStage {
  /** Painted with the next frame. */
  readonly show: (picture: Picture) => void;
  /** Paints now what waits for the next frame: for measuring. */
  readonly paintNow: () => void;
  readonly close: () => void;
}

type Fields = readonly (keyof Picture)[];
const IMAGE_FIELDS: Fields = ['viewport', 'pyramid', 'filter'];
const BOX_FIELDS: Fields = ['viewport', 'pyramid', 'filter', 'gridPx', 'set', 'looks', 'hasNames', 'without'];
const TOP_FIELDS: Fields = ['viewport', 'looks', 'overlays', 'selected', 'hasHandles', 'hover', 'sketch', 'classId', 'crosshair'];

/**
 * The Konva side: layers the size of the view, painted by one rAF when something changed. Every layer that is there
 * costs a pass over all its pixels a frame where the graphics card does not help, so image and boxes share one, the
 * image has its own only while it is filtered, and what is empty is not there.
 */
export function createBoxStage(container: HTMLDivElement): BoxStage {
  const stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
  const layers = [0, 1, 2].map(() => new Konva.Layer({ listening: false, imageSmoothingEnabled: false })) as [Konva.Layer, Konva.Layer, Konva.Layer];
  const [imageLayer, boxLayer, topLayer] = layers;
  stage.add(...layers);
  let wanted: Picture | null = null;
  let painted: Picture | null = null;
  let frame = 0;

  const paintIn = (layer: Konva.Layer, paint: (context: CanvasRenderingContext2D, picture: Picture, pixelRatio: number) => void): void => {
    const shape = new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: ({ _context: context }) => {
        if (wanted === null) return;
        context.save();
        context.setTransform(1, 0, 0, 1, 0, 0);
        paint(context, wanted, layer.getCanvas().getPixelRatio());
        context.restore();
      },
    });
    layer.add(shape);
  };
  paintIn(imageLayer, (context, picture, pixelRatio) => paintImage(context, picture.pyramid, picture.viewport, pixelRatio));
  paintIn(boxLayer, (context, picture, pixelRatio) => {
    if (picture.filter === '') paintImage(context, picture.pyramid, picture.viewport, pixelRatio);
    if (picture.gridPx !== undefined) paintGrid(context, picture.gridPx, picture.viewport, pixelRatio);
    paintBoxes(context, { ...picture, pixelRatio });
  });
  paintIn(topLayer, paintTop);
  const node = createBoxNode();
  topLayer.add(node.group);

  const paint = (): void => {
    frame = 0;
    const picture = wanted;
    if (picture === null) return;
    const isResized = fitStage(stage, layers, picture.viewport);
    const isDirty = (fields: Fields): boolean => isResized || painted === null || fields.some((field) => picture[field] !== painted?.[field]);
    if (picture.filter !== painted?.filter) imageLayer.getNativeCanvasElement().style.filter = picture.filter;
    imageLayer.visible(picture.filter !== '');
    topLayer.visible(hasTop(picture));
    if (imageLayer.visible() && isDirty(IMAGE_FIELDS)) imageLayer.draw();
    if (isDirty(BOX_FIELDS)) boxLayer.draw();
    if (topLayer.visible() && isDirty(TOP_FIELDS)) {
      const [only] = picture.selected;
      node.place(picture.hasHandles && only !== undefined ? only : null, picture);
      topLayer.draw();
    }
    painted = picture;
  };
  return {
    show: (picture) => {
      wanted = picture;
      if (frame === 0) frame = requestAnimationFrame(paint);
    },
    paintNow: () => {
      cancelAnimationFrame(frame);
      paint();
    },
    close: () => {
      cancelAnimationFrame(frame);
      stage.destroy();
    },
  };
}

const hasTop = ({ overlays, hover, crosshair, selected, sketch }: Picture): boolean =>
  overlays.length > 0 || hover !== null || crosshair !== null || selected.length > 0 || sketch.kind !== 'none';

function paintTop(context: CanvasRenderingContext2D, picture: Picture, pixelRatio: number): void {
  const scene = { ...picture, pixelRatio };
  paintOverlays(context, picture.overlays, scene);
  if (picture.hover !== null) paintHover(context, picture.hover, scene);
  if (picture.crosshair !== null) paintCrosshair(context, picture.crosshair, scene);
  paintSelected(context, picture.selected, scene);
  paintSketch(context, picture.sketch, picture.classId, scene);
}

/** The window may have moved to a screen with other pixels. */
function fitStage(stage: Konva.Stage, layers: readonly Konva.Layer[], { view }: Viewport): boolean {
  const pixelRatio = window.devicePixelRatio || 1;
  const isSame = stage.width() === view.widthPx && stage.height() === view.heightPx;
  const isSharp = layers.every((layer) => layer.getCanvas().getPixelRatio() === pixelRatio);
  if (isSame && isSharp) return false;
  stage.size({ width: view.widthPx, height: view.heightPx });
  for (const layer of layers) layer.getCanvas().setPixelRatio(pixelRatio);
  return true;
}
