/** How a selection's ends are pulled to whole units. `none` still keeps graphemes whole: half an emoji is never marked. */
export type Snapping = 'token' | 'grapheme';

/** A half-open stretch of the text in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const word = new Intl.Segmenter(undefined, { granularity: 'word' });
const grapheme = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The segmenters read a whole string; a long document is cut around the place asked for.
 * No token or grapheme cluster of a natural text is longer than the margin.
 */
const MARGIN = 512;

/** Cut at the same places for all of a stretch: scripts without spaces are cut into words by what stands before them. */
function around(text: string, offset: number): { base: number; part: string } {
  const base = Math.max(0, (Math.floor(offset / MARGIN) - 1) * MARGIN);
  return { base, part: text.slice(base, base + 3 * MARGIN) };
}

export function otherSnapping(snapping: Snapping): Snapping {
  return snapping === 'token' ? 'grapheme' : 'token';
}

/** The token or grapheme that contains the UTF-16 offset; at the end of the text, the last one. */
export function unitAt(text: string, offset: number, snapping: Snapping): Stretch & { isWord: boolean } {
  if (text.length === 0) return { start: 0, end: 0, isWord: false };
  const at = Math.min(Math.max(0, offset), text.length - 1);
  const { base, part } = around(text, at);
  const found = (snapping === 'token' ? word : grapheme).segment(part).containing(at - base);
  if (found === undefined) return { start: at, end: at + 1, isWord: false };
  const start = base + found.index;
  return { start, end: start + found.segment.length, isWord: found.isWordLike ?? found.segment.trim() !== '' };
}

/**
 * A selection pulled outward to whole units, without the white space at its ends.
 * Null where nothing but white space is left.
 */
export function snap(text: string, from: number, to: number, snapping: Snapping): Stretch | null {
  let start = Math.min(from, to);
  let end = Math.max(from, to);
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  if (start === end) return null;
  return { start: unitAt(text, start, snapping).start, end: unitAt(text, end - 1, snapping).end };
}

function isSpace(text: string, index: number): boolean {
  return /\s/u.test(text.charAt(index));
}

/** The start of the next unit that carries content, or null at the end. */
export function nextUnit(text: string, offset: number, snapping: Snapping): Stretch | null {
  for (let at = offset; at < text.length; ) {
    const unit = unitAt(text, at, snapping);
    if (unit.start >= offset && hasContent(text, unit, snapping)) return unit;
    at = Math.max(unit.end, at + 1);
  }
  return null;
}

/** The last unit with content that begins before the offset, or null at the beginning. */
export function previousUnit(text: string, offset: number, snapping: Snapping): Stretch | null {
  for (let at = offset - 1; at >= 0; ) {
    const unit = unitAt(text, at, snapping);
    if (unit.start < offset && hasContent(text, unit, snapping)) return unit;
    at = Math.min(unit.start - 1, at - 1);
  }
  return null;
}

/** Words, and anything visible that is no punctuation alone: an emoji is worth a stop, a comma is not. */
function hasContent(text: string, unit: Stretch & { isWord?: boolean }, snapping: Snapping): boolean {
  const segment = text.slice(unit.start, unit.end);
  if (segment.trim() === '') return false;
  return snapping === 'grapheme' || unit.isWord === true || !/^[\p{P}\s]+$/u.test(segment);
}
