import type { DeskPort } from '../desk/port.ts';

export interface SealWatcher {
  readonly sealed: (index: number) => Promise<void>;
  readonly reopened: (index: number) => Promise<void>;
}

/**
 * The same port, which says when an item was sealed or opened again. A seal is told once the desk is done with it: the
 * verdict that can then be given goes on to the next item, which a desk that still seals would not do.
 */
export function watchSeals(port: DeskPort, watcher: SealWatcher): DeskPort {
  return {
    ...port,
    seal: async (index, document) => {
      const outcome = await port.seal(index, document);
      if (outcome.ok) setTimeout(() => void watcher.sealed(index));
      return outcome;
    },
    unseal: async (index) => {
      const outcome = await port.unseal(index);
      if (outcome.ok) await watcher.reopened(index);
      return outcome;
    },
  };
}
