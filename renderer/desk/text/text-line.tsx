import { type CSSProperties, memo } from 'react';
import type { SpanRegion } from '../../../shared/labels/types.ts';
import { START_ATTRIBUTE } from './dom-offsets.ts';
import type { Line } from './lines.ts';
import { type Run, runsOf } from './runs.ts';
import type { Stretch } from './segments.ts';

/** How a class looks in a text: its colour, its second sign and its name, written before the span. */
export interface SpanLook {
  readonly colour: string;
  /** Readable on the colour. */
  readonly ink: string;
  readonly label: string;
}

/** A span as the line draws it: one's own, somebody else's (dashed), the keyboard's cursor, or a place that was found. */
export interface DrawnSpan {
  readonly id: string;
  readonly startUtf16: number;
  readonly endUtf16: number;
  readonly role: 'own' | 'overlay' | 'cursor' | 'found';
  readonly isSelected: boolean;
  readonly isHidden: boolean;
  /** Related to the selected one. */
  readonly isRelated: boolean;
  readonly look: SpanLook;
}

export function drawnSpan(span: SpanRegion, role: DrawnSpan['role'], how: { isSelected: boolean; isRelated: boolean }, look: SpanLook): DrawnSpan {
  return { id: span.id, startUtf16: span.startUtf16, endUtf16: span.endUtf16, role, ...how, isHidden: span.hidden, look };
}

const NO_LOOK: SpanLook = { colour: 'var(--focus)', ink: 'var(--text)', label: '' };

/** The stretch under the keyboard's cursor, or a place found, as one more span to cut the line at. */
export function drawnStretch(stretch: Stretch, role: 'cursor' | 'found', isSelected = false): DrawnSpan {
  return { id: role, startUtf16: stretch.start, endUtf16: stretch.end, role, isSelected, isHidden: false, isRelated: false, look: NO_LOOK };
}

const isMark = (span: DrawnSpan): boolean => span.role === 'own' || span.role === 'overlay';

/** At most this many underlines are drawn below each other; deeper nesting shows in the list of regions. */
const DEEPEST = 4;

function runStyle(run: Run<DrawnSpan>): CSSProperties | undefined {
  const spans = run.covers.filter(isMark);
  const top = spans.at(-1);
  if (top === undefined) return undefined;
  const lines = spans.slice(-DEEPEST);
  return {
    '--span': top.look.colour,
    '--span-ink': top.look.ink,
    backgroundImage: lines.map((span) => `linear-gradient(${span.look.colour}, ${span.look.colour})`).join(', '),
    backgroundSize: lines.map(() => '100% 2px').join(', '),
    backgroundPosition: lines.map((_, depth) => `0 calc(100% - ${depth * 3}px)`).join(', '),
  } as CSSProperties;
}

function runClass(run: Run<DrawnSpan>): string {
  const names = ['text-run'];
  const spans = run.covers.filter(isMark);
  if (spans.length > 0) names.push(spans.every((span) => span.role === 'overlay') ? 'text-run-overlay' : 'text-run-span');
  if (spans.some((span) => span.isSelected)) names.push('text-run-selected');
  if (spans.some((span) => span.isRelated)) names.push('text-run-related');
  const found = run.covers.filter((span) => span.role === 'found');
  if (found.length > 0) names.push(found.some((span) => span.isSelected) ? 'text-run-found-now' : 'text-run-found');
  if (run.covers.some((span) => span.role === 'cursor')) names.push('text-run-cursor');
  return names.join(' ');
}

interface LineProps {
  readonly line: Line;
  readonly text: string;
  /** In reading order; only those that touch the line. */
  readonly spans: readonly DrawnSpan[];
}

/**
 * One line. Runs stay plain inline text without isolation, so that marking a word of a right-to-left line
 * never moves its neighbours; only the class name before a span is isolated (in the style sheet).
 */
export const TextLine = memo(function TextLine({ line, text, spans }: LineProps) {
  return (
    <p className="text-line" dir="auto">
      {runsOf(
        line,
        spans.filter((span) => !span.isHidden),
      ).map((run) => {
        const begins = run.begins.filter(isMark).map((span) => span.look.label);
        return (
          <span
            key={run.start}
            className={runClass(run)}
            style={runStyle(run)}
            {...{ [START_ATTRIBUTE]: run.start }}
            {...(begins.length > 0 ? { 'data-class': begins.join(' · ') } : {})}
          >
            {text.slice(run.start, run.end)}
          </span>
        );
      })}
    </p>
  );
}, isSameLine);

function isSameLine(before: LineProps, after: LineProps): boolean {
  return (
    before.text === after.text &&
    before.line.start === after.line.start &&
    before.line.end === after.line.end &&
    before.spans.length === after.spans.length &&
    before.spans.every((span, index) => isSameSpan(span, after.spans[index]))
  );
}

function isSameSpan(a: DrawnSpan, b: DrawnSpan | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.startUtf16 === b.startUtf16 &&
    a.endUtf16 === b.endUtf16 &&
    a.role === b.role &&
    a.isSelected === b.isSelected &&
    a.isHidden === b.isHidden &&
    a.isRelated === b.isRelated &&
    a.look.colour === b.look.colour &&
    a.look.label === b.look.label
  );
}
