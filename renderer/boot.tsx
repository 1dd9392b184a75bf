import { connectHost } from './app/host/connect.ts';
import { applyCspNonceOf } from './app/host/csp-nonce.ts';
import { startApp } from './app/start-app.tsx';

/** Connects the window to its host and puts it on the screen. */
export function boot(): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  applyCspNonceOf(document);
  startApp(connectHost(), root);
}
