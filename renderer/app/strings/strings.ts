import { useSyncExternalStore } from 'react';
import i18next from 'i18next';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import type { Say, StringValues } from './keys.ts';
import { localeOf } from './locale.ts';
import { pseudoCatalogue } from './pseudo.ts';

export type { Say } from './keys.ts';

/** The languages that a person can choose. */
export const languages = ['en', 'de'] as const;
/** The language that tests read the window in; see pseudo.ts. */
export const pseudoLanguage = 'en-XA';
export type Language = (typeof languages)[number] | typeof pseudoLanguage;

const instance = i18next.createInstance();

/** Resources are in the bundle, so the first paint already has its words, with the host or without. */
void instance.init({
  lng: 'en',
  fallbackLng: 'en',
  load: 'currentOnly',
  initAsync: false,
  defaultNS: 'app',
  ns: Object.keys(en),
  resources: { en, de },
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** For code outside React; in a component use `useStrings`, which follows a change of language. */
export const t: Say = (key, ...values) => sayNow(key, ...values);

/** The words of the chosen language. `const t = useStrings(); t('app:action.cancel')` */
export function useStrings(): Say {
  // Another function after every change of the language: what depends on it is made anew.
  return useSyncExternalStore(onLanguage, () => sayNow);
}

/** A key that came as data (a mark's name, an approval's line): its text, or the key itself where there is none. */
export function sayKey(key: string, values?: StringValues): string {
  return instance.exists(key) ? say(key, values) : key;
}

/** Every text of the window in another language from now on. */
export function setLanguage(language: Language): void {
  if (language === pseudoLanguage && !instance.hasResourceBundle(pseudoLanguage, 'app')) {
    for (const [area, texts] of Object.entries(en)) instance.addResourceBundle(pseudoLanguage, area, pseudoCatalogue(texts));
  }
  void instance.changeLanguage(language);
}

/** BCP 47 tag for Intl: the language in use, with the region of the system where it has the same language. */
export function locale(): string {
  return localeOf(instance.language, typeof navigator === 'undefined' ? [] : navigator.languages);
}

/** The language of the texts, as `lang` of the page. */
export function language(): string {
  return instance.language;
}

/** Told after every change of the language. */
export function onLanguage(listener: () => void): () => void {
  instance.on('languageChanged', listener);
  return () => instance.off('languageChanged', listener);
}

const say = (key: string, values?: StringValues): string => instance.t(key, optionsOf(values));

/** Beyond it what was said is forgotten: every item that is opened says sentences of its own. */
const KEPT_MOST = 600;

/**
 * Remembers what it said, one memory for the whole window. Looking a text up, choosing its plural and filling it in
 * takes some 50 microseconds, and a list of thirty rows asks for three hundred texts when it moves.
 */
function keeping(): Say {
  const kept = new Map<string, string>();
  return (key, ...[values]) => {
    const whole = values === undefined ? key : `${key}\n${JSON.stringify(values)}`;
    const known = kept.get(whole);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_MOST) kept.clear();
    const text = say(key, values);
    kept.set(whole, text);
    return text;
  };
}

let sayNow = keeping();
instance.on('languageChanged', () => {
  sayNow = keeping();
});

/** The bare `count` picks the plural; what is shown is written as the language writes it. */
function optionsOf(values: StringValues = {}): Record<string, unknown> {
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? formatNumber(value) : value]));
  const { count } = values;
  return typeof count === 'number' ? { count, replace: shown } : { replace: shown };
}

const formats = new Map<string, Intl.NumberFormat>();

function formatNumber(value: number): string {
  const tag = locale();
  const format = formats.get(tag) ?? new Intl.NumberFormat(tag);
  formats.set(tag, format);
  return format.format(value);
}
