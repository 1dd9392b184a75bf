import type { Dispatch, SetStateAction } from 'react';
import type { SpanRegion } from '../../../shared/labels/types.ts';
import type { Handlers } from '../../commands/registry.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { classOfKey } from '../session/class-keys.ts';
import type { SurfaceProps } from '../surface.ts';
import { isRightToLeft, type Line, lineAt } from './lines.ts';
import { otherSnapping, type Snapping, type Stretch } from './segments.ts';
import { type CursorMove, firstCursor, moveCursor, stretchOf, type TextCursor } from './text-cursor.ts';
import { type EdgeMove, type IndexedText, moveEdge } from './text-edit.ts';
import type { Relating } from './use-relating.ts';
import type { TextSearch } from './use-search.ts';

interface TextContext extends Pick<SurfaceProps, 'labels' | 'schema' | 'selection' | 'classId' | 'readOnly' | 'actions'> {
  readonly indexed: IndexedText;
  readonly lines: readonly Line[];
  readonly cursor: TextCursor | null;
  readonly setCursor: Dispatch<SetStateAction<TextCursor | null>>;
  readonly mark: (stretch: Stretch, classId: number) => void;
  readonly snapping: Snapping;
  readonly toggleSnapping: () => void;
  readonly search: TextSearch;
  readonly relating: Relating;
  readonly openSearch: () => void;
  readonly stepSearch: (by: 1 | -1) => void;
  readonly markAllFound: () => void;
}

/** What the keyboard can do on a text, in the one table of commands. */
export function useTextCommands(context: TextContext): void {
  useCommands('desk.text', { ...moves(context), ...marks(context), ...edges(context), ...finding(context), ...relations(context) });
}

type Go = Exclude<CursorMove['to'], 'stretch'>;

function moves({ indexed: { text }, lines, cursor, setCursor, snapping, relating }: TextContext): Handlers {
  const go = (to: Go, isExtending = false, by = snapping) => () => setCursor((old) => (old === null ? firstCursor(text, by) : moveCursor(text, lines, old, { to, isExtending, snapping: by })));
  /** By the eye: in a line that runs from right to left the word at the left is the next one. */
  const across = (side: 'left' | 'right', isExtending = false, by = snapping) => () =>
    setCursor((old) => {
      if (old === null) return firstCursor(text, by);
      const line = lines[lineAt(lines, old.focus.start)];
      const isForward = (side === 'right') !== (line !== undefined && isRightToLeft(text, line));
      return moveCursor(text, lines, old, { to: isForward ? 'next' : 'previous', isExtending, snapping: by });
    });
  const other = otherSnapping(snapping);
  return {
    'text.next': across('right'),
    'text.previous': across('left'),
    'text.line-down': go('line-down'),
    'text.line-up': go('line-up'),
    'text.line-start': go('line-start'),
    'text.line-end': go('line-end'),
    'text.document-start': go('document-start'),
    'text.document-end': go('document-end'),
    'text.extend-next': across('right', true),
    'text.extend-previous': across('left', true),
    'text.extend-line-down': go('line-down', true),
    'text.extend-line-up': go('line-up', true),
    'text.next-character': across('right', false, other),
    'text.previous-character': across('left', false, other),
    'text.extend-next-character': across('right', true, other),
    'text.extend-previous-character': across('left', true, other),
    ...(relating.from !== null ? { 'text.drop-cursor': relating.cancel } : cursor === null ? {} : { 'text.drop-cursor': () => setCursor(null) }),
  };
}

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Without a cursor the digits belong to the desk: they choose the class, or change the selected region's. */
function marks({ schema, classId, cursor, readOnly, mark }: TextContext): Handlers {
  if (cursor === null || readOnly) return {};
  const stretch = stretchOf(cursor);
  const handlers: Handlers = { 'text.mark': () => mark(stretch, classId) };
  for (const digit of digits) {
    const asClass = classOfKey(schema.classes, `Digit${digit}`);
    if (asClass !== undefined) handlers[`text.mark-${digit}`] = () => mark(stretch, asClass.id);
  }
  return handlers;
}

function edges({ indexed, labels, selection, readOnly, actions, snapping }: TextContext): Handlers {
  const span = labels.regions.find((region): region is SpanRegion => region.kind === 'span' && region.id === selection.at(-1));
  if (span === undefined || span.locked || readOnly) return {};
  const move = (edge: EdgeMove['edge'], by: EdgeMove['by']) => () => {
    const command = moveEdge(indexed, span, { edge, by }, snapping);
    if (command !== null) actions.apply('text:mark.resize', [command]);
  };
  return {
    'text.grow-end': move('end', 'grow'),
    'text.shrink-end': move('end', 'shrink'),
    'text.grow-start': move('start', 'grow'),
    'text.shrink-start': move('start', 'shrink'),
  };
}

function finding({ search, openSearch, stepSearch, markAllFound, toggleSnapping, readOnly }: TextContext): Handlers {
  const canStep = search.isOpen && search.matches.length > 0;
  return {
    'text.snapping': toggleSnapping,
    'text.search': openSearch,
    ...(canStep ? { 'text.search-next': () => stepSearch(1), 'text.search-previous': () => stepSearch(-1) } : {}),
    ...(canStep && !readOnly ? { 'text.search-mark-all': markAllFound } : {}),
  };
}

function relations({ relating, selection, readOnly }: TextContext): Handlers {
  const chosen = selection.at(-1);
  // Enter is the relation's until it is made or given up: it must not seal the item under it.
  if (relating.from !== null) return { 'text.relate-finish': () => (chosen === undefined || chosen === relating.from ? relating.remind() : relating.finish(chosen)) };
  if (readOnly || chosen === undefined) return {};
  return { 'text.relate': () => relating.begin(chosen), ...(relating.hasAny ? { 'text.unrelate': relating.removeAll } : {}) };
}
