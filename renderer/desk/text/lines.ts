import { type Stretch, unitAt } from './segments.ts';

/** A line as it is laid out: its text without the line end that follows it. Offsets are UTF-16 units of the document. */
export type Line = Stretch;

/** Longer paragraphs are laid out in pieces, so that the virtual list never holds one enormous row. */
const LONGEST = 4000;

/** Cuts a text at its line ends (LF, CR, CRLF), which stay in the text and are never part of a line. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const ends = /\r\n|\r|\n/gu;
  let start = 0;
  for (let match = ends.exec(text); match !== null; match = ends.exec(text)) {
    addPieces(text, start, match.index, lines);
    start = match.index + match[0].length;
  }
  addPieces(text, start, text.length, lines);
  return lines;
}

function addPieces(text: string, start: number, end: number, lines: Line[]): void {
  let from = start;
  while (end - from > LONGEST) {
    const space = text.lastIndexOf(' ', from + LONGEST);
    // Never inside a character, however many units it has.
    const cut = space > from ? space + 1 : unitAt(text, from + LONGEST, 'grapheme').start;
    lines.push({ start: from, end: cut });
    from = cut;
  }
  lines.push({ start: from, end });
}

/** Index of the line that contains the offset (an offset in a line end belongs to the line before it). */
export function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const RIGHT_TO_LEFT = /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

/** Whether the line runs from right to left: its first letter says so, as for the browser's `dir=auto`. */
export function isRightToLeft(text: string, line: Line): boolean {
  const letter = /\p{L}/u.exec(text.slice(line.start, line.end));
  return letter !== null && RIGHT_TO_LEFT.test(letter[0]);
}
