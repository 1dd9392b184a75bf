import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseRegionId } from '../../../shared/labels/ids.ts';
import { makeSpan } from '../../../shared/labels/make.ts';
import { indexText } from '../../../shared/labels/text-offsets.ts';
import { createSpanCheck } from './span-check.ts';

const text = '💩 Ada met\r\nBo 👨🏻‍🚒.';
const start = { id: parseRegionId('r1'), classId: 1, confidence: 90 };
const span = makeSpan(start, text, 2, 5);
const check = createSpanCheck(text, indexText(text));

describe('spans cut out of the text again', () => {
  it('passes what says the same by both counts', () => {
    expect(span).toMatchObject({ quote: 'Ada', start: 2, end: 5, startUtf16: 3, endUtf16: 6 });
    expect(check([span])).toEqual({ fitting: [span], broken: [] });
  });

  it.each([
    ['another text', { quote: 'Eve' }],
    ['units taken for code points', { startUtf16: 2, endUtf16: 5, quote: ' Ad' }],
    ['code points taken for units', { start: 3, end: 6 }],
    ['line ends that were changed', { ...makeSpan(start, text.replace('\r\n', '\n'), 6, 12), id: start.id }],
    ['an end past the text', { endUtf16: 999 }],
    ['half a surrogate pair', { start: 0, end: 1, startUtf16: 1, endUtf16: 2, quote: text.slice(1, 2) }],
    ['nothing', { end: 2, endUtf16: 3, quote: '' }],
  ])('sets apart %s, with what the text has there', (_, change) => {
    const { fitting, broken } = check([{ ...span, ...change }]);
    expect(fitting).toEqual([]);
    expect(broken).toHaveLength(1);
  });

  it('agrees with how spans are made, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.nat(40), fc.nat(40), (any, a, b) => {
        const index = indexText(any);
        const [from, to] = [Math.min(a, b) % index.codePoints, (Math.max(a, b) % index.codePoints) + 1];
        if (from >= to) return;
        expect(createSpanCheck(any, index)([makeSpan(start, any, from, to)]).broken).toEqual([]);
      }),
    );
  });
});
