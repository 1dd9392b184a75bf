import { describe, expect, it } from 'vitest';
import { hasTooManyValues } from './json-weight.ts';

const bytes = (text: string) => Buffer.from(text);

describe('how many values a text has', () => {
  it.each([
    ['lists', '[],'.repeat(50)],
    ['objects', '{},'.repeat(50)],
    ['numbers', '1,'.repeat(50)],
  ])('is counted without parsing it: %s', (_, text) => {
    expect(hasTooManyValues(bytes(text), 40)).toBe(true);
    expect(hasTooManyValues(bytes(text), 200)).toBe(false);
  });

  it('passes over what stands in quotes, escaped quotes included', () => {
    const text = `{"a":"${',[{'.repeat(50)}\\"${',[{'.repeat(50)}","b":1}`;
    expect(hasTooManyValues(bytes(text), 2)).toBe(false);
    expect(hasTooManyValues(bytes(`${text}${',1'.repeat(5)}`), 2)).toBe(true);
  });
});
