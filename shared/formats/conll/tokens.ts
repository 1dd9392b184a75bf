/** A word, a number or a sign of a text, in code points. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether a blank follows. */
  readonly hasSpace: boolean;
  /** Whether it begins a line, which ends a sentence in CoNLL. */
  readonly startsLine: boolean;
}

/** Words with the apostrophes and hyphens inside them; any other sign that is no blank by itself, with the marks that belong to it. */
const TOKEN = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(?:[-'’.][\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)*|\S(?:\p{M}|\u200d|\ufe0f)*/gu;

export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let atUtf16 = 0;
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const gap = text.slice(atUtf16, match.index);
    const start = at + codePoints(gap);
    const end = start + codePoints(match[0]);
    const last = tokens.at(-1);
    if (last !== undefined && gap !== '') tokens[tokens.length - 1] = { ...last, hasSpace: true };
    tokens.push({ text: match[0], start, end, hasSpace: false, startsLine: /[\r\n]/.test(gap) });
    atUtf16 = match.index + match[0].length;
    at = end;
  }
  return tokens;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
