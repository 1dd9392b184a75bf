import { describe, expect, it } from 'vitest';
import { pickPositions, wrongPositions } from './confirmation.ts';

const words = ['legal', 'winner', 'thank', 'year', 'wave', 'sausage', 'worth', 'useful', 'legal', 'winner', 'thank', 'yellow'];

describe('confirming the phrase', () => {
  it('asks for three different places in order, whatever the dice say', () => {
    for (const value of [0, 0.5, 0.999999]) {
      const positions = pickPositions(12, () => value);
      expect(new Set(positions).size).toBe(3);
      expect([...positions].sort((a, b) => a - b)).toEqual(positions);
      expect(positions.every((position) => position >= 0 && position < 12)).toBe(true);
    }
  });

  it('can ask for every place', () => {
    const seen = new Set<number>();
    for (let step = 0; step < 12; step++) for (const position of pickPositions(12, () => step / 12)) seen.add(position);
    expect(seen.size).toBe(12);
  });

  it('takes words as people type them', () => {
    expect(wrongPositions(words, [0, 5, 11], { 0: ' Legal ', 5: 'SAUSAGE', 11: 'yellow' })).toEqual([]);
  });

  it('names the places that are wrong or empty', () => {
    expect(wrongPositions(words, [0, 5, 11], { 0: 'legal', 5: 'winner' })).toEqual([5, 11]);
  });
});
