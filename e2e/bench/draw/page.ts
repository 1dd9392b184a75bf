import { crowdedImage } from '../desk/world.ts';
import { annotorious, annotoriousOsd } from './annotorious.ts';
import { sceneOf } from './contender.ts';
import type { Contender, Work } from './contender.ts';
import { desk } from './desk.ts';
import { nodeABox } from './nodes.tsx';
import { plainLoop, tunedLoop } from './raw.ts';

/** Of a way that takes long, one frame is enough to be warm. */
const warmUpOf = (frames: number): number => (frames > 10 ? 4 : 1);

export type Way = 'raw' | 'desk' | 'plain' | 'nodes' | 'annotorious' | 'osd';

declare global {
  interface Window {
    /** Makes the named ways ready for so many boxes; resolves to those that cannot run here, with the reason. */
    setUpWays(count: number, ways: readonly Way[]): Promise<Record<string, string>>;
    /** One turn of one way; the times are in milliseconds, one a frame or one a gesture. */
    takeTurn(way: Way, work: Work, frames: number): Promise<number[]>;
  }
}

const contenders = new Map<Way, Contender>();
const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

window.setUpWays = async (count, ways) => {
  const own = await desk(count);
  contenders.set('desk', own);
  const surface = own.holder.querySelector('[data-desk-surface]');
  if (surface === null) throw new Error('the desk has no surface');
  const scene = sceneOf(count, surface.getBoundingClientRect(), await crowdedImage());
  const make = { raw: tunedLoop, plain: plainLoop, nodes: nodeABox, annotorious, osd: annotoriousOsd } as const;
  const missing: Record<string, string> = {};
  for (const way of ways) {
    if (way === 'desk') continue;
    try {
      contenders.set(way, await make[way](scene));
    } catch (cause) {
      missing[way] = cause instanceof Error ? cause.message : String(cause);
    }
  }
  return missing;
};

window.takeTurn = async (way, work, frames) => {
  const contender = contenders.get(way);
  if (contender === undefined) throw new Error(`${way} is not set up`);
  for (const each of contenders.values()) each.holder.style.display = each === contender ? 'block' : 'none';
  await nextFrame();
  await contender.begin(work);
  await nextFrame();
  await nextFrame();
  const times = work === 'pan' || work === 'drag' ? await frameTimes(contender, work, frames) : await gestureTimes(contender, work, frames);
  contender.end(work);
  await nextFrame();
  return times;
};

/** From one painted frame to the next while something moves in each. */
async function frameTimes(contender: Contender, work: Work, frames: number): Promise<number[]> {
  const times: number[] = [];
  const warmUp = warmUpOf(frames);
  let last = await nextFrame();
  for (let frame = 0; frame < frames + warmUp; frame++) {
    contender.step(work, frame);
    const now = await nextFrame();
    if (frame >= warmUp) times.push(now - last);
    last = now;
  }
  return times;
}

/** From a gesture's last event to the frame after the one that shows it. */
async function gestureTimes(contender: Contender, work: Work, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    await nextFrame();
    const startMs = performance.now();
    contender.step(work, turn);
    await nextFrame();
    await nextFrame();
    times.push(performance.now() - startMs);
  }
  return times;
}
