import type { Region, SpanRegion } from '../../../shared/labels/types.ts';
import { type TextIndex } from '../../../shared/labels/text-offsets.ts';

/** A span that does not say what the text says: made on another version of it, or damaged. */
export interface BrokenSpan {
  readonly span: SpanRegion;
  /** What the text has there. */
  readonly found: string;
}

export interface CheckedSpans {
  readonly fitting: readonly SpanRegion[];
  readonly broken: readonly BrokenSpan[];
}

/** Cuts every span out of the text again, by both its counts, and sets apart those whose words are not there. */
export function createSpanCheck(text: string, index: TextIndex): (regions: readonly Region[]) => CheckedSpans {
  // Regions are never changed in place: what was looked at once need not be again.
  const known = new WeakMap<SpanRegion, boolean>();
  const fits = (span: SpanRegion): boolean => {
    const before = known.get(span);
    if (before !== undefined) return before;
    const isFitting =
      span.startUtf16 < span.endUtf16 &&
      span.endUtf16 <= text.length &&
      text.slice(span.startUtf16, span.endUtf16) === span.quote &&
      index.toUtf16(span.start) === span.startUtf16 &&
      index.toUtf16(span.end) === span.endUtf16;
    known.set(span, isFitting);
    return isFitting;
  };
  return (regions) => {
    const fitting: SpanRegion[] = [];
    const broken: BrokenSpan[] = [];
    for (const region of regions) {
      if (region.kind !== 'span') continue;
      if (fits(region)) fitting.push(region);
      else broken.push({ span: region, found: index.slice(region.start, region.end) });
    }
    return { fitting, broken };
  };
}
