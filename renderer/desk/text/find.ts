import { snap, type Stretch } from './segments.ts';

/** More places than this are not listed: nobody steps through them, and each one is drawn. */
export const MOST_FOUND = 5000;

/**
 * Every place of a text that says the query, in order. Case folds one character to one, so that offsets stay those of
 * the text; composed and decomposed accents are the same word. A match that ends inside a character is none.
 */
export function findAll(text: string, query: string, isCaseSensitive: boolean): Stretch[] {
  if (query.trim() === '') return [];
  const spellings = [...new Set([query, query.normalize('NFC'), query.normalize('NFD')])].map(escaped);
  const pattern = new RegExp(spellings.join('|'), isCaseSensitive ? 'gu' : 'giu');
  const found: Stretch[] = [];
  for (const match of text.matchAll(pattern)) {
    const stretch = { start: match.index, end: match.index + match[0].length };
    const whole = snap(text, stretch.start, stretch.end, 'grapheme');
    // Blanks at the ends of the query are looked for, but never part of a mark.
    if (whole !== null && whole.start >= stretch.start && whole.end <= stretch.end) found.push(whole);
    if (found.length === MOST_FOUND) break;
  }
  return found;
}

/** A blank of the query stands for any one blank: a line end too. */
function escaped(query: string): string {
  return query
    .replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
    .replace(/\s+/gu, '\\s+');
}

/** The match at or after an offset, round the end; -1 where nothing was found. */
export function matchFrom(matches: readonly Stretch[], offset: number): number {
  const at = matches.findIndex((match) => match.start >= offset);
  return at === -1 && matches.length > 0 ? 0 : at;
}
