import { StrictMode, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../renderer/app/theme/theme.css';
import { startAppearance } from '../../../renderer/app/theme/appearance.ts';
import { startDispatcher } from '../../../renderer/commands/dispatcher.ts';
import { DeskView } from '../../../renderer/desk/desk-view.tsx';
import type { MemoryPort } from '../../../renderer/desk/testing/memory-port.ts';
import { classSchema, crowdedWorld, photographWorld, textWorld } from './world.ts';

declare global {
  interface Window {
    /** For the driver: what is durable. */
    deskPort: MemoryPort;
  }
}

const asked = new URLSearchParams(location.search);
const count = Number(asked.get('boxes') ?? 0);

startAppearance();
startDispatcher();
const kind = asked.get('kind');
if (count > 0) window.deskPort = await crowdedWorld(count);
else window.deskPort = kind === 'spans' ? textWorld() : photographWorld(kind === 'class' ? classSchema : undefined);
const root = document.getElementById('root');
const view = createElement(DeskView, { port: window.deskPort });
if (root !== null) createRoot(root).render(createElement(StrictMode, null, createElement('main', { style: { height: '100%' } }, view)));
