import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { HostClient } from '../../shared/host-api.ts';
import './theme/theme.css';
import { App } from './app.tsx';
import { watchFaults } from './crash/watch-faults.ts';
import { startLive } from './state/live.ts';
import { startLanguage } from './strings/language-choice.ts';
import { startAppearance } from './theme/appearance.ts';

/** Puts the window on the screen with this way to the host. */
export function startApp(host: HostClient, root: HTMLElement): void {
  startAppearance();
  startLanguage();
  const live = startLive(host);
  const tell = watchFaults(host);
  createRoot(root, { onCaughtError: tell }).render(
    <StrictMode>
      <App host={host} live={live} />
    </StrictMode>,
  );
}
