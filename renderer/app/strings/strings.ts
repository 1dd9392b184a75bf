import { useMemo } from 'react';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en/index.ts';
import type { StringKey, StringValues } from './keys.ts';

/** Says a text of the catalogue in the chosen language. */
export type Say = (key: StringKey, values?: StringValues) => string;

const instance = i18next.createInstance();

/** Resources are in the bundle, so the first paint already has its words. Other languages join `resources`. */
void instance.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  defaultNS: 'app',
  ns: Object.keys(en),
  resources: { en },
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** For code outside React; in a component use `useStrings`, which follows a change of language. */
export const t: Say = (key, values) => instance.t(key, values ?? {});

/** The words of the chosen language. `const t = useStrings(); t('app:action.cancel')` */
export function useStrings(): Say {
  const { t: translate } = useTranslation(undefined, { i18n: instance });
  return useMemo<Say>(() => (key, values) => translate(key, values ?? {}), [translate]);
}

/** A key that came as data (a mark's name, an approval's line): its text, or the key itself where there is none. */
export function sayKey(key: string, values?: StringValues): string {
  return instance.exists(key) ? instance.t(key, values ?? {}) : key;
}

/** BCP 47 tag of the language in use: for Intl. */
export function language(): string {
  return instance.resolvedLanguage ?? 'en';
}
