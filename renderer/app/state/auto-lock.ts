import { useEffect } from 'react';
import { useHost } from './host.tsx';
import { useLive } from './use-live.tsx';

const TOUCH_EVERY_MS = 20_000;

/** Tells the host that somebody is at work. The host locks when nobody has been for the chosen time, with a window or without. */
export function useAutoLock(): void {
  const host = useHost();
  const isUnlocked = useLive().wallet?.isUnlocked ?? false;
  useEffect(() => {
    if (!isUnlocked) return undefined;
    let touchedMs = 0;
    const active = () => {
      const nowMs = Date.now();
      if (nowMs - touchedMs < TOUCH_EVERY_MS) return;
      touchedMs = nowMs;
      void host.call('wallet.touch', {});
    };
    addEventListener('pointermove', active, { passive: true });
    addEventListener('keydown', active, { passive: true });
    return () => {
      removeEventListener('pointermove', active);
      removeEventListener('keydown', active);
    };
  }, [host, isUnlocked]);
}
