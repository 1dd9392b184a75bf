import { useSyncExternalStore } from 'react';

let isKept = false;
const listeners = new Set<() => void>();

/** Said by who keeps the keymap: a change made while nobody does would be gone with the window. */
export function setKeymapKept(next: boolean): void {
  isKept = next;
  for (const listener of listeners) listener();
}

export function useIsKeymapKept(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isKept,
  );
}
