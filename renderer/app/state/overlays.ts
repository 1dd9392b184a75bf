import { useSyncExternalStore } from 'react';

/** What floats over the view: at most one, opened from anywhere. */
export type Overlay = 'palette' | 'help' | 'unlock' | 'create-wallet' | 'import-wallet' | 'send' | 'approvals' | null;

let current: Overlay = null;
let afterUnlock: (() => void) | null = null;
const listeners = new Set<() => void>();

export function openOverlay(overlay: Overlay): void {
  current = overlay;
  for (const listener of listeners) listener();
}

export function closeOverlay(): void {
  afterUnlock = null;
  openOverlay(null);
}

/** Asks for the password; then does what was wanted, if anything was. */
export function askUnlock(then?: () => void): void {
  afterUnlock = then ?? null;
  openOverlay('unlock');
}

/** Called once the wallet is unlocked: closes the question and goes on with what was wanted. */
export function unlocked(): void {
  const then = afterUnlock;
  closeOverlay();
  then?.();
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
