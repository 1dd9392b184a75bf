import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { arrayOf } from './array-of.ts';

const numbers = z.object({ numbers: arrayOf(z.number(), 1, 1000).default([1]) });

describe('a list that a stranger sends', () => {
  it('is read as any other', () => {
    expect(numbers.parse({ numbers: [1, 2, 3] })).toEqual({ numbers: [1, 2, 3] });
    expect(numbers.parse({})).toEqual({ numbers: [1] });
  });

  it('is named by its first wrong entries, each by its place, and left at the fifth', () => {
    const issues = numbers.safeParse({ numbers: [1, ...Array<string>(900).fill('x')] }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.'))).toEqual(['numbers.1', 'numbers.2', 'numbers.3', 'numbers.4', 'numbers.5']);
    expect(issues[0]?.message).toContain('number');
  });

  it('is not read where it is too long or too short', () => {
    for (const list of [[], Array<string>(1001).fill('x')]) expect(numbers.safeParse({ numbers: list }).error?.issues).toHaveLength(1);
  });
});
