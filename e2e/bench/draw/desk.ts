import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../renderer/app/theme/theme.css';
import { startAppearance } from '../../../renderer/app/theme/appearance.ts';
import { commands } from '../../../renderer/commands/registry.ts';
import { DeskView } from '../../../renderer/desk/desk-view.tsx';
import { crowdedWorld } from '../desk/world.ts';
import { ZOOM, ZOOM_AT, boxOfTurn, boxesOf, dragOf, frameOf, isZoomIn, newBox, panOf, startView, topBox } from './contender.ts';
import type { Contender, Work } from './contender.ts';

const ZOOM_PER_PX = 0.0016;
const MIDDLE = 1;

/** The whole desk with its panels, through the events that mouse and wheel make. */
export async function desk(count: number): Promise<Contender> {
  startAppearance();
  const holder = document.createElement('main');
  Object.assign(holder.style, { position: 'absolute', inset: '0' });
  document.getElementById('stage')?.append(holder);
  const root = createRoot(holder);
  root.render(createElement(DeskView, { port: await crowdedWorld(count) }));
  const surface = await surfaceIn(holder);
  const place = surface.getBoundingClientRect();
  const boxes = boxesOf(count);
  const dragged = topBox(boxes);
  let at = { x: 0, y: 0 };

  const pointer = (type: string, button: number, point: { x: number; y: number }): void => {
    at = point;
    surface.dispatchEvent(new PointerEvent(type, { pointerId: 1, isPrimary: true, bubbles: true, cancelable: true, button, clientX: place.left + point.x, clientY: place.top + point.y }));
  };
  const onScreen = (point: { x: number; y: number }): { x: number; y: number } => {
    const { x, y, scale } = frameOf(startView(place));
    return { x: point.x * scale + x, y: point.y * scale + y };
  };
  const wheel = (frame: number): void => {
    const deltaY = (isZoomIn(frame) ? -1 : 1) * (Math.log(ZOOM) / ZOOM_PER_PX);
    surface.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY, clientX: place.left + ZOOM_AT.x, clientY: place.top + ZOOM_AT.y }));
  };
  const start: Record<Work, () => void> = {
    pan: () => pointer('pointerdown', MIDDLE, { x: 500, y: 400 }),
    drag: () => pointer('pointerdown', 0, onScreen({ x: dragged.x0, y: (dragged.y0 + dragged.y1) / 2 })),
    select: () => undefined,
    create: () => undefined,
  };
  const grip = onScreen({ x: dragged.x0, y: (dragged.y0 + dragged.y1) / 2 });
  const step: Record<Work, (frame: number) => void> = {
    pan: (frame) => {
      const { dx, dy } = panOf(frame);
      pointer('pointermove', -1, { x: at.x + dx, y: at.y + dy });
      wheel(frame);
    },
    drag: (frame) => pointer('pointermove', -1, { x: grip.x + dragOf(frame) * startView(place).scale, y: grip.y }),
    select: (frame) => {
      const box = boxOfTurn(boxes, frame);
      const point = onScreen({ x: box.x0, y: (box.y0 + box.y1) / 2 });
      pointer('pointerdown', 0, point);
      pointer('pointerup', 0, point);
    },
    create: (frame) => {
      const box = newBox(frame);
      pointer('pointerdown', 0, onScreen({ x: box.x0, y: box.y0 }));
      pointer('pointermove', -1, onScreen({ x: box.x1, y: box.y1 }));
      pointer('pointerup', 0, onScreen({ x: box.x1, y: box.y1 }));
    },
  };
  return {
    holder,
    begin: async (work) => {
      commands.run('view.fit');
      commands.run(work === 'create' ? 'tool.box' : 'tool.select');
      commands.run('desk.cancel');
      // As between two gestures of a person: the panels have followed.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      start[work]();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    },
    step: (work, frame) => step[work](frame),
    end: (work) => {
      if (work === 'pan') pointer('pointerup', MIDDLE, at);
      if (work !== 'drag') return;
      pointer('pointerup', 0, at);
      commands.run('history.undo');
    },
  };
}

/** The desk's picture, once it is there with its boxes. */
async function surfaceIn(holder: HTMLElement): Promise<HTMLElement> {
  for (let tries = 0; tries < 600; tries++) {
    const surface = holder.querySelector('[data-desk-surface]');
    if (surface instanceof HTMLElement && surface.querySelector('canvas') !== null && surface.getBoundingClientRect().width > 0) return surface;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the desk did not open');
}
