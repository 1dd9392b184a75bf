import type { KeyMaterial } from './key-material.ts';

/** Keys that are open, until the person has been away for a while. */
export interface Session {
  /** Keeps the key until the lock. Starts the clock again. */
  put(key: KeyMaterial): void;
  /** The open key of an account, or null where it is locked. The caller must not keep it. */
  key(address: string): KeyMaterial | null;
  /** The person is at work. Has no effect on a locked wallet. */
  touch(): void;
  lock(): void;
  /** Unix milliseconds, null while nothing is open. */
  locksAtMs(): number | null;
}

interface SessionOptions {
  readonly nowMs: () => number;
  /** As the person has chosen; asked for whenever the clock starts. */
  readonly autoLockMs: () => number;
  /** Called when the wallet locks by itself. */
  readonly onAutoLock: () => void;
}

export function createSession(options: SessionOptions): Session {
  const keys = new Map<string, KeyMaterial>();
  let locksAtMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  const lock = (): void => {
    clearTimeout(timer);
    for (const key of keys.values()) key.wipe();
    keys.clear();
    locksAtMs = null;
  };
  // A timer does not run while the machine sleeps, so the clock is also asked at every use.
  const lockIfDue = (): boolean => {
    if (locksAtMs === null || options.nowMs() < locksAtMs) return false;
    lock();
    options.onAutoLock();
    return true;
  };
  const arm = (): void => {
    clearTimeout(timer);
    locksAtMs = options.nowMs() + options.autoLockMs();
    const check = (): void => {
      if (locksAtMs === null || lockIfDue()) return;
      timer = setTimeout(check, Math.max(50, locksAtMs - options.nowMs())).unref();
    };
    timer = setTimeout(check, options.autoLockMs()).unref();
  };

  return {
    put: (key) => {
      keys.get(key.address)?.wipe();
      keys.set(key.address, key);
      arm();
    },
    key: (address) => (lockIfDue() ? null : (keys.get(address) ?? null)),
    touch: () => {
      if (locksAtMs !== null && !lockIfDue()) arm();
    },
    lock,
    locksAtMs: () => (lockIfDue() ? null : locksAtMs),
  };
}
