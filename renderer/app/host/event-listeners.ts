import { hostEventNames } from '../../../shared/bridge.ts';
import type { HostClient, HostEvent, HostEventData } from '../../../shared/host-api.ts';
import { parseEvent } from './parse-answer.ts';

/** Who listens to what. One that throws does not keep the event from the others. */
export interface EventListeners {
  readonly on: HostClient['on'];
  /** An event from the host, not parsed yet. */
  deliver(event: string, data: unknown): void;
}

interface Channel<E extends HostEvent> {
  readonly listeners: Set<(data: HostEventData<E>) => void>;
  deliver(raw: unknown): void;
}

function createChannel<E extends HostEvent>(event: E): Channel<E> {
  const listeners: Channel<E>['listeners'] = new Set();
  return {
    listeners,
    deliver: (raw) => {
      const data = parseEvent(event, raw);
      if (data === null) return;
      for (const listener of listeners) reportErrorsOf(() => listener(data));
    },
  };
}

export function createEventListeners(): EventListeners {
  const channels: { [E in HostEvent]: Channel<E> } = {
    'app.command': createChannel('app.command'),
    'app.claimed': createChannel('app.claimed'),
    'wallet.changed': createChannel('wallet.changed'),
    'wallet.approvals': createChannel('wallet.approvals'),
    'chain.status': createChannel('chain.status'),
    'packs.fetching': createChannel('packs.fetching'),
    'packs.progress': createChannel('packs.progress'),
    'updates.changed': createChannel('updates.changed'),
  };
  return {
    on: (event, listener) => {
      const { listeners } = channels[event];
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    deliver: (name, raw) => {
      const event = hostEventNames.find((known) => known === name);
      if (event) channels[event].deliver(raw);
    },
  };
}

export function reportErrorsOf(run: () => void): void {
  try {
    run();
  } catch (error) {
    reportError(error);
  }
}
