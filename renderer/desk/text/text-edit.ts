import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { TextIndex } from '../../../shared/labels/text-offsets.ts';
import type { RegionStart } from '../../../shared/labels/make.ts';
import type { ItemLabels, SpanRegion } from '../../../shared/labels/types.ts';
import { addRegion, updateRegions } from '../../../shared/labels/command-makers.ts';
import { nextUnit, previousUnit, type Snapping, type Stretch, unitAt } from './segments.ts';

/** A text with its index, made once a text: marking a word of a long one must not count it through again. */
export interface IndexedText {
  readonly text: string;
  readonly index: TextIndex;
}

/** A span of the text over a stretch given in UTF-16 units; code points and quote are taken from the text. */
export function spanOver({ text, index }: IndexedText, stretch: Stretch, start: RegionStart): SpanRegion {
  return {
    id: start.id,
    classId: start.classId,
    confidence: start.confidence,
    attributes: start.attributes ?? {},
    origin: start.origin ?? 'manual',
    hidden: false,
    locked: false,
    kind: 'span',
    start: index.toCodePoint(stretch.start),
    end: index.toCodePoint(stretch.end),
    startUtf16: stretch.start,
    endUtf16: stretch.end,
    quote: text.slice(stretch.start, stretch.end),
  };
}

/** The same stretch with the same class is there already: a second one would be one region said twice. */
export function isMarked(labels: ItemLabels, stretch: Stretch, classId: number): boolean {
  return labels.regions.some((region) => region.kind === 'span' && region.classId === classId && region.startUtf16 === stretch.start && region.endUtf16 === stretch.end);
}

export function markCommand(labels: ItemLabels, span: SpanRegion): LabelCommand {
  return addRegion(labels, span);
}

export type EdgeMove = { edge: 'start' | 'end'; by: 'grow' | 'shrink' };

/** The span with one edge moved by a word or a character, or null where that would leave nothing or go past the text. */
export function moveEdge({ text, index }: IndexedText, span: SpanRegion, { edge, by }: EdgeMove, snapping: Snapping): LabelCommand | null {
  const start = edge === 'start' ? movedStart(text, span, by, snapping) : span.startUtf16;
  const end = edge === 'end' ? movedEnd(text, span, by, snapping) : span.endUtf16;
  if (start === null || end === null || start >= end) return null;
  return updateRegions([span.id], {
    start: index.toCodePoint(start),
    end: index.toCodePoint(end),
    startUtf16: start,
    endUtf16: end,
    quote: text.slice(start, end),
    ...(span.origin === 'prediction' ? { origin: 'prediction-changed' as const } : {}),
  });
}

function movedStart(text: string, span: SpanRegion, by: 'grow' | 'shrink', snapping: Snapping): number | null {
  if (by === 'grow') return previousUnit(text, span.startUtf16, snapping)?.start ?? null;
  return nextUnit(text, unitAt(text, span.startUtf16, snapping).end, snapping)?.start ?? null;
}

function movedEnd(text: string, span: SpanRegion, by: 'grow' | 'shrink', snapping: Snapping): number | null {
  if (by === 'grow') return nextUnit(text, span.endUtf16, snapping)?.end ?? null;
  return previousUnit(text, unitAt(text, span.endUtf16 - 1, snapping).start, snapping)?.end ?? null;
}
