import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { stepAfter, tourSteps } from './steps.ts';
import type { Deed } from './steps.ts';

/** Where somebody is in the first hour. Kept beside the window's other choices, so that it goes on after a restart. */
const tourSchema = z.discriminatedUnion('at', [
  /** Never begun. */
  z.object({ at: z.literal('new') }),
  z.object({ at: z.literal('step'), step: z.enum(tourSteps) }),
  /** The steps are done or skipped, and what the person came for is asked. */
  z.object({ at: z.literal('roles') }),
  z.object({ at: z.literal('over') }),
]);
type Tour = z.infer<typeof tourSchema>;

const STORAGE_KEY = 'tessera.tour';
let current: Tour | null = null;
/** Grows with every start: the desk is opened anew for it. */
let round = 0;
const listeners = new Set<() => void>();

export function tour(): Tour {
  current ??= stored();
  return current;
}

export function useTour(): Tour {
  return useSyncExternalStore(subscribe, tour);
}

export function useTourRound(): number {
  return useSyncExternalStore(subscribe, () => round);
}

export function startTour(): void {
  round += 1;
  set({ at: 'step', step: tourSteps[0] });
}

/** Something was done at the desk; the tour goes on where it was what the step asked for. */
export function tellTour(deed: Deed): void {
  const now = tour();
  if (now.at !== 'step') return;
  const next = stepAfter(now.step, deed);
  if (next !== now.step) set(next === null ? { at: 'roles' } : { at: 'step', step: next });
}

export function skipTour(): void {
  set({ at: 'roles' });
}

export function endTour(): void {
  set({ at: 'over' });
}

function set(next: Tour): void {
  current = next;
  localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(): Tour {
  try {
    return tourSchema.catch({ at: 'new' }).parse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null'));
  } catch {
    return { at: 'new' };
  }
}
