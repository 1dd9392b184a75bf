import { expect, test } from 'vitest';
import { manifestItemSchema } from '../../../shared/protocol/manifest.ts';
import { suggestedRegions } from './suggested.ts';

const item = (suggestions: unknown, size = { width: 640, height: 480 }) =>
  manifestItemSchema.parse({ id: 'a', name: 'a', sha256: '0'.repeat(64), bytes: 1, mediaType: 'image/jpeg', ...size, suggestions });

test('boxes come as predictions, cut at the image; what is outside is left out', () => {
  const regions = suggestedRegions(
    item([
      { classId: 2, confidence: 61, box: [10.5, 20, 100, 90], attributes: { moving: true } },
      { classId: 1, confidence: 50, box: [600, 400, 700, 500] },
      { classId: 1, confidence: 50, box: [700, 10, 800, 20] },
    ]),
    null,
  );
  expect(regions).toMatchObject([
    { id: 'suggested-0', kind: 'box', origin: 'prediction', classId: 2, confidence: 61, x0: 10.5, y1: 90, attributes: { moving: true } },
    { id: 'suggested-1', x0: 600, y0: 400, x1: 640, y1: 480 },
  ]);
  expect(regions).toHaveLength(2);
});

test('spans are counted in code points and quoted; one past the end is left out', () => {
  const regions = suggestedRegions(item([{ classId: 1, confidence: 90, span: [2, 7] }, { classId: 1, confidence: 90, span: [5, 99] }]), '😄 hello');
  expect(regions).toMatchObject([{ kind: 'span', start: 2, end: 7, startUtf16: 3, quote: 'hello', origin: 'prediction' }]);
});
