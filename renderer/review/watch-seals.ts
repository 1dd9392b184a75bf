import type { DeskPort } from '../desk/port.ts';

export interface SealWatcher {
  readonly sealed: (index: number) => Promise<void>;
  readonly reopened: (index: number) => Promise<void>;
}

/** The same port, which says when an item was sealed or opened again, before the desk goes on. */
export function watchSeals(port: DeskPort, watcher: SealWatcher): DeskPort {
  return {
    ...port,
    seal: async (index, document) => {
      const outcome = await port.seal(index, document);
      if (outcome.ok) await watcher.sealed(index);
      return outcome;
    },
    unseal: async (index) => {
      const outcome = await port.unseal(index);
      if (outcome.ok) await watcher.reopened(index);
      return outcome;
    },
  };
}
