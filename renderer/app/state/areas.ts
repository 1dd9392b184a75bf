import { z } from 'zod';
import { createPreference } from './preference.ts';

/** The parts of the product that a person works in. Chosen, not configured: every part is there for everyone. */
export const areas = ['annotate', 'review', 'lead'] as const;
export type Area = (typeof areas)[number];

const shown = createPreference<readonly Area[]>('tessera.areas', z.array(z.enum(areas)).min(1).catch([...areas]).transform((some) => areas.filter((area) => some.includes(area))));

export const useAreas = shown.use;

/** What somebody comes for, as the parts that are shown. */
export const roles = { annotator: ['annotate'], reviewer: ['review'], lead: ['lead'], all: areas } as const satisfies Readonly<Record<string, readonly Area[]>>;
export type Role = keyof typeof roles;
export const roleNames = ['annotator', 'reviewer', 'lead', 'all'] as const satisfies readonly Role[];

/** The role that shows exactly these parts; null where they were picked one by one. */
export function roleOf(shownAreas: readonly Area[]): Role | null {
  return roleNames.find((name) => String(roles[name]) === String(shownAreas)) ?? null;
}

export function chooseRole(role: Role): void {
  shown.set(roles[role]);
}

/** Where the window opens: the first place of the first part. */
export function homePath(shownAreas: readonly Area[] = shown.get()): '/work' | '/review' | '/lead' {
  const [first] = shownAreas;
  return first === 'review' ? '/review' : first === 'lead' ? '/lead' : '/work';
}

/** Shows or hides a part in the rail; the last one stays. */
export function toggleArea(area: Area): void {
  const now = shown.get();
  const next = now.includes(area) ? now.filter((each) => each !== area) : areas.filter((each) => each === area || now.includes(each));
  if (next.length > 0) shown.set(next);
}
