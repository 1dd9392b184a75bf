import { useSyncExternalStore } from 'react';
import { otherSnapping, type Snapping } from './segments.ts';

const KEY = 'tessera.text.snapping';
const listeners = new Set<() => void>();
let snapping: Snapping = localStorage.getItem(KEY) === 'grapheme' ? 'grapheme' : 'token';

/** What marks are pulled to: a habit of the person, kept on this machine. */
export function useSnapping(): Snapping {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapping,
  );
}

export function setSnapping(next: Snapping): void {
  snapping = next;
  localStorage.setItem(KEY, next);
  for (const listener of listeners) listener();
}

/** Returns what is in force now. */
export function toggleSnapping(): Snapping {
  setSnapping(otherSnapping(snapping));
  return snapping;
}
