import { memo } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { Image, Layer, Rect, Stage } from 'react-konva';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { lookFor, looksOf } from '../../../renderer/desk/canvas/looks.ts';
import { benchSchema } from '../desk/world.ts';
import { boxOfTurn, dragOf, frameOf, newBox, nextView, placedHolder, startView, topBox } from './contender.ts';
import type { Contender, Scene } from './contender.ts';

const looks = looksOf(benchSchema);

const Box = memo(function Box({ box, isChosen }: { box: BoxRegion; isChosen: boolean }) {
  const { colour } = lookFor(looks, box.classId);
  return <Rect x={box.x0} y={box.y0} width={box.x1 - box.x0} height={box.y1 - box.y0} stroke={colour} strokeWidth={isChosen ? 3 : 1} strokeScaleEnabled={false} perfectDrawEnabled={false} shadowForStrokeEnabled={false} />;
});

/** Memoised, so that panning does not ask React about a single box. */
const Boxes = memo(function Boxes({ boxes, chosen }: { boxes: readonly BoxRegion[]; chosen: string | null }) {
  return boxes.map((box) => <Box key={box.id} box={box} isChosen={box.id === chosen} />);
});

/** One react-konva node a box, as many tools do it; the layer answers hits, as it must to be of use. */
export async function nodeABox(scene: Scene): Promise<Contender> {
  const bitmap = await createImageBitmap(scene.image);
  const holder = placedHolder(scene.place);
  const root = createRoot(holder);
  let boxes = scene.boxes;
  let chosen: string | null = null;
  let viewport = startView(scene.place);
  const dragged = topBox(boxes);
  const draw = (): void => {
    const { x, y, scale } = frameOf(viewport);
    flushSync(() => {
      root.render(
        <Stage width={scene.place.width} height={scene.place.height} scaleX={scale} scaleY={scale} x={x} y={y}>
          <Layer listening={false}>
            <Image image={bitmap} />
          </Layer>
          <Layer>
            <Boxes boxes={boxes} chosen={chosen} />
          </Layer>
        </Stage>,
      );
    });
  };
  return {
    holder,
    begin: () => {
      viewport = startView(scene.place);
      draw();
    },
    step: (work, frame) => {
      if (work === 'pan') viewport = nextView(viewport, frame);
      if (work === 'drag') boxes = [...boxes.slice(0, -1), { ...dragged, x0: dragged.x0 + dragOf(frame), x1: dragged.x1 + dragOf(frame) }];
      if (work === 'create') boxes = [...boxes, newBox(frame)];
      if (work === 'select') chosen = boxOfTurn(boxes, frame).id;
      draw();
    },
    end: () => {
      boxes = scene.boxes;
      chosen = null;
    },
  };
}
