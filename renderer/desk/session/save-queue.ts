import type { Failure } from '../../../shared/result.ts';
import { errorOf } from '../../app/errors/say-error.ts';
import type { DeskChange, DeskDocument } from '../port.ts';

export type SaveStatus =
  /** Everything that was done is durable. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** The last attempt failed; it is tried again by itself. */
  | { readonly kind: 'failed'; readonly error: Failure; readonly pending: number };

export interface SaveQueue {
  readonly push: (index: number, change: DeskChange) => void;
  /** True once everything is durable; false when an attempt fails on the way. */
  readonly flush: () => Promise<boolean>;
  /** The newest state of an item that is not durable yet. */
  readonly pendingFor: (index: number) => DeskDocument | undefined;
  readonly retryNow: () => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 15_000;

/**
 * Saves changes one after another, in their order, and keeps each until its save resolved. Nothing is dropped:
 * what fails is tried again, at growing distances.
 */
export function createSaveQueue(deps: {
  save: (index: number, change: DeskChange) => Promise<void>;
  onStatus: (status: SaveStatus) => void;
  /** Resolves after the time, or at once when `wake` is called with the same function. */
  sleep: (ms: number, wake: (resume: () => void) => void) => Promise<void>;
}): SaveQueue {
  const waiting: { index: number; change: DeskChange }[] = [];
  let isRunning = false;
  let resume: (() => void) | null = null;
  let onSettled: ((isDurable: boolean) => void)[] = [];

  const settle = (isDurable: boolean): void => {
    const callbacks = onSettled;
    onSettled = [];
    for (const callback of callbacks) callback(isDurable);
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    let retryMs = FIRST_RETRY_MS;
    for (let head = waiting[0]; head !== undefined; head = waiting[0]) {
      try {
        await deps.save(head.index, head.change);
        waiting.shift();
        retryMs = FIRST_RETRY_MS;
        if (waiting.length > 0) deps.onStatus({ kind: 'saving' });
      } catch (cause) {
        deps.onStatus({ kind: 'failed', error: errorOf(cause), pending: waiting.length });
        settle(false);
        await deps.sleep(retryMs, (wake) => (resume = wake));
        resume = null;
        retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
      }
    }
    isRunning = false;
    deps.onStatus({ kind: 'saved' });
    settle(true);
  };

  return {
    push: (index, change) => {
      waiting.push({ index, change });
      if (isRunning) return;
      deps.onStatus({ kind: 'saving' });
      void run();
    },
    flush: () => {
      if (!isRunning) return Promise.resolve(true);
      resume?.();
      return new Promise((resolve) => onSettled.push(resolve));
    },
    pendingFor: (index) => waiting.findLast((entry) => entry.index === index)?.change.document,
    retryNow: () => resume?.(),
  };
}

/** A sleep on the window's timers. */
export function sleepOnTimer(ms: number, wake: (resume: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
