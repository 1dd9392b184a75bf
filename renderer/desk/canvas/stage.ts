import Konva from 'konva';
import { onAppearance } from '../../app/theme/appearance.ts';
import { createBase } from './base.ts';
import { isCrowd } from './paint-boxes.ts';
import { createBoxNode } from './box-node.ts';
import type { Picture } from './picture.ts';
import { paintCrosshair, paintHover, paintOverlays, paintSelected, paintSketch } from './paint-overlay.ts';
import type { Viewport } from './viewport.ts';

Konva.autoDrawEnabled = false;

export interface BoxStage {
  /** Painted with the next frame. */
  readonly show: (picture: Picture) => void;
  readonly close: () => void;
}

type Fields = readonly (keyof Picture)[];
const GROUND_FIELDS: Fields = ['viewport', 'pyramid', 'filter', 'gridPx', 'looks', 'hasNames'];
const BASE_FIELDS: Fields = [...GROUND_FIELDS, 'set'];
const TOP_FIELDS: Fields = ['viewport', 'looks', 'overlays', 'selected', 'hasHandles', 'hover', 'sketch', 'classId', 'crosshair'];

/**
 * Canvases the size of the view, painted by one rAF when something changed. Each one that is there costs a pass over
 * all its pixels a frame where the graphics card does not help: ground, image and boxes share one, which is opaque;
 * what is selected and what a gesture draws is Konva's, and not there while it is empty.
 */
export function createBoxStage(container: HTMLDivElement): BoxStage {
  const base = createBase(container, () => again());
  const holder = container.appendChild(document.createElement('div'));
  const stage = new Konva.Stage({ container: holder, width: 1, height: 1, listening: false });
  const layer = new Konva.Layer({ listening: false, imageSmoothingEnabled: false });
  stage.add(layer);
  let wanted: Picture | null = null;
  let painted: Picture | null = null;
  let leftOut: ReadonlySet<number> | null = null;
  let frame = 0;

  const shape = new Konva.Shape({
    listening: false,
    perfectDrawEnabled: false,
    sceneFunc: ({ _context: context }) => {
      if (wanted === null) return;
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      paintTop(context, wanted, layer.getCanvas().getPixelRatio());
      context.restore();
    },
  });
  const node = createBoxNode();
  layer.add(shape, node.group);

  const paint = (): void => {
    frame = 0;
    const picture = wanted;
    if (picture === null) return;
    const pixelRatio = window.devicePixelRatio || 1;
    const isResized = fitStage(stage, layer, picture.viewport, pixelRatio);
    const isDirty = (fields: Fields): boolean => isResized || painted === null || fields.some((field) => picture[field] !== painted?.[field]);
    layer.visible(hasTop(picture));
    const without = placesToLeaveOut(picture);
    const isGrown = without === leftOut && !isDirty(GROUND_FIELDS) && isCrowdGrown(painted, picture, without);
    if (isGrown) base.paintMore({ ...picture, without }, pixelRatio, picture.set.grownFrom?.count ?? 0);
    else if (without !== leftOut || isDirty(BASE_FIELDS)) base.paint({ ...picture, without }, pixelRatio);
    leftOut = without;
    if (layer.visible() && isDirty(TOP_FIELDS)) {
      const [only] = picture.selected;
      node.place(picture.hasHandles && only !== undefined ? only : null, picture);
      // Not `draw`, which also clears the canvas that Konva would look for hits in.
      layer.drawScene();
    }
    painted = picture;
  };
  const ask = (): void => {
    if (frame === 0) frame = requestAnimationFrame(paint);
  };
  const again = (): void => {
    painted = null;
    ask();
  };
  const offAppearance = onAppearance(() => {
    base.forgetGround();
    again();
  });
  return {
    show: (picture) => {
      wanted = picture;
      ask();
    },
    close: () => {
      offAppearance();
      cancelAnimationFrame(frame);
      stage.destroy();
      base.close();
      container.replaceChildren();
    },
  };
}

const nothing: ReadonlySet<number> = new Set();

/**
 * What is not painted below because it is selected. In a crowd a selected box that is still in its place covers its own
 * thin line: then nothing is left out, and ten thousand boxes are not painted again because another one is selected.
 */
function placesToLeaveOut(picture: Picture): ReadonlySet<number> {
  if (picture.without.size === 0) return nothing;
  return picture.isMoved || !isCrowd(picture.set, picture.viewport) ? picture.without : nothing;
}

/** Boxes came on top of a crowd: their lines are drawn onto it, and ten thousand others not again. */
function isCrowdGrown(painted: Picture | null, picture: Picture, without: ReadonlySet<number>): boolean {
  if (painted === null || without.size > 0 || picture.set.grownFrom?.id !== painted.set.id) return false;
  return isCrowd(painted.set, painted.viewport) && isCrowd(picture.set, picture.viewport);
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
function fitStage(stage: Konva.Stage, layer: Konva.Layer, { view }: Viewport, pixelRatio: number): boolean {
  const isSame = stage.width() === view.widthPx && stage.height() === view.heightPx;
  if (isSame && layer.getCanvas().getPixelRatio() === pixelRatio) return false;
  stage.size({ width: view.widthPx, height: view.heightPx });
  layer.getCanvas().setPixelRatio(pixelRatio);
  return true;
}
