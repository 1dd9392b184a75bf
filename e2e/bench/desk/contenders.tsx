import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { Image, Layer, Rect, Stage } from 'react-konva';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { createBoxSet } from '../../../renderer/desk/canvas/box-set.ts';
import { lookFor, looksOf } from '../../../renderer/desk/canvas/looks.ts';
import { createBoxStage } from '../../../renderer/desk/canvas/stage.ts';
import type { Picture } from '../../../renderer/desk/canvas/stage.ts';
import { fit } from '../../../renderer/desk/canvas/viewport.ts';
import type { Viewport } from '../../../renderer/desk/canvas/viewport.ts';
import { buildPyramid } from '../../../renderer/desk/media/pyramid.ts';
import { noSketch } from '../../../renderer/desk/tools/tool.ts';
import { BENCH_SIZE, benchRegions, benchSchema, crowdedImage } from './world.ts';

/** One way to show an image with boxes. `draw` shows a view; `drag` shows the first box moved by some pixels. */
export interface Contender {
  draw(viewport: Viewport): void;
  drag(viewport: Viewport, byPx: number): void;
  close(): void;
}

const boxesOf = (count: number): BoxRegion[] => benchRegions(count).filter((region) => region.kind === 'box');

export function startView(): Viewport {
  return fit({ widthPx: window.innerWidth, heightPx: window.innerHeight }, BENCH_SIZE);
}

/** The least a canvas can do: one drawImage, one strokeRect a box. */
export async function raw(count: number): Promise<Contender> {
  const bitmap = await createImageBitmap(await crowdedImage());
  const boxes = boxesOf(count);
  const looks = looksOf(benchSchema);
  const canvas = document.createElement('canvas');
  canvas.width = window.innerWidth;
  canvas.height = window.innerHeight;
  document.getElementById('stage')?.append(canvas);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  const draw = ({ scale, centre, view }: Viewport, byPx = 0): void => {
    const x = view.widthPx / 2 - centre.x * scale;
    const y = view.heightPx / 2 - centre.y * scale;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, x, y, BENCH_SIZE.widthPx * scale, BENCH_SIZE.heightPx * scale);
    context.lineWidth = 1;
    boxes.forEach((box, at) => {
      const shift = at === 0 ? byPx : 0;
      context.strokeStyle = lookFor(looks, box.classId).colour;
      context.strokeRect((box.x0 + shift) * scale + x, (box.y0 + shift) * scale + y, (box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale);
    });
  };
  return { draw, drag: draw, close: () => canvas.remove() };
}

/** The desk's own stage. */
export async function desk(count: number): Promise<Contender> {
  const pyramid = await buildPyramid(await crowdedImage(), BENCH_SIZE);
  if (!pyramid.ok) throw new Error(pyramid.error.message);
  const holder = document.createElement('div');
  document.getElementById('stage')?.append(holder);
  const stage = createBoxStage(holder);
  const boxes = boxesOf(count);
  const [first] = boxes;
  const base: Omit<Picture, 'viewport'> = {
    pyramid: pyramid.value, set: createBoxSet(boxes), looks: looksOf(benchSchema), overlays: [], hasNames: true,
    selected: [], without: new Set(), hasHandles: false, hover: null, sketch: noSketch, classId: 1, crosshair: null, filter: '',
  };
  const without = new Set([0]);
  return {
    draw: (viewport) => {
      stage.show({ ...base, viewport });
      stage.paintNow();
    },
    drag: (viewport, byPx) => {
      if (first === undefined) return;
      const moved = { ...first, x0: first.x0 + byPx, x1: first.x1 + byPx, y0: first.y0 + byPx, y1: first.y1 + byPx };
      stage.show({ ...base, viewport, without, selected: [moved], hasHandles: true });
      stage.paintNow();
    },
    close: () => {
      stage.close();
      pyramid.value.close();
      holder.remove();
    },
  };
}

/** One react-konva node a box, as many tools do it. */
export async function nodes(count: number): Promise<Contender> {
  const bitmap = await createImageBitmap(await crowdedImage());
  const boxes = boxesOf(count);
  const looks = looksOf(benchSchema);
  const holder = document.createElement('div');
  document.getElementById('stage')?.append(holder);
  const root = createRoot(holder);
  const draw = ({ scale, centre, view }: Viewport, byPx = 0): void => {
    flushSync(() => {
      root.render(
        <Stage width={view.widthPx} height={view.heightPx} scaleX={scale} scaleY={scale} x={view.widthPx / 2 - centre.x * scale} y={view.heightPx / 2 - centre.y * scale}>
          <Layer listening={false}>
            <Image image={bitmap} />
          </Layer>
          <Layer>
            {boxes.map((box, at) => (
              <Rect
                key={box.id}
                x={box.x0 + (at === 0 ? byPx : 0)}
                y={box.y0 + (at === 0 ? byPx : 0)}
                width={box.x1 - box.x0}
                height={box.y1 - box.y0}
                stroke={lookFor(looks, box.classId).colour}
                strokeWidth={1}
                strokeScaleEnabled={false}
                perfectDrawEnabled={false}
              />
            ))}
          </Layer>
        </Stage>,
      );
    });
  };
  return {
    draw,
    drag: draw,
    close: () => {
      root.unmount();
      holder.remove();
    },
  };
}
