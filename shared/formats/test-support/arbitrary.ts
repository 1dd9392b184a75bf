import fc from 'fast-check';
import { codePointLength } from '../../labels/text-offsets.ts';
import { reservedNames } from '../fields.ts';
import { boxLabel, classLabel, imageItem, spanLabel, textItem } from '../model.ts';
import type { Extras, FormatItem, Label } from '../model.ts';

const className = fc.constantFrom('Boat', 'zebra crossing', 'Größe', '人', 'a & b', '"quoted"', 'x<y', 'e\u0301t\u00e9', '👩‍🚒');
const attributeName = fc.constantFrom('colour', 'parked by', 'n', 'a&b').filter((name) => !reservedNames.has(name));
/** Texts that read like numbers change their type in XML, which is counted and tested by itself. */
const attributeValue = fc.oneof(fc.boolean(), fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0.5, -2.25), fc.constantFrom('red', 'two words', '<b>', '&amp;', 'naïve', '"', ' lead', '１', "it's", 'line\nend'));
const score = fc.option(fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100));
const extras: fc.Arbitrary<Extras | null> = fc.option(fc.record({ votes: fc.integer({ min: 1, max: 7 }), voters: fc.array(fc.record({ annotator: fc.constantFrom('0xab', '0xcd'), block: fc.nat(9999) }), { maxLength: 2 }) }));
const common = fc.record({
  className,
  score,
  attributes: fc.dictionary(attributeName, attributeValue, { maxKeys: 3, noNullPrototype: true }),
  origin: fc.constantFrom(null, 'prediction' as const, 'prediction-changed' as const),
  group: fc.option(fc.integer({ min: 1, max: 9 })),
  extras,
});
const flag = fc.boolean();

function box(widthPx: number, heightPx: number): fc.Arbitrary<Label> {
  // Whole pixels, and parts of pixels as our own codec decodes them.
  const side = (sizePx: number) => fc.tuple(fc.integer({ min: 0, max: sizePx * 1000 - 1 }), fc.integer({ min: 1, max: sizePx * 1000 }), fc.boolean()).map(([one, length, isWhole]) => {
    const low = isWhole ? Math.floor(one / 1000) : one / 1000;
    const high = Math.min(sizePx, isWhole ? Math.max(low + 1, Math.ceil((one + length) / 1000)) : (one + length) / 1000);
    return [low, high] as const;
  });
  return fc.record({ common, x: side(widthPx), y: side(heightPx), occluded: flag, truncated: flag, difficult: flag, crowd: flag, zOrder: fc.integer({ min: 0, max: 5 }) }).map(({ common: fields, x, y, ...rest }) => boxLabel({ ...fields, ...rest, x0: x[0], y0: y[0], x1: x[1], y1: y[1] }));
}

const split = fc.constantFrom(null, 'val', 'test');
const answer = fc.constantFrom(null, 'accept' as const, 'reject' as const, 'ignore' as const);
const name = fc.constantFrom('boat', 'two words', 'größe', 'a#b', 'c+d', '100% sure', 'e&f', '人', "it's");

const image: fc.Arbitrary<FormatItem> = fc
  .record({ name, folder: fc.constantFrom('', 'deep/', 'images/'), ending: fc.constantFrom('.jpg', '.png'), widthPx: fc.integer({ min: 1, max: 9000 }), heightPx: fc.integer({ min: 1, max: 9000 }), split, answer, extras, wholes: fc.uniqueArray(common.map((fields) => classLabel(fields)), { maxLength: 2, selector: (label) => label.className }) })
  .chain(({ wholes, widthPx, heightPx, ...rest }) => fc.array(box(widthPx, heightPx), { maxLength: 4 }).map((boxes) => imageItem({ path: `${rest.folder}${rest.name}${rest.ending}`, widthPx, heightPx, split: rest.split, answer: rest.answer, extras: rest.extras, labels: [...boxes, ...wholes] })));

const piece = fc.constantFrom('Jane', ' ', 'Smith', '\n', '\r\n', '💩', '👨🏻‍🚒', 'שלום', 'مرحبا', '.', ',', 'e\u0301', '10-12', 'don’t', '\t', 'O', '#');
const text: fc.Arbitrary<FormatItem> = fc
  .record({ name, pieces: fc.array(piece, { minLength: 1, maxLength: 14 }), split, answer, extras, wholes: fc.uniqueArray(common.map((fields) => classLabel(fields)), { maxLength: 2, selector: (label) => label.className }) })
  .chain(({ pieces, wholes, ...rest }) => {
    const whole = pieces.join('');
    const length = codePointLength(whole);
    const span = fc.tuple(common, fc.nat(length - 1), fc.nat(length - 1)).map(([fields, one, other]) => spanLabel({ ...fields, start: Math.min(one, other), end: Math.max(one, other) + 1 }));
    return fc.uniqueArray(span, { maxLength: 4, selector: (label) => `${label.start} ${label.end} ${label.className}` }).chain((spans) => {
      const place = fc.nat(Math.max(0, spans.length - 1));
      const relations = spans.length < 2 ? fc.constant([]) : fc.array(fc.record({ from: place, to: place, label: fc.constantFrom('', 'works at') }), { maxLength: 2 });
      return relations.map((between) => textItem({ path: `${rest.name}.txt`, text: whole, labels: [...spans, ...wholes], relations: between, split: rest.split, answer: rest.answer, extras: rest.extras }));
    });
  });

/** Items with everything that an item can say, each name once, and each stem. */
export function itemsOfKind(kind: 'image' | 'text'): fc.Arbitrary<FormatItem[]> {
  return fc.uniqueArray(kind === 'image' ? image : text, { minLength: 1, maxLength: 3, selector: ({ path }) => path.replace(/\.[^.]*$/, '') });
}
