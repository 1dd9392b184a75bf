import type { HostEvent, HostEventData } from '../../shared/host-api.ts';

type Listener<E extends HostEvent> = (data: HostEventData<E>) => void;
type Everything = <E extends HostEvent>(event: E, data: HostEventData<E>) => void;

/** The host's events on their way to a shell. */
export interface HostEvents {
  emit<E extends HostEvent>(event: E, data: HostEventData<E>): void;
  /** Every event, for a shell to carry. Returns the way to stop. */
  onAny(listener: Everything): () => void;
  on<E extends HostEvent>(event: E, listener: Listener<E>): () => void;
}

export function createEvents(): HostEvents {
  const listeners = new Set<Everything>();
  const onAny = (listener: Everything): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    emit: (event, data) => {
      for (const listener of listeners) listener(event, data);
    },
    onAny,
    on: (wanted, listener) =>
      onAny((event, data) => {
        if (isEvent(wanted, event, data)) listener(data);
      }),
  };
}

/** Ties the data to the name that it came with. */
function isEvent<E extends HostEvent>(wanted: E, event: HostEvent, data: unknown): data is HostEventData<E> {
  return event === wanted && data !== undefined;
}
