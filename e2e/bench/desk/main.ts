import { StrictMode, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../renderer/app/theme/theme.css';
import { startAppearance } from '../../../renderer/app/theme/appearance.ts';
import { startDispatcher } from '../../../renderer/commands/dispatcher.ts';
import { DeskView } from '../../../renderer/desk/desk-view.tsx';
import type { Effort } from '../../../renderer/desk/effort/effort.ts';
import { EffortPanel } from '../../../renderer/desk/panels/effort-panel.tsx';
import type { MemoryPort } from '../../../renderer/desk/testing/memory-port.ts';
import { largeImage, longText, manyImages, readyImages } from './items-world.ts';
import { classSchema, crowdedWorld, photographWorld, textWorld } from './world.ts';

declare global {
  interface Window {
    /** For the driver: what is durable. */
    deskPort: MemoryPort;
    /** Presses a key and resolves to the milliseconds until the item is painted. */
    keyToItem(key: string, index: number): Promise<number>;
    /** Milliseconds of two frames in which nothing is done: what the machine takes anyway. */
    twoFrames(): Promise<number>;
    /** From now on: how long from a release of the mouse to the frame after the one in which the list shows it. */
    watchSelections(): void;
    selectTimes: number[];
  }
}

const asked = new URLSearchParams(location.search);
const count = Number(asked.get('boxes') ?? 0);

startAppearance();
startDispatcher();
const kind = asked.get('kind');
const side = Number(asked.get('side') ?? 20_000);
const worlds: Record<string, () => MemoryPort | Promise<MemoryPort>> = {
  spans: textWorld,
  class: () => photographWorld(classSchema),
  ready: () => readyImages(Number(asked.get('items') ?? 30), Number(asked.get('width') ?? 4000), Number(asked.get('height') ?? 3000)),
  many: () => manyImages(Number(asked.get('items') ?? 500), Number(asked.get('width') ?? 1600), Number(asked.get('height') ?? 1200)),
  long: () => longText(100_000, 2000),
  large: () => largeImage(side, side),
};
const world = worlds[kind ?? ''] ?? (() => photographWorld());
window.deskPort = count > 0 ? await crowdedWorld(count) : await world();
const root = document.getElementById('root');
/** Figures to look at the panel with: somebody a little too sure. */
const effort: Effort = {
  sealed: Array.from({ length: 64 }, (_, at) => ({ activeMs: 9000 + ((at * 7919) % 30_000), sealedAtMs: at })),
  answers: Array.from({ length: 160 }, (_, at) => {
    const confidence = [55, 70, 85, 92, 100][at % 5] ?? 100;
    return { confidence, isRight: (at * 37) % 100 < confidence - 12 };
  }),
};
const shown = asked.get('effort') === 'none' ? { sealed: [], answers: [] } : effort;
const view = createElement(DeskView, { port: window.deskPort, effort: ({ onClose }) => createElement(EffortPanel, { effort: shown, onClose }) });
if (root !== null) createRoot(root).render(createElement(StrictMode, null, createElement('main', { style: { height: '100%' } }, view)));

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

window.keyToItem = async (key, index) => {
  const startMs = performance.now();
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true }));
  for (let tries = 0; document.querySelector(`.desk-stage[data-item="${index}"]`) === null; tries++) {
    if (tries > 3000) throw new Error(`item ${index} did not come`);
    await nextFrame();
  }
  // The stage paints in the frame after the change; the one after that comes when it is on the screen.
  await nextFrame();
  await nextFrame();
  return performance.now() - startMs;
};

window.twoFrames = async () => {
  await nextFrame();
  const startMs = performance.now();
  await nextFrame();
  await nextFrame();
  return performance.now() - startMs;
};

const chosen = (): string => document.querySelector('[role="option"][aria-selected="true"]')?.id ?? '';

async function timeSelection(): Promise<void> {
  const [startMs, before] = [performance.now(), chosen()];
  for (let tries = 0; tries < 200 && chosen() === before; tries++) await nextFrame();
  if (chosen() === before) return;
  await nextFrame();
  window.selectTimes.push(performance.now() - startMs);
}

window.selectTimes = [];
window.watchSelections = () => addEventListener('pointerup', () => void timeSelection(), { capture: true });
