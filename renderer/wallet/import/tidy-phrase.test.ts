import { describe, expect, it } from 'vitest';
import { tidyPhrase } from './tidy-phrase.ts';

describe('a phrase from paper', () => {
  it('loses numbers, commas, capitals and line ends', () => {
    expect(tidyPhrase('1. Legal, 2. winner\n3) THANK\r\n  year;wave')).toBe('legal winner thank year wave');
  });
});
