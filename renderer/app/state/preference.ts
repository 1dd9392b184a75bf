import { useSyncExternalStore } from 'react';
import type { z } from 'zod';

/** A choice of this machine, kept in localStorage beside the work and not with it. */
export interface Preference<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  /** Renders anew with every change. */
  readonly use: () => T;
}

/** @param schema takes whatever was stored, null where nothing was or it cannot be read */
export function createPreference<T>(key: string, schema: z.ZodType<T>): Preference<T> {
  let current: { readonly value: T } | null = null;
  const listeners = new Set<() => void>();
  const get = (): T => (current ??= { value: schema.parse(stored(key)) }).value;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set: (next) => {
      current = { value: next };
      localStorage.setItem(key, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
