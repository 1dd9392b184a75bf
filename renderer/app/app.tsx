import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { HostClient } from '../../shared/host-api.ts';
import { useApprovalPrompt } from '../wallet/approvals/use-approval-prompt.ts';
import { Routes } from './routes/routes.tsx';
import { Shell } from './shell/shell.tsx';
import { useAutoLock } from './state/auto-lock.ts';
import { HostProvider } from './state/host.tsx';
import type { Live } from './state/live.ts';
import { LiveProvider } from './state/use-live.tsx';
import { useTellUpdate } from './updates/tell-update.ts';

/** The window: what everything in it may ask for, then the frame, then the view of the route. */
export function App({ host, live }: { host: HostClient; live: Live }) {
  return (
    <HostProvider host={host}>
      <LiveProvider live={live}>
        <Router hook={useHashLocation}>
          <Frame />
        </Router>
      </LiveProvider>
    </HostProvider>
  );
}

function Frame() {
  useAutoLock();
  useApprovalPrompt();
  useTellUpdate();
  return (
    <Shell>
      <Routes />
    </Shell>
  );
}
