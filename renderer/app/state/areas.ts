import { useSyncExternalStore } from 'react';
import { z } from 'zod';

/** The parts of the product that a person works in. Chosen, not configured: every part is there for everyone. */
export const areas = ['annotate', 'review', 'lead'] as const;
export type Area = (typeof areas)[number];

const STORAGE_KEY = 'tessera.areas';
const storedSchema = z.array(z.enum(areas)).min(1).catch([...areas]);
let shown: readonly Area[] | null = null;
const listeners = new Set<() => void>();

export function useAreas(): readonly Area[] {
  return useSyncExternalStore(subscribe, read);
}

/** Shows or hides a part in the rail; the last one stays. */
export function toggleArea(area: Area): void {
  const now = read();
  const next = now.includes(area) ? now.filter((each) => each !== area) : areas.filter((each) => each === area || now.includes(each));
  if (next.length === 0) return;
  shown = next;
  localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): readonly Area[] {
  shown ??= storedSchema.parse(stored());
  return shown;
}

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
  } catch {
    return null;
  }
}
