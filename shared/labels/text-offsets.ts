/*
 * Text is counted two ways: JavaScript indexes UTF-16 units, the protocol counts Unicode code points.
 * A lone surrogate counts as one code point, as JavaScript's own iteration has it.
 */

function isPairAt(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(index + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** Number of code points in the text. */
export function codePointLength(text: string): number {
  return codePointOfUtf16(text, text.length);
}

/**
 * The code point that begins at or contains the UTF-16 offset; an offset past the end counts as the end.
 * An offset inside a surrogate pair gives the code point after it.
 */
export function codePointOfUtf16(text: string, offsetUtf16: number): number {
  const limit = Math.min(offsetUtf16, text.length);
  let count = 0;
  for (let index = 0; index < limit; count++) index += isPairAt(text, index) ? 2 : 1;
  return count;
}

/** The UTF-16 offset of a code point; past the end gives the text's length. */
export function utf16OfCodePoint(text: string, codePoint: number): number {
  let index = 0;
  for (let count = 0; count < codePoint && index < text.length; count++) index += isPairAt(text, index) ? 2 : 1;
  return index;
}

/** The text from code point `start` to `end`, half open. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  return text.slice(utf16OfCodePoint(text, start), utf16OfCodePoint(text, end));
}

const STRIDE = 256;

/** Both conversions in nearly constant time, for a text that is asked many times. */
export interface TextIndex {
  readonly codePoints: number;
  toUtf16(codePoint: number): number;
  toCodePoint(offsetUtf16: number): number;
  slice(start: number, end: number): string;
}

/** Remembers the UTF-16 offset of every 256th code point. */
export function indexText(text: string): TextIndex {
  const marks: number[] = [];
  let codePoints = 0;
  for (let index = 0; index < text.length; codePoints++) {
    if (codePoints % STRIDE === 0) marks.push(index);
    index += isPairAt(text, index) ? 2 : 1;
  }
  const toUtf16 = (codePoint: number): number => {
    if (codePoint >= codePoints) return text.length;
    const block = Math.floor(codePoint / STRIDE);
    let index = marks[block] ?? 0;
    for (let count = block * STRIDE; count < codePoint; count++) index += isPairAt(text, index) ? 2 : 1;
    return index;
  };
  const toCodePoint = (offsetUtf16: number): number => {
    const limit = Math.min(offsetUtf16, text.length);
    const block = lastAtMost(marks, limit);
    let count = block * STRIDE;
    for (let index = marks[block] ?? 0; index < limit; count++) index += isPairAt(text, index) ? 2 : 1;
    return count;
  };
  return { codePoints, toUtf16, toCodePoint, slice: (start, end) => text.slice(toUtf16(start), toUtf16(end)) };
}

function lastAtMost(marks: readonly number[], limit: number): number {
  let low = 0;
  let high = marks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((marks[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
