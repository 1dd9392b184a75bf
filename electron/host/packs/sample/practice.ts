import { assertNever } from '../../../../shared/assert-never.ts';
import { parseRegionId } from '../../../../shared/labels/ids.ts';
import { makeBox, makeItemClass, makeSpan } from '../../../../shared/labels/make.ts';
import type { RegionStart } from '../../../../shared/labels/make.ts';
import { codePointLength, codePointOfUtf16 } from '../../../../shared/labels/text-offsets.ts';
import type { Region } from '../../../../shared/labels/types.ts';
import type { BoxAnswers, ClassAnswers, Practitioner, SamplePack, SpanAnswers, TextLabels, TrueBox } from './types.ts';

/** What an item's file holds, as the build has written it. */
export type SampleMedia =
  | { readonly kind: 'image'; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: 'text'; readonly text: string };

/**
 * What `who` says about an item, the same at every start. The expert gives the truth; the two annotators draw a
 * little beside it, and repeat the mistakes that the item's description gives them. Null where there is no such item.
 */
export function answersOf(pack: SamplePack, itemId: string, who: Practitioner, media: SampleMedia): readonly Region[] | null {
  const random = randomOf(`${pack.key}/${itemId}/${who}`);
  switch (pack.kind) {
    case 'boxes': {
      const item = pack.items.find(({ id }) => id === itemId);
      return item === undefined || media.kind !== 'image' ? null : boxes(item.answers, who, media, random);
    }
    case 'spans': {
      const item = pack.items.find(({ id }) => id === itemId);
      return item === undefined || media.kind !== 'text' ? null : spans(item.answers, who, media.text, random);
    }
    case 'class': {
      const item = pack.items.find(({ id }) => id === itemId);
      return item === undefined ? null : [itemClass(item.answers, who, random)];
    }
    default:
      return assertNever(pack);
  }
}

type Random = () => number;

function start(index: number, classId: number, who: Practitioner, random: Random): RegionStart {
  // Whole confidences from 80 to 97; who is mistaken does not know it.
  const confidence = who === 'expert' ? 99 : 80 + Math.floor(random() * 18);
  return { id: parseRegionId(`practice-${who}-${index}`), classId, confidence };
}

function mistakeOf<T>(answers: { readonly mistakes?: { readonly a?: T; readonly b?: T } }, who: Practitioner): T | undefined {
  return who === 'expert' ? undefined : answers.mistakes?.[who];
}

function boxes(answers: BoxAnswers, who: Practitioner, size: { widthPx: number; heightPx: number }, random: Random): Region[] {
  const drawn = mistakeOf(answers, who) ?? answers.truth;
  return drawn.map((box, index) => makeBox(start(index, box.classId, who, random), who === 'expert' ? corners(box) : beside(box, size, random)));
}

function corners({ at: [x0, y0, x1, y1] }: TrueBox) {
  return { x0, y0, x1, y1 };
}

/** Each edge up to 2.5 % of the side away, in whole pixels, inside the picture. */
function beside({ at: [x0, y0, x1, y1] }: TrueBox, size: { widthPx: number; heightPx: number }, random: Random) {
  const off = (sidePx: number) => (random() * 2 - 1) * 0.025 * sidePx;
  const within = (value: number, limit: number) => Math.min(limit, Math.max(0, Math.round(value)));
  return {
    x0: within(x0 + off(x1 - x0), size.widthPx),
    y0: within(y0 + off(y1 - y0), size.heightPx),
    x1: within(x1 + off(x1 - x0), size.widthPx),
    y1: within(y1 + off(y1 - y0), size.heightPx),
  };
}

function spans(answers: SpanAnswers, who: Practitioner, text: string, random: Random): Region[] {
  const said: TextLabels = mistakeOf(answers, who) ?? answers.truth;
  const marked = said.spans.map((span, index): Region => {
    const at = placeOf(text, span.quote, span.nth ?? 0);
    const from = codePointOfUtf16(text, at);
    return makeSpan(start(index, span.classId, who, random), text, from, from + codePointLength(span.quote));
  });
  return [...marked, makeItemClass(start(marked.length, said.documentClass, who, random))];
}

function itemClass(answers: ClassAnswers, who: Practitioner, random: Random): Region {
  return makeItemClass(start(0, mistakeOf(answers, who) ?? answers.truth, who, random));
}

/** UTF-16 offset of the nth place of a quote that stands by itself: "Rosa" is not in "Rosalind". */
function placeOf(text: string, quote: string, nth: number): number {
  let at = -1;
  for (let left = nth; left >= 0; left--) {
    do at = text.indexOf(quote, at + 1);
    while (at >= 0 && isInsideWord(text, at, at + quote.length));
    if (at < 0) throw new Error(`Sample text lacks “${quote}” (number ${nth})`);
  }
  return at;
}

function isInsideWord(text: string, from: number, to: number): boolean {
  const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character);
  return isLetter(text[from - 1]) || isLetter(text[to]);
}

/** A small repeatable generator (32-bit FNV-1a of the seed, then mulberry32 steps): chance is not wanted here. */
function randomOf(seed: string): Random {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
