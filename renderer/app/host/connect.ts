import type { HostBridge } from '../../../shared/bridge.ts';
import { BRIDGE_NAME } from '../../../shared/bridge.ts';
import type { HostClient } from '../../../shared/host-api.ts';
import { createBridgeClient } from './bridge-client.ts';
import { SocketClient } from './socket-client.ts';
import { storedToken } from './token.ts';

/** The way to the host: Electron's bridge where the preload script has put it, the loopback socket in a browser tab. */
export function connectHost(): HostClient {
  const bridge: unknown = Reflect.get(window, BRIDGE_NAME);
  return isBridge(bridge) ? createBridgeClient(bridge) : connectSocket();
}

function connectSocket(): HostClient {
  return new SocketClient({
    token: () => storedToken(localStorage),
    openSession: async (token) => {
      try {
        const answer = await fetch('/session', { method: 'POST', body: JSON.stringify({ token }), cache: 'no-store' });
        return answer.ok ? 'open' : 'refused';
      } catch {
        return 'unreachable';
      }
    },
    openSocket: (protocols) => new WebSocket(`ws://${location.host}/host`, protocols),
  });
}

function isBridge(value: unknown): value is HostBridge {
  return typeof value === 'object' && value !== null && 'calls' in value && 'events' in value;
}
