import { StrictMode, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../renderer/app/theme/theme.css';
import { startAppearance } from '../../../renderer/app/theme/appearance.ts';
import { startDispatcher } from '../../../renderer/commands/dispatcher.ts';
import { DeskView } from '../../../renderer/desk/desk-view.tsx';
import type { MemoryPort } from '../../../renderer/desk/testing/memory-port.ts';
import { crowdedWorld, photographWorld } from './world.ts';

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
window.deskPort = count > 0 ? await crowdedWorld(count) : photographWorld();
const root = document.getElementById('root');
const view = createElement(DeskView, { port: window.deskPort });
if (root !== null) createRoot(root).render(createElement(StrictMode, null, createElement('main', { style: { height: '100%' } }, view)));
