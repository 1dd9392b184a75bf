import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, canonicalTextOf, plainJson } from './canonical-json.ts';

it('puts any value into the same words as its copy in JSON', () => {
  const value = fc.anything({ withBigInt: false, withSparseArray: false, withNullPrototype: false, maxDepth: 4 });
  fc.assert(
    fc.property(value, value, (one, other) => {
      // What stands in several places, as a voter stands in several labels.
      const whole = { one, 'twice "said"': { other, deep: [other, undefined, Number.NaN, -0] }, other, gone: undefined };
      expect(canonicalTextOf(whole)).toBe(canonicalJson(plainJson(whole)));
    }),
  );
});
