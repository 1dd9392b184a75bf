import { assertNever } from '../../../shared/assert-never.ts';
import { nextUnit, previousUnit, type Snapping, type Stretch, unitAt } from './segments.ts';
import { type Line, lineAt } from './lines.ts';

/**
 * The keyboard's place in the text: the unit it stands on, and the unit where a selection began.
 * The stretch between them, ends included, is what a class key marks.
 */
export interface TextCursor {
  readonly anchor: Stretch;
  readonly focus: Stretch;
}

export type CursorMove =
  | { to: 'next' | 'previous' | 'line-up' | 'line-down' | 'line-start' | 'line-end' | 'document-start' | 'document-end'; isExtending: boolean; snapping: Snapping }
  | { to: 'stretch'; start: number; end: number };

/** What is selected: from the earlier unit's start to the later one's end. */
export function stretchOf(cursor: TextCursor): Stretch {
  return { start: Math.min(cursor.anchor.start, cursor.focus.start), end: Math.max(cursor.anchor.end, cursor.focus.end) };
}

/** The cursor on the first unit of a text, or null where the text has none. */
export function firstCursor(text: string, snapping: Snapping): TextCursor | null {
  const unit = nextUnit(text, 0, snapping);
  return unit === null ? null : { anchor: unit, focus: unit };
}

/** Pure: the cursor after a move. It stays where it is at the ends of the text. */
export function moveCursor(text: string, lines: readonly Line[], cursor: TextCursor, move: CursorMove): TextCursor {
  if (move.to === 'stretch') {
    const stretch = { start: move.start, end: move.end };
    return { anchor: stretch, focus: stretch };
  }
  const target = destination(text, lines, cursor.focus, move.to, move.snapping);
  if (target === null) return move.isExtending ? cursor : { anchor: cursor.focus, focus: cursor.focus };
  return { anchor: move.isExtending ? cursor.anchor : target, focus: target };
}

function destination(text: string, lines: readonly Line[], focus: Stretch, to: Exclude<CursorMove['to'], 'stretch'>, snapping: Snapping): Stretch | null {
  const line = lines[lineAt(lines, focus.start)];
  if (line === undefined) return null;
  switch (to) {
    case 'next':
      return nextUnit(text, focus.end, snapping);
    case 'previous':
      return previousUnit(text, focus.start, snapping);
    case 'line-start':
      return nextUnit(text, line.start, snapping);
    case 'line-end':
      return previousUnit(text, line.end, snapping);
    case 'document-start':
      return nextUnit(text, 0, snapping);
    case 'document-end':
      return previousUnit(text, text.length, snapping);
    case 'line-up':
    case 'line-down':
      return sameColumn(text, lines, focus, to === 'line-up' ? -1 : 1, snapping);
    default:
      return assertNever(to);
  }
}

/** The unit at the same distance from its line's start, in the nearest line above or below that has any. */
function sameColumn(text: string, lines: readonly Line[], focus: Stretch, step: -1 | 1, snapping: Snapping): Stretch | null {
  const from = lineAt(lines, focus.start);
  const column = focus.start - (lines[from]?.start ?? 0);
  for (let index = from + step; index >= 0 && index < lines.length; index += step) {
    const line = lines[index];
    if (line === undefined || text.slice(line.start, line.end).trim() === '') continue;
    const at = Math.min(line.start + column, line.end - 1);
    const unit = unitAt(text, at, snapping);
    return text.slice(unit.start, unit.end).trim() === '' ? (previousUnit(text, at, snapping) ?? nextUnit(text, at, snapping)) : unit;
  }
  return null;
}
