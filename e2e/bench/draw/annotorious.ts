import { ShapeType, createImageAnnotator } from '@annotorious/annotorious';
import type { ImageAnnotation, Shape } from '@annotorious/annotorious';
import { createOSDAnnotator } from '@annotorious/openseadragon';
import OpenSeadragon from 'openseadragon';
import '@annotorious/annotorious/annotorious.css';
import '@annotorious/openseadragon/annotorious-openseadragon.css';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { lookFor, looksOf } from '../../../renderer/desk/canvas/looks.ts';
import { BENCH_SIZE, benchSchema } from '../desk/world.ts';
import { boxOfTurn, dragOf, frameOf, newBox, nextView, placedHolder, startView, topBox } from './contender.ts';
import type { Contender, Scene, Work } from './contender.ts';

const looks = looksOf(benchSchema);
type Hex = `#${string}`;

/** The part of Annotorious that both of its annotators have. */
interface Annotator {
  setAnnotations(annotations: ImageAnnotation[], replace?: boolean): void;
  addAnnotation(annotation: ImageAnnotation): void;
  updateAnnotation(annotation: ImageAnnotation): unknown;
  removeAnnotation(id: string): unknown;
  setSelected(id?: string): void;
}

function annotationOf(box: BoxRegion): ImageAnnotation {
  const geometry = { x: box.x0, y: box.y0, w: box.x1 - box.x0, h: box.y1 - box.y0, bounds: { minX: box.x0, minY: box.y0, maxX: box.x1, maxY: box.y1 } };
  const selector: Shape = { type: ShapeType.RECTANGLE, geometry };
  return { id: box.id, bodies: [{ id: `${box.id}-class`, annotation: box.id, purpose: 'tagging', value: String(box.classId) }], target: { annotation: box.id, selector } };
}

function styleOf({ bodies }: { bodies: { value?: string }[] }): { stroke: Hex; strokeWidth: number; fillOpacity: number } {
  return { stroke: lookFor(looks, Number(bodies[0]?.value)).colour as Hex, strokeWidth: 1, fillOpacity: 0 };
}

function contender(holder: HTMLElement, annotator: Annotator, scene: Scene, show: (work: Work, frame: number) => void): Contender {
  const dragged = topBox(scene.boxes);
  let created: string[] = [];
  return {
    holder,
    begin: (work) => {
      show(work, -1);
      if (work === 'drag') annotator.setSelected(dragged.id);
    },
    step: (work, frame) => {
      if (work === 'pan') show(work, frame);
      if (work === 'drag') annotator.updateAnnotation(annotationOf({ ...dragged, x0: dragged.x0 + dragOf(frame), x1: dragged.x1 + dragOf(frame) }));
      if (work === 'select') annotator.setSelected(boxOfTurn(scene.boxes, frame).id);
      if (work !== 'create') return;
      const box = newBox(frame);
      annotator.addAnnotation(annotationOf(box));
      annotator.setSelected(box.id);
      created.push(box.id);
    },
    end: () => {
      annotator.setSelected();
      for (const id of created) annotator.removeAnnotation(id);
      created = [];
      annotator.updateAnnotation(annotationOf(dragged));
    },
  };
}

/** Annotorious on a plain image: an SVG over an `img`. It has no zoom of its own, so the two are scaled by CSS. */
export async function annotorious(scene: Scene): Promise<Contender> {
  const holder = placedHolder(scene.place);
  const mover = document.createElement('div');
  Object.assign(mover.style, { transformOrigin: '0 0', width: `${BENCH_SIZE.widthPx}px`, height: `${BENCH_SIZE.heightPx}px` });
  const image = document.createElement('img');
  image.src = URL.createObjectURL(scene.image);
  mover.append(image);
  holder.append(mover);
  holder.style.display = 'block';
  await image.decode();
  const annotator: Annotator = createImageAnnotator(image, { drawingEnabled: false, style: styleOf });
  annotator.setAnnotations(scene.boxes.map(annotationOf));
  holder.style.display = 'none';
  let viewport = startView(scene.place);
  return contender(holder, annotator, scene, (_, frame) => {
    viewport = frame < 0 ? startView(scene.place) : nextView(viewport, frame);
    const { x, y, scale } = frameOf(viewport);
    mover.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  });
}

/** Annotorious on OpenSeadragon: a WebGL canvas (Pixi) over a viewer with its own zoom. */
export async function annotoriousOsd(scene: Scene): Promise<Contender> {
  const holder = placedHolder(scene.place);
  holder.style.display = 'block';
  const source = new OpenSeadragon.ImageTileSource({ url: URL.createObjectURL(scene.image) });
  const viewer = OpenSeadragon({ element: holder, prefixUrl: '', showNavigationControl: false, animationTime: 0, immediateRender: true, drawer: 'canvas', tileSources: [source] });
  await new Promise<void>((resolve, reject) => {
    viewer.addHandler('open', () => resolve());
    viewer.addHandler('open-failed', ({ message }) => reject(new Error(message)));
  });
  const annotator: Annotator = createOSDAnnotator(viewer, { drawingEnabled: false, style: styleOf });
  annotator.setAnnotations(scene.boxes.map(annotationOf));
  await new Promise((resolve) => setTimeout(resolve, 500));
  holder.style.display = 'none';
  let viewport = startView(scene.place);
  return contender(holder, annotator, scene, (_, frame) => {
    viewport = frame < 0 ? startView(scene.place) : nextView(viewport, frame);
    const { widthPx } = BENCH_SIZE;
    viewer.viewport.zoomTo((viewport.scale * widthPx) / viewport.view.widthPx, undefined, true);
    viewer.viewport.panTo(new OpenSeadragon.Point(viewport.centre.x / widthPx, viewport.centre.y / widthPx), true);
  });
}
