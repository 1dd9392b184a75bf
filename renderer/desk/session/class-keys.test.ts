import { describe, expect, it } from 'vitest';
import { assignClassKeys, classOfKey } from './class-keys.ts';

const classes = (...keys: (string | undefined)[]) =>
  keys.map((key, index) => ({ id: index + 1, name: `c${index + 1}`, colour: '#000000', ...(key === undefined ? {} : { key }) }));

describe('class keys', () => {
  it('gives 1 to 9, 0, then the same with Shift', () => {
    const keys = assignClassKeys(classes(...Array.from({ length: 25 }, () => undefined)));
    expect([keys.get(1), keys.get(9), keys.get(10), keys.get(11), keys.get(20), keys.get(21)]).toEqual([
      'Digit1', 'Digit9', 'Digit0', 'Shift+Digit1', 'Shift+Digit0', undefined,
    ]);
  });

  it('gives a class the digit it asks for, and the others what is left', () => {
    const list = classes(undefined, '1', 'Shift+2', undefined);
    expect([...assignClassKeys(list)].sort(([a], [b]) => a - b)).toEqual([[1, 'Digit2'], [2, 'Digit1'], [3, 'Shift+Digit2'], [4, 'Digit3']]);
    expect(classOfKey(list, 'Digit1')?.id).toBe(2);
  });

  it('gives a digit once, and no letters', () => {
    expect([...assignClassKeys(classes('3', '3', 'b')).values()]).toEqual(['Digit3', 'Digit1', 'Digit2']);
  });
});
