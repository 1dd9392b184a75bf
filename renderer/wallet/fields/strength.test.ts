import { describe, expect, it } from 'vitest';
import { strengthOf } from './strength.ts';

describe('strength of a password', () => {
  it('is not fooled by length, runs and well-known words', () => {
    for (const password of ['aaaaaaaaaaaaaaaa', 'abcdefghijkl', '12345678901', 'password123', 'Tessera1', 'short1!']) expect(strengthOf(password)).toBe('weak');
  });

  it('honours unrelated words and mixed characters', () => {
    expect(strengthOf('correct horse battery staple')).toBe('strong');
    expect(['good', 'strong']).toContain(strengthOf('mT7#qL2!vR9z'));
  });
});
