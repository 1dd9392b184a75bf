import { panBy, zoomAt } from '../../../renderer/desk/canvas/viewport.ts';
import type { Viewport } from '../../../renderer/desk/canvas/viewport.ts';
import { desk, nodes, raw, startView } from './contenders.tsx';
import type { Contender } from './contenders.tsx';

const CONTENDERS = { raw, desk, nodes } as const;
const WARM_UP = 5;

export interface FrameTimes {
  /** Mean time from one painted frame to the next, in milliseconds. */
  meanMs: number;
  p95Ms: number;
}

declare global {
  interface Window {
    runDeskBench(name: keyof typeof CONTENDERS, work: 'pan' | 'drag', boxes: number, frames: number): Promise<FrameTimes>;
  }
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Pans and zooms with all boxes in sight, or drags one; frame times are what the screen sees, painting and all. */
window.runDeskBench = async (name, work, boxes, frames) => {
  const contender: Contender = await CONTENDERS[name](boxes);
  let viewport: Viewport = startView();
  const times: number[] = [];
  let last = await nextFrame();
  for (let frame = 0; frame < frames + WARM_UP; frame++) {
    if (work === 'pan') {
      viewport = panBy(viewport, frame % 2 === 0 ? 3 : -3, frame % 3);
      viewport = zoomAt(viewport, { x: 400, y: 300 }, frame % 2 === 0 ? 1.01 : 1 / 1.01);
      contender.draw(viewport);
    } else contender.drag(viewport, frame);
    const now = await nextFrame();
    if (frame >= WARM_UP) times.push(now - last);
    last = now;
  }
  contender.close();
  times.sort((a, b) => a - b);
  return { meanMs: times.reduce((sum, time) => sum + time, 0) / times.length, p95Ms: times[Math.floor(times.length * 0.95)] ?? 0 };
};
