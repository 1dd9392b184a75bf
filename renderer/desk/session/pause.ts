import type { DeskPort } from '../port.ts';
import type { DeskState } from './state.ts';
import type { Store } from './store.ts';

/** A batch that can be looked at only for a while: its own reason comes first, the port's pause after it. */
export function createPause(port: DeskPort, store: Store<DeskState>): { readonly port: DeskPort; start: () => void; stop: () => void } {
  let own: string | null = null;
  let paused: string | null = null;
  let stop: () => void = () => undefined;
  const tell = (reason: string | null): void => {
    paused = reason;
    const { batch } = store.get();
    if (batch !== null) store.set({ batch: { ...batch, readOnlyReason: own ?? paused } });
  };
  return {
    port: {
      ...port,
      open: async () => {
        const batch = await port.open();
        own = batch.readOnlyReason;
        return { ...batch, readOnlyReason: own ?? paused };
      },
    },
    start: () => {
      stop();
      stop = port.watch?.(tell) ?? (() => undefined);
    },
    stop: () => stop(),
  };
}
