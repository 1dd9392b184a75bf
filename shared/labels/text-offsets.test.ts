import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointLength, codePointOfUtf16, indexText, sliceCodePoints, utf16OfCodePoint } from './text-offsets.ts';

/** Bounds of `word` in code points, by JavaScript's own iteration. */
function bounds(text: string, word: string): [number, number] {
  const start = Array.from(text.slice(0, text.indexOf(word))).length;
  return [start, start + Array.from(word).length];
}

describe('code points and UTF-16', () => {
  it.each([
    ['label1 😄 label2', '😄', 7, 8],
    ['label1 😄 label2', 'label2', 9, 15],
    ['💩This is an annotation.', 'annotation', 12, 22],
    ['a\r\nb', 'b', 3, 4],
    ['e\u0301tude', 'tude', 2, 6],
  ])('%j: %j is %i to %i', (text, word, start, end) => {
    expect(bounds(text, word)).toEqual([start, end]);
    expect(sliceCodePoints(text, start, end)).toBe(word);
    expect(codePointOfUtf16(text, text.indexOf(word))).toBe(start);
    expect(utf16OfCodePoint(text, start)).toBe(text.indexOf(word));
  });

  it('agrees with string iteration on any text, lone surrogates too', () => {
    const unit = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\udc00', '👨🏻‍🚒', 'שלום', '\r\n'));
    const text = fc.array(unit, { maxLength: 400 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (value, a, b) => {
        const points = Array.from(value);
        const index = indexText(value);
        expect(codePointLength(value)).toBe(points.length);
        expect(index.codePoints).toBe(points.length);
        const start = a % (points.length + 1);
        const end = Math.max(start, b % (points.length + 1));
        const expected = points.slice(start, end).join('');
        expect(sliceCodePoints(value, start, end)).toBe(expected);
        expect(index.slice(start, end)).toBe(expected);
        expect(index.toCodePoint(index.toUtf16(start))).toBe(start);
        expect(codePointOfUtf16(value, utf16OfCodePoint(value, start))).toBe(start);
      }),
      { numRuns: 40 },
    );
  });

  it('takes an offset inside a pair as the place after it', () => {
    expect(codePointOfUtf16('😄a', 1)).toBe(1);
    expect(indexText('😄a').toCodePoint(1)).toBe(1);
  });
});
