import { z } from 'zod';
import { languageFor } from './locale.ts';
import type { Language } from './strings.ts';
import { language, languages, pseudoLanguage, setLanguage } from './strings.ts';

/** `system`: the first of the system's languages that there is a catalogue for, English where there is none. */
const choiceSchema = z.enum(['system', ...languages, pseudoLanguage]).catch('system');
export type LanguageChoice = z.infer<typeof choiceSchema>;

/** A preference of this machine, so it lives in localStorage and not with the work. */
const STORAGE_KEY = 'tessera.language';
const listeners = new Set<() => void>();
let current: LanguageChoice = 'system';

/** Reads the kept choice and applies it; called once, before the first paint. */
export function startLanguage(): void {
  reread();
  window.addEventListener('languagechange', apply);
  // Another window of the machine chose: this one follows.
  window.addEventListener('storage', ({ key }) => {
    if (key === STORAGE_KEY) reread();
  });
}

function reread(): void {
  current = choiceSchema.parse(localStorage.getItem(STORAGE_KEY) ?? 'system');
  apply();
  for (const listener of listeners) listener();
}

export function languageChoice(): LanguageChoice {
  return current;
}

/** Changes every text at once, and keeps the choice. */
export function chooseLanguage(choice: LanguageChoice): void {
  current = choice;
  localStorage.setItem(STORAGE_KEY, choice);
  apply();
  for (const listener of listeners) listener();
}

export function onLanguageChoice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The choices that settings offer; the one for tests only while developing, or where it is in use. */
export function offeredLanguages(): readonly LanguageChoice[] {
  const isForTests = import.meta.env.DEV || current === pseudoLanguage;
  return isForTests ? ['system', ...languages, pseudoLanguage] : ['system', ...languages];
}

function apply(): void {
  const wanted: Language = current === 'system' ? languageFor(navigator.languages, languages, 'en') : current;
  if (wanted !== language()) setLanguage(wanted);
  document.documentElement.lang = wanted;
}
