import { crashPartsOf } from '../../../shared/crash/crash-report.ts';
import type { HostClient } from '../../../shared/host-api.ts';

/**
 * Keeps a report of what nobody caught in this window: its kind and place, with the host, on this machine. Returns what
 * keeps one more, for faults that a view's boundary has caught.
 */
export function watchFaults(host: Pick<HostClient, 'call'>): (thrown: unknown) => void {
  const tell = (thrown: unknown): void => {
    const [, view = ''] = /^#\/([a-z]+)/.exec(location.hash) ?? [];
    void host.call('crash.add', crashPartsOf(thrown, view));
  };
  window.addEventListener('error', ({ error }: ErrorEvent) => {
    // A file that did not load, a resize observer that was late: nothing was thrown.
    if (error instanceof Error) tell(error);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => tell(reason));
  // To the browser, which tells everybody who watches: those above, and the console.
  return (thrown) => window.reportError(thrown);
}
