/** The part of `navigator.locks` that is used; tests bring their own. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean },
    callback: (lock: { name: string } | null) => Promise<void>,
  ): Promise<void>;
}

export interface WriterLock {
  /** Gives the lock up, so that another window gets it without asking. */
  release(): void;
}

/**
 * Takes the one lock that a window needs to write. Null where another window has it; with `steal` it is taken
 * from that window, whose `onLost` is called. The lock lives as long as the window does.
 */
export async function takeWriterLock(locks: Locks, name: string, how: 'if-free' | 'steal', onLost: () => void): Promise<WriterLock | null> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return new Promise((resolve, reject) => {
    let isHeld = false;
    const options = how === 'steal' ? { steal: true } : { ifAvailable: true };
    locks
      .request(name, options, async (lock) => {
        if (lock === null) { resolve(null); return; }
        isHeld = true;
        resolve({ release });
        await released;
      })
      .catch((error: unknown) => {
        // A held lock's request is rejected when somebody steals it.
        if (isHeld) onLost();
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}

/** The browser's locks; null where there are none: then nothing is written at all. */
export function browserLocks(): Locks | null {
  if (!('locks' in navigator)) return null;
  return {
    request: async (name, options, callback) => {
      await navigator.locks.request(name, options, callback);
    },
  };
}
