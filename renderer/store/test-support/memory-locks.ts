import type { Locks } from '../writer-lock.ts';

interface Held {
  fail: (error: Error) => void;
}

/** Web Locks of one machine, for windows of one test: exclusive, `ifAvailable` and `steal` as browsers have them. */
export function memoryLocks(): Locks {
  const held = new Map<string, Held>();
  return {
    request: (name, options, callback) =>
      new Promise((resolve, reject) => {
        const holder = held.get(name);
        if (holder !== undefined && options.steal !== true) return void callback(null).then(resolve, reject);
        if (holder !== undefined) holder.fail(new Error('AbortError: the lock was stolen'));
        const mine: Held = { fail: reject };
        held.set(name, mine);
        const end = () => {
          if (held.get(name) === mine) held.delete(name);
          resolve();
        };
        callback({ name }).then(end, reject);
      }),
  };
}
