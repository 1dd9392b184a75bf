import { useEffect, useSyncExternalStore } from 'react';
import { useHost } from './host.tsx';
import { useLive } from './use-live.tsx';

/** Minutes without a key or a pointer after which the window locks the wallet; the host has a limit of its own. */
export const autoLockChoicesMinutes = [2, 5, 15] as const;
const STORAGE_KEY = 'tessera.autoLockMinutes';
const DEFAULT_MINUTES = 15;
const TOUCH_EVERY_MS = 20_000;
const listeners = new Set<() => void>();

export function useAutoLockMinutes(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readMinutes,
  );
}

export function setAutoLockMinutes(minutes: number): void {
  localStorage.setItem(STORAGE_KEY, String(minutes));
  for (const listener of listeners) listener();
}

/** Tells the host that somebody is at work, and locks when nobody has been for the chosen time. */
export function useAutoLock(): void {
  const host = useHost();
  const isUnlocked = useLive().wallet?.isUnlocked ?? false;
  const minutes = useAutoLockMinutes();
  useEffect(() => {
    if (!isUnlocked) return undefined;
    let lastMs = Date.now();
    let touchedMs = 0;
    const active = () => {
      lastMs = Date.now();
      if (lastMs - touchedMs < TOUCH_EVERY_MS) return;
      touchedMs = lastMs;
      void host.call('wallet.touch', {});
    };
    const timer = setInterval(() => {
      if (Date.now() - lastMs >= minutes * 60_000) void host.call('wallet.lock', {});
    }, 5_000);
    addEventListener('pointermove', active, { passive: true });
    addEventListener('keydown', active, { passive: true });
    return () => {
      clearInterval(timer);
      removeEventListener('pointermove', active);
      removeEventListener('keydown', active);
    };
  }, [host, isUnlocked, minutes]);
}

function readMinutes(): number {
  const stored = Number(localStorage.getItem(STORAGE_KEY));
  return autoLockChoicesMinutes.find((choice) => choice === stored) ?? DEFAULT_MINUTES;
}
