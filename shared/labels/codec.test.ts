import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../result.ts';
import { joinItems, splitBatch, unpackItem } from './codec-bytes.ts';
import { decodeBatch, decodeItem, encodeBatch, encodeItem } from './codec.ts';
import type { CodecContext, ItemGeometry } from './codec.ts';
import { parseItemId, parseRegionId } from './ids.ts';
import { emptyItemLabels, makeBox, makeItemClass, makeSpan } from './make.ts';
import type { ItemLabels, Region } from './types.ts';

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const bytesOf = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const start = (name: string, classId = 1, confidence = 90) => ({ id: parseRegionId(name), classId, confidence });
const labelsOf = (...regions: Region[]): ItemLabels => ({ ...emptyItemLabels(parseItemId('item')), regions });
const boxes: CodecContext = { kind: 'boxes', classCount: 9, thresholdBps: 5000 };
const spans: CodecContext = { kind: 'spans', classCount: 9, thresholdBps: 5000 };
const classes: CodecContext = { kind: 'class', classCount: 9, thresholdBps: 10000 };
const image: ItemGeometry = { kind: 'image', widthPx: 4000, heightPx: 3000 };
const text = 'label1 😄 label2';

describe('encodeItem', () => {
  it('writes the bytes that the design lays down', () => {
    const box = makeBox(start('a', 3, 100), { x0: 0, y0: 0, x1: 4000, y1: 1500 });
    expect(hex(must(encodeItem(labelsOf(box), boxes, image)))).toBe('0103640000' + '0000' + 'ffff' + '8000');
    const span = makeSpan(start('a', 2, 50), text, 7, 8);
    expect(hex(must(encodeItem(labelsOf(span), spans, { kind: 'text', text })))).toBe('0102320000000700000008');
    expect(hex(must(encodeItem(labelsOf(makeItemClass(start('a', 4, 1))), classes, image)))).toBe('010401');
    expect(hex(must(encodeItem(labelsOf(makeItemClass(start('a', 4, 1))), boxes, image)))).toBe('010401' + '00'.repeat(8));
    expect(hex(must(encodeItem(labelsOf(), boxes, image)))).toBe('00');
    expect(hex(must(encodeItem({ ...labelsOf(box), cannotTell: 'unclear' }, boxes, image)))).toBe('ff');
  });

  it('gives one encoding to one set of labels, in whatever order they were drawn', () => {
    const a = makeBox(start('a', 2), { x0: 10, y0: 10, x1: 50, y1: 50 });
    const b = makeBox(start('b', 1), { x0: 900, y0: 10, x1: 950, y1: 50 });
    const c = makeBox(start('c', 2), { x0: 500, y0: 10, x1: 650, y1: 50 });
    const first = must(encodeItem(labelsOf(a, b, c), boxes, image));
    expect(must(encodeItem(labelsOf(c, b, a), boxes, image))).toEqual(first);
    expect(must(unpackItem('boxes', first, { classCount: 9 }))?.map((region) => region.classId)).toEqual([1, 2, 2]);
  });

  it.each([
    ['BOX_OUTSIDE', 'x1', makeBox(start('a'), { x0: 1, y0: 1, x1: 4001, y1: 9 })],
    ['BOX_OUTSIDE', 'y0', makeBox(start('a'), { x0: 1, y0: -1, x1: 40, y1: 9 })],
    ['NOT_A_NUMBER', 'x0', makeBox(start('a'), { x0: NaN, y0: 1, x1: 40, y1: 9 })],
    ['BOX_EMPTY', 'y1', makeBox(start('a'), { x0: 1, y0: 1, x1: 40, y1: 1.01 })],
    ['CLASS_OUTSIDE', 'class', makeBox(start('a', 10), { x0: 1, y0: 1, x1: 40, y1: 9 })],
    ['CONFIDENCE_OUTSIDE', 'confidence', makeBox(start('a', 1, 101), { x0: 1, y0: 1, x1: 40, y1: 9 })],
    ['NOT_A_NUMBER', 'confidence', makeBox(start('a', 1, 0.5), { x0: 1, y0: 1, x1: 40, y1: 9 })],
    ['WRONG_KIND', 'kind', makeSpan(start('a'), text, 0, 3)],
  ])('refuses with %s and names %s', (code, field, region) => {
    expect(encodeItem(labelsOf(region), boxes, image)).toMatchObject({ ok: false, error: { code, field, regionIndex: 0 } });
  });

  it('refuses a span that is not the text it was made on', () => {
    const span = makeSpan(start('a'), text, 9, 15);
    const geometry: ItemGeometry = { kind: 'text', text };
    expect(encodeItem(labelsOf({ ...span, quote: 'label3' }), spans, geometry)).toMatchObject({ ok: false, error: { code: 'SPAN_QUOTE' } });
    expect(encodeItem(labelsOf({ ...span, startUtf16: 9 }), spans, geometry)).toMatchObject({ ok: false, error: { code: 'SPAN_OFFSETS' } });
    expect(encodeItem(labelsOf({ ...span, end: 16 }), spans, geometry)).toMatchObject({ ok: false, error: { code: 'SPAN_OUTSIDE', field: 'end' } });
    expect(encodeItem(labelsOf({ ...span, end: 9, endUtf16: 10, quote: '' }), spans, geometry)).toMatchObject({ ok: false, error: { code: 'SPAN_EMPTY' } });
  });

  it('refuses the same region twice, by the threshold', () => {
    const a = makeBox(start('a'), { x0: 100, y0: 100, x1: 200, y1: 200 });
    const half = makeBox(start('b'), { x0: 100, y0: 100, x1: 200, y1: 151 });
    const less = makeBox(start('b'), { x0: 100, y0: 100, x1: 200, y1: 149 });
    expect(encodeItem(labelsOf(a, half), boxes, image)).toMatchObject({ ok: false, error: { code: 'DUPLICATE', regionIndex: 1 } });
    expect(encodeItem(labelsOf(a, less), boxes, image).ok).toBe(true);
    expect(encodeItem(labelsOf(a, { ...half, classId: 2 }), boxes, image).ok).toBe(true);
    const whole = makeItemClass(start('w'));
    expect(encodeItem(labelsOf(whole, { ...whole, confidence: 10 }), boxes, image)).toMatchObject({ ok: false, error: { code: 'DUPLICATE' } });
    expect(encodeItem(labelsOf(a, whole), boxes, image).ok).toBe(true);
  });

  it('refuses more than 32 regions', () => {
    const many = Array.from({ length: 33 }, (_, index) => makeBox(start(`r${index}`), { x0: index * 50, y0: 0, x1: index * 50 + 40, y1: 40 }));
    expect(encodeItem(labelsOf(...many), boxes, image)).toMatchObject({ ok: false, error: { code: 'TOO_MANY_REGIONS' } });
    expect(encodeItem(labelsOf(...many.slice(1)), boxes, image).ok).toBe(true);
  });
});

describe('decodeItem', () => {
  it('gives back whole pixels as they were', () => {
    const size = fc.integer({ min: 2, max: 65_535 });
    const whole = fc.tuple(size, size).chain(([widthPx, heightPx]) =>
      fc.record({
        widthPx: fc.constant(widthPx),
        heightPx: fc.constant(heightPx),
        x: fc.uniqueArray(fc.integer({ min: 0, max: widthPx }), { minLength: 2, maxLength: 2 }),
        y: fc.uniqueArray(fc.integer({ min: 0, max: heightPx }), { minLength: 2, maxLength: 2 }),
      }),
    );
    fc.assert(
      fc.property(whole, ({ widthPx, heightPx, x, y }) => {
        const box = makeBox(start('a'), { x0: x[0]!, x1: x[1]!, y0: y[0]!, y1: y[1]! });
        const geometry: ItemGeometry = { kind: 'image', widthPx, heightPx };
        const decoded = must(decodeItem(must(encodeItem(labelsOf(box), boxes, geometry)), boxes, geometry));
        expect(decoded.regions).toEqual([{ kind: 'box', classId: 1, confidence: 90, x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1 }]);
      }),
    );
  });

  it('encodes back to the same bytes, whatever the pixels were', () => {
    const coordinate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate, coordinate, coordinate), fc.integer({ min: 1, max: 30_000 }), ([a, b, c, d], widthPx) => {
        const geometry: ItemGeometry = { kind: 'image', widthPx, heightPx: 777 };
        const box = makeBox(start('a'), { x0: a * widthPx, x1: b * widthPx, y0: c * 777, y1: d * 777 });
        const bytes = encodeItem(labelsOf(box), boxes, geometry);
        fc.pre(bytes.ok);
        const region = must(decodeItem(must(bytes), boxes, geometry)).regions[0]!;
        expect(must(encodeItem(labelsOf({ ...box, ...region }), boxes, geometry))).toEqual(must(bytes));
      }),
    );
  });

  it('gives spans with both offsets and their text', () => {
    const span = makeSpan(start('a'), text, 9, 15);
    const geometry: ItemGeometry = { kind: 'text', text };
    const decoded = must(decodeItem(must(encodeItem(labelsOf(span), spans, geometry)), spans, geometry));
    expect(decoded.regions).toEqual([{ kind: 'span', classId: 1, confidence: 90, start: 9, end: 15, startUtf16: 10, endUtf16: 16, quote: 'label2' }]);
  });

  it.each([
    ['TRUNCATED', ''],
    ['TRUNCATED', '01013c0001'],
    ['TRAILING_BYTES', 'ff00'],
    ['TRAILING_BYTES', '0000'],
    ['TOO_MANY_REGIONS', '21' + '01'.repeat(330)],
    ['CLASS_OUTSIDE', '01003c00000000ffffffff'],
    ['CLASS_OUTSIDE', '010a3c00000000ffffffff'],
    ['CONFIDENCE_OUTSIDE', '01016500000000ffffffff'],
    ['BOX_EMPTY', '01013c00010000000100ff'],
    ['NOT_ASCENDING', '02013c00000000ffffffff013c00000000ffffffff'],
    ['NOT_ASCENDING', '02023c00000000ffffffff013c00000000ffffffff'],
  ])('refuses with %s: %s', (code, encoded) => {
    expect(decodeItem(bytesOf(encoded), boxes, image)).toMatchObject({ ok: false, error: { code } });
  });

  it('takes anything without throwing, and accepts only what encodes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const decoded = decodeItem(bytes, { ...boxes, classCount: 255 }, image);
        if (decoded.ok && !decoded.value.cannotTell) expect(bytes[0]).toBe(decoded.value.regions.length);
      }),
    );
  });
});

describe('batches', () => {
  it('are their items one after another, and split again', () => {
    const items = ['ff', '00', '01013c00000000ffffffff', '00'].map(bytesOf);
    expect(must(splitBatch('boxes', joinItems(items), 4))).toEqual(items);
    expect(splitBatch('boxes', joinItems(items), 3)).toMatchObject({ ok: false, error: { code: 'TRAILING_BYTES' } });
    expect(splitBatch('boxes', joinItems(items), 5)).toMatchObject({ ok: false, error: { code: 'TRUNCATED', itemIndex: 4 } });
  });

  it('round trip through labels, and name the item that is wrong', () => {
    const good = makeBox(start('a'), { x0: 1, y0: 1, x1: 40, y1: 9 });
    const bytes = must(encodeBatch([{ labels: labelsOf(good), geometry: image }, { labels: labelsOf(), geometry: image }], boxes));
    expect(must(decodeBatch(bytes, boxes, [image, image])).map((item) => item.regions.length)).toEqual([1, 0]);
    const bad = encodeBatch([{ labels: labelsOf(), geometry: image }, { labels: labelsOf({ ...good, x1: 5000 }), geometry: image }], boxes);
    expect(bad).toMatchObject({ ok: false, error: { code: 'BOX_OUTSIDE', itemIndex: 1, regionIndex: 0, field: 'x1' } });
    if (!bad.ok) expect(bad.error.message).toBe('Item 2: Region 1 reaches outside the image: x1 is 5000, and the image goes from 0 to 4000');
  });
});
