import type { Line } from './lines.ts';

/** What a run needs to know of a span. Offsets are UTF-16 units of the document. */
export interface Marked {
  readonly id: string;
  readonly startUtf16: number;
  readonly endUtf16: number;
}

/** A piece of a line that is covered by the same spans from its first unit to its last. */
export interface Run<T extends Marked> {
  readonly start: number;
  readonly end: number;
  /** Longest first, so that the shortest is drawn on top. */
  readonly covers: readonly T[];
  /** Spans that begin here: their class is written before the run. */
  readonly begins: readonly T[];
}

/** Spans in the order in which they are drawn and walked: by start, the longer one first. */
export function inReadingOrder<T extends Marked>(spans: readonly T[]): T[] {
  return [...spans].sort((a, b) => a.startUtf16 - b.startUtf16 || b.endUtf16 - a.endUtf16 || (a.id < b.id ? -1 : 1));
}

/** Cuts a line at the ends of the spans that touch it. `spans` in reading order. */
export function runsOf<T extends Marked>(line: Line, spans: readonly T[]): Run<T>[] {
  const touching = spans.filter((span) => span.startUtf16 < line.end && span.endUtf16 > line.start);
  if (touching.length === 0) return [{ start: line.start, end: line.end, covers: [], begins: [] }];
  const cuts = new Set<number>([line.start, line.end]);
  for (const span of touching) {
    if (span.startUtf16 > line.start) cuts.add(span.startUtf16);
    if (span.endUtf16 < line.end) cuts.add(span.endUtf16);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] ?? line.end;
    const covers = touching.filter((span) => span.startUtf16 <= start && span.endUtf16 >= end);
    return { start, end, covers, begins: covers.filter((span) => span.startUtf16 === start) };
  });
}
