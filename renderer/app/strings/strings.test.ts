import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage, languageChoice, offeredLanguages, startLanguage } from './language-choice.ts';
import { languageFor, localeOf } from './locale.ts';
import { pseudoText } from './pseudo.ts';
import { locale, onLanguage, sayKey, setLanguage, t } from './strings.ts';

const system = (...tags: string[]): void => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(tags);
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.restoreAllMocks();
  setLanguage('en');
});

describe('the language of the window', () => {
  it('is the system’s first that there is a catalogue for, and English otherwise', () => {
    expect(languageFor(['fr-CA', 'de-AT', 'en-GB'], ['en', 'de'], 'en')).toBe('de');
    expect(languageFor(['fr', 'ja'], ['en', 'de'], 'en')).toBe('en');
    system('de-CH', 'en-US');
    startLanguage();
    expect([languageChoice(), t('app:action.cancel'), document.documentElement.lang]).toEqual(['system', 'Abbrechen', 'de']);
  });

  it('changes at once when another is chosen, and is kept', () => {
    system('en-US');
    startLanguage();
    const told = vi.fn();
    const stop = onLanguage(told);
    chooseLanguage('de');
    expect([t('app:action.cancel'), sayKey('app:action.cancel'), document.documentElement.lang, told.mock.calls.length]).toEqual(['Abbrechen', 'Abbrechen', 'de', 1]);
    stop();
    setLanguage('en');
    startLanguage();
    expect([languageChoice(), t('app:action.cancel')]).toEqual(['de', 'Abbrechen']);
  });

  it('takes what was kept for no more than it is', () => {
    localStorage.setItem('tessera.language', '<script>');
    system('en-US');
    startLanguage();
    expect([languageChoice(), t('app:action.cancel')]).toEqual(['system', 'Cancel']);
  });

  it('picks plurals and writes numbers as the language does', () => {
    const say = (count: number): string => t('app:status.waiting', { count });
    expect([say(1), say(1234)]).toEqual(['1 batch waits to be sent', '1,234 batches wait to be sent']);
    system('en-US');
    setLanguage('de');
    expect([say(1), say(1234)]).toEqual(['1 Stapel wartet auf den Versand', '1.234 Stapel warten auf den Versand']);
  });

  it('writes numbers and dates by the system’s region where it speaks the language', () => {
    expect([localeOf('de', ['en-US', 'de-CH']), localeOf('de', ['en-US']), localeOf('en', ['en-GB', 'en-US'])]).toEqual(['de-CH', 'de', 'en-GB']);
    system('de-CH');
    setLanguage('de');
    expect(locale()).toBe('de-CH');
  });
});

describe('the language for tests', () => {
  it('keeps places, adds accents, length and brackets', () => {
    expect(pseudoText('Seal {{count}} now')).toBe('⟦Šéáļ {{count}} ñôŵ~~~~⟧');
    chooseLanguage('en-XA');
    expect(t('app:status.waiting', { count: 2 })).toMatch(/^⟦2 .*~+⟧$/u);
  });

  it('is offered only while it is in use', () => {
    vi.stubEnv('DEV', false);
    system('en');
    chooseLanguage('system');
    expect(offeredLanguages()).toEqual(['system', 'en', 'de']);
    chooseLanguage('en-XA');
    expect(offeredLanguages()).toContain('en-XA');
    vi.unstubAllEnvs();
  });
});
