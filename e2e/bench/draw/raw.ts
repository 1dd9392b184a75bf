import type { BoxRegion } from '../../../shared/labels/types.ts';
import { lookFor, looksOf } from '../../../renderer/desk/canvas/looks.ts';
import type { Viewport } from '../../../renderer/desk/canvas/viewport.ts';
import { BENCH_SIZE, benchSchema } from '../desk/world.ts';
import { boxOfTurn, dragOf, frameOf, newBox, nextView, placedHolder, startView, topBox } from './contender.ts';
import type { Contender, Scene } from './contender.ts';

type Paint = (context: CanvasRenderingContext2D, viewport: Viewport, boxes: readonly BoxRegion[]) => void;

/** A canvas that is painted whole every time: what a person would write on one page. */
function canvasLoop(scene: Scene, order: (boxes: readonly BoxRegion[]) => readonly BoxRegion[], paint: Paint): Contender {
  const holder = placedHolder(scene.place);
  const canvas = document.createElement('canvas');
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(scene.place.width * ratio);
  canvas.height = Math.round(scene.place.height * ratio);
  Object.assign(canvas.style, { width: `${scene.place.width}px`, height: `${scene.place.height}px`, display: 'block' });
  holder.append(canvas);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  const boxes = order(scene.boxes).map((box) => ({ ...box }));
  let viewport = startView(scene.place);
  const top = topBox(scene.boxes);
  const dragged = boxes.find((box) => box.id === top.id) ?? { ...top };
  const draw = (): void => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(context, viewport, boxes);
  };
  const mark = (box: BoxRegion): void => {
    const { x, y, scale } = frameOf(viewport);
    context.strokeStyle = '#ffffff';
    context.lineWidth = 3;
    context.strokeRect(box.x0 * scale + x, box.y0 * scale + y, (box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale);
  };
  return {
    holder,
    begin: () => {
      viewport = startView(scene.place);
      draw();
    },
    step: (work, frame) => {
      if (work === 'pan') viewport = nextView(viewport, frame);
      if (work === 'drag') Object.assign(dragged, { x0: top.x0 + dragOf(frame), x1: top.x1 + dragOf(frame) });
      if (work === 'create') boxes.push(newBox(frame));
      draw();
      if (work === 'drag') mark(dragged);
      if (work === 'create') mark(topBox(boxes));
      if (work === 'select') mark(boxOfTurn(boxes, frame));
    },
    end: () => {
      boxes.length = scene.count;
      Object.assign(dragged, { x0: top.x0, x1: top.x1 });
    },
  };
}

/** The first thing that works: the whole image scaled, one strokeRect a box in its class's colour. */
export async function plainLoop(scene: Scene): Promise<Contender> {
  const bitmap = await createImageBitmap(scene.image);
  const looks = looksOf(benchSchema);
  return canvasLoop(scene, (boxes) => boxes, (context, viewport, boxes) => {
    const { x, y, scale } = frameOf(viewport);
    context.drawImage(bitmap, x, y, BENCH_SIZE.widthPx * scale, BENCH_SIZE.heightPx * scale);
    context.lineWidth = 1;
    for (const box of boxes) {
      context.strokeStyle = lookFor(looks, box.classId).colour;
      context.strokeRect(box.x0 * scale + x, box.y0 * scale + y, (box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale);
    }
  });
}

/**
 * The baseline: as little as the desk's own picture can cost. The image made small once, boxes on whole pixels, class
 * after class so that the colour changes seven times a frame.
 */
export async function tunedLoop(scene: Scene): Promise<Contender> {
  const small = await createImageBitmap(scene.image, { resizeWidth: BENCH_SIZE.widthPx / 2, resizeQuality: 'medium' });
  const looks = looksOf(benchSchema);
  const byClass = (boxes: readonly BoxRegion[]) => boxes.toSorted((a, b) => a.classId - b.classId);
  return canvasLoop(scene, byClass, (context, viewport, boxes) => {
    const { x, y, scale } = frameOf(viewport);
    context.imageSmoothingQuality = 'low';
    context.drawImage(small, Math.round(x), Math.round(y), Math.round(BENCH_SIZE.widthPx * scale), Math.round(BENCH_SIZE.heightPx * scale));
    context.lineWidth = 1;
    let classId = -1;
    for (const box of boxes) {
      if (box.classId !== classId) {
        classId = box.classId;
        context.strokeStyle = lookFor(looks, classId).colour;
      }
      const left = Math.round(box.x0 * scale + x);
      const top = Math.round(box.y0 * scale + y);
      context.strokeRect(left + 0.5, top + 0.5, Math.round(box.x1 * scale + x) - left - 1, Math.round(box.y1 * scale + y) - top - 1);
    }
  });
}
