import { describe, expect, it } from 'vitest';
import { en } from '../strings/en/index.ts';
import { de } from '../strings/de/index.ts';
import { setLanguage, t } from '../strings/strings.ts';
import { describeError } from './describe-error.ts';

describe('errors in words', () => {
  it('gives a known code its sentence, what is safe and one action', () => {
    const error = describeError({ code: 'NO_CODE', message: 'There is no contract at 0x1 on chain 5.', fix: 'Check the address.' }, t);
    expect(error.sentence).toBe(en.errors.NO_CODE.sentence);
    expect(error.safe).toBe(en.errors.NO_CODE.safe);
    expect(error.details).toEqual(['There is no contract at 0x1 on chain 5.', 'Check the address.']);
    expect(error.action).toBe('network');
  });

  it('keeps the reporter’s own message of a code that it does not know, once', () => {
    const error = describeError({ code: 'SOMETHING_NEW', message: 'The tape ran out.', field: 'reel' }, t);
    expect(error.sentence).toBe('The tape ran out.');
    expect(error.details).toEqual(['In reel']);
    expect(error.action).toBe('retry');
  });

  it('gives a foreign message no place among the sentences of another language', () => {
    setLanguage('de');
    try {
      const error = describeError({ code: 'SOMETHING_NEW', message: 'The tape ran out.' }, t);
      expect(error.sentence).toBe(de.errors.unknown.sentence);
      expect(error.details).toEqual(['The tape ran out.']);
    } finally {
      setLanguage('en');
    }
  });

  it('does not take the catalogue’s other entries for codes', () => {
    for (const code of ['title', 'action', 'detail', 'toString']) {
      expect(describeError({ code, message: 'm' }, t).sentence).toBe('m');
    }
  });

  it('offers no second try where what was typed is wrong', () => {
    const error = describeError({ code: 'WRONG_PASSWORD', message: 'This password does not open the wallet', field: 'password' }, t);
    expect(error.action).toBeNull();
    expect(error.details).toEqual([]);
  });

  it('is calm about a network that is away', () => {
    expect(describeError({ code: 'CHAIN_OFFLINE', message: 'x' }, t).isCalm).toBe(true);
    expect(describeError({ code: 'DISK_FULL', message: 'x' }, t).isCalm).toBe(false);
  });

  it('has a sentence and a safety in every entry that is a code', () => {
    const codes = Object.entries(en.errors).filter(([key]) => /^[A-Z_]+$/.test(key));
    expect(codes.length).toBeGreaterThan(50);
    for (const [code] of codes) {
      const { sentence, safe } = describeError({ code, message: 'not in the catalogue' }, t);
      expect([sentence, safe]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
      expect(sentence).not.toBe('not in the catalogue');
    }
  });
});
