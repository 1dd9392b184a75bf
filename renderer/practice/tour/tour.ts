import { z } from 'zod';
import { createPreference } from '../../app/state/preference.ts';
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

const kept = createPreference<Tour>('tessera.tour', tourSchema.catch({ at: 'new' }));
/** Grows with every start: the desk is opened anew for it. */
let round = 0;

export const tour = kept.get;
export const useTour = kept.use;

export function useTourRound(): number {
  kept.use();
  return round;
}

export function startTour(): void {
  round += 1;
  kept.set({ at: 'step', step: tourSteps[0] });
}

/** Something was done at the desk; the tour goes on where it was what the step asked for. */
export function tellTour(deed: Deed): void {
  const now = tour();
  if (now.at !== 'step') return;
  const next = stepAfter(now.step, deed);
  if (next !== now.step) kept.set(next === null ? { at: 'roles' } : { at: 'step', step: next });
}

export function skipTour(): void {
  kept.set({ at: 'roles' });
}

export function endTour(): void {
  kept.set({ at: 'over' });
}
