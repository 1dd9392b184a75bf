import type { ConllScheme } from '../format.ts';

/** A run of tokens with one class: first and last token, both inside. */
export interface TokenSpan {
  readonly className: string;
  readonly first: number;
  readonly last: number;
}

/** A tag a token. @param spans in any order, no two with a token in common */
export function tagsOf(count: number, spans: readonly TokenSpan[], scheme: ConllScheme): string[] {
  const tags = Array.from({ length: count }, () => 'O');
  let before: TokenSpan | null = null;
  for (const span of [...spans].sort((one, other) => one.first - other.first)) {
    for (let at = span.first; at <= span.last; at++) tags[at] = `${prefix(span, at, before, scheme)}-${span.className}`;
    before = span;
  }
  return tags;
}

function prefix(span: TokenSpan, at: number, before: TokenSpan | null, scheme: ConllScheme): string {
  if (scheme === 'iobes') return span.first === span.last ? 'S' : at === span.first ? 'B' : at === span.last ? 'E' : 'I';
  if (at !== span.first) return 'I';
  if (scheme === 'iob2') return 'B';
  // IOB1 marks a beginning only where the same class has just ended.
  return before !== null && before.last === at - 1 && before.className === span.className ? 'B' : 'I';
}

/** Whether a text is a tag in one of the schemes, BILOU among them. */
export function isTag(text: string): boolean {
  return text === 'O' || /^[BIESLU]-.+$/s.test(text);
}

interface OpenSpan {
  readonly className: string;
  readonly first: number;
}

/**
 * Spans out of tags of any scheme. One rule reads them all: B, S and U begin a span, and so does any other tag whose
 * class is not that of a span still open (IOB1); E, L, S and U end it, and so does O.
 */
export function spansOf(tags: readonly string[]): TokenSpan[] {
  const spans: TokenSpan[] = [];
  // Closed and opened in `close`, which the compiler does not see.
  let open = null as OpenSpan | null;
  const close = (last: number) => {
    if (open !== null) spans.push({ ...open, last });
    open = null;
  };
  for (const [at, tag] of tags.entries()) {
    const kind = tag[0];
    const className = tag.slice(2);
    if (tag === 'O') close(at - 1);
    else {
      if (kind === 'B' || kind === 'S' || kind === 'U' || open?.className !== className) {
        close(at - 1);
        open = { className, first: at };
      }
      if (kind === 'E' || kind === 'L' || kind === 'S' || kind === 'U') close(at);
    }
  }
  close(tags.length - 1);
  return spans;
}
