import { z } from 'zod';

/** How the window looks; a preference of this machine, so it lives in localStorage and not with the work. */
const appearanceSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  contrast: z.enum(['system', 'normal', 'more']).catch('system'),
  motion: z.enum(['system', 'reduce']).catch('system'),
});
export type Appearance = z.infer<typeof appearanceSchema>;

const STORAGE_KEY = 'tessera.appearance';
const listeners = new Set<() => void>();
let current: Appearance = { theme: 'system', contrast: 'system', motion: 'system' };

/** Reads the kept choice and applies it; called once, before the first paint. */
export function startAppearance(): void {
  current = appearanceSchema.parse(readStored());
  apply();
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-reduced-motion: reduce)']) {
    matchMedia(query).addEventListener('change', changed);
  }
}

export function appearance(): Appearance {
  return current;
}

export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change };
  localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  apply();
  changed();
}

export function onAppearance(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether dark colours are showing now. */
export function isDark(): boolean {
  return current.theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : current.theme === 'dark';
}

function changed(): void {
  for (const listener of listeners) listener();
}

function apply(): void {
  const root = document.documentElement;
  set(root, 'data-theme', current.theme);
  set(root, 'data-contrast', current.contrast);
  set(root, 'data-motion', current.motion);
}

function set(root: HTMLElement, name: string, value: string): void {
  if (value === 'system') root.removeAttribute(name);
  else root.setAttribute(name, value);
}

function readStored(): unknown {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
