import { hostEventNames } from '../../../shared/bridge.ts';
import type { HostBridge } from '../../../shared/bridge.ts';
import type { HostClient } from '../../../shared/host-api.ts';
import { createEventListeners } from './event-listeners.ts';
import { hostFailure, parseAnswer } from './parse-answer.ts';

/** The host behind Electron's bridge: always there while the window is. */
export function createBridgeClient(bridge: HostBridge): HostClient {
  const listeners = createEventListeners();
  for (const event of hostEventNames) bridge.events[event]((data) => listeners.deliver(event, data));
  return {
    call: async (method, params) => {
      try {
        return parseAnswer(method, await bridge.calls[method](params));
      } catch {
        // The main process is going down, or refused this frame.
        return hostFailure('HOST_UNREACHABLE', 'The host does not answer', 'Close Tessera and start it again.');
      }
    },
    on: listeners.on,
    isConnected: true,
    onConnection: () => () => undefined,
  };
}
