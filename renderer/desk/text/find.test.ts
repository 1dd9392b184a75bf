import { describe, expect, it } from 'vitest';
import { findAll, matchFrom, MOST_FOUND } from './find.ts';

const found = (text: string, query: string, isCaseSensitive = false) => findAll(text, query, isCaseSensitive).map(({ start, end }) => text.slice(start, end));

describe('finding in a text', () => {
  it('counts every place, with and without a difference of capitals', () => {
    expect(found('Rome, rome, ROME', 'rome')).toEqual(['Rome', 'rome', 'ROME']);
    expect(found('Rome, rome, ROME', 'rome', true)).toEqual(['rome']);
    expect(found('МОСКВА Москва', 'москва')).toEqual(['МОСКВА', 'Москва']);
  });

  it('keeps the offsets of the text where small and capital letters differ in length', () => {
    // İ is two letters in lower case: offsets taken from a lower-cased text would be off by one.
    expect(findAll('İzmir Rome', 'rome', false)).toEqual([{ start: 6, end: 10 }]);
  });

  it('takes an accent for the same however it is written', () => {
    expect(found('café cafe\u0301', 'café')).toEqual(['café', 'cafe\u0301']);
    // A bare letter is not found inside a letter with a mark.
    expect(found('cafe\u0301 cafe', 'cafe')).toEqual(['cafe']);
  });

  it('finds emoji whole, and never a part of a joined one', () => {
    expect(found('a 😄 b 😄', '😄')).toEqual(['😄', '😄']);
    expect(found('👨🏻‍🚒 🚒', '🚒')).toEqual(['🚒']);
  });

  it('takes signs of patterns for what they are, and any blank for a blank', () => {
    expect(found('a.b axb (a.b)', '(a.b)')).toEqual(['(a.b)']);
    expect(found('new\r\nYork, new  York', 'new york')).toEqual(['new\r\nYork', 'new  York']);
    expect(found('Rome', '  ')).toEqual([]);
  });

  it('stops at a number that can be drawn', () => {
    expect(findAll('a '.repeat(MOST_FOUND + 10), 'a', false)).toHaveLength(MOST_FOUND);
  });

  it('begins at the cursor and goes round the end', () => {
    const matches = findAll('a b a b a', 'a', false);
    expect([matchFrom(matches, 1), matchFrom(matches, 5), matchFrom(matches, 9), matchFrom([], 0)]).toEqual([1, 2, 0, -1]);
  });
});
