import type { Dispatch, SetStateAction } from 'react';
import type { SpanRegion } from '../../../shared/labels/types.ts';
import type { Handlers } from '../../commands/registry.ts';
import { useCommands } from '../../commands/use-commands.ts';
import type { SurfaceProps } from '../surface.ts';
import type { Line } from './lines.ts';
import type { Snapping, Stretch } from './segments.ts';
import { type CursorMove, firstCursor, moveCursor, stretchOf, type TextCursor } from './text-cursor.ts';
import { classOfKey } from '../session/class-keys.ts';
import { type EdgeMove, moveEdge } from './text-edit.ts';

interface TextContext extends Pick<SurfaceProps, 'labels' | 'schema' | 'selection' | 'classId' | 'readOnly' | 'actions'> {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly cursor: TextCursor | null;
  readonly setCursor: Dispatch<SetStateAction<TextCursor | null>>;
  readonly mark: (stretch: Stretch, classId: number) => void;
}

/** What the keyboard can do on a text, in the one table of commands. */
export function useTextCommands(context: TextContext): void {
  useCommands('desk.text', { ...moves(context), ...marks(context), ...edges(context) });
}

function moves({ text, lines, cursor, setCursor }: TextContext): Handlers {
  const go = (to: Exclude<CursorMove['to'], 'stretch'>, isExtending = false, snapping: Snapping = 'token') => () => {
    setCursor((old) => (old === null ? firstCursor(text) : moveCursor(text, lines, old, { to, isExtending, snapping })));
  };
  return {
    'text.next': go('next'),
    'text.previous': go('previous'),
    'text.line-down': go('line-down'),
    'text.line-up': go('line-up'),
    'text.line-start': go('line-start'),
    'text.line-end': go('line-end'),
    'text.document-start': go('document-start'),
    'text.document-end': go('document-end'),
    'text.extend-next': go('next', true),
    'text.extend-previous': go('previous', true),
    'text.extend-line-down': go('line-down', true),
    'text.extend-line-up': go('line-up', true),
    'text.next-character': go('next', false, 'grapheme'),
    'text.previous-character': go('previous', false, 'grapheme'),
    'text.extend-next-character': go('next', true, 'grapheme'),
    'text.extend-previous-character': go('previous', true, 'grapheme'),
    ...(cursor === null ? {} : { 'text.drop-cursor': () => setCursor(null) }),
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

function edges({ text, labels, selection, readOnly, actions }: TextContext): Handlers {
  const span = labels.regions.find((region): region is SpanRegion => region.kind === 'span' && region.id === selection.at(-1));
  if (span === undefined || span.locked || readOnly) return {};
  const move = (edge: EdgeMove['edge'], by: EdgeMove['by']) => () => {
    const command = moveEdge(text, span, { edge, by });
    if (command !== null) actions.apply('text:mark.resize', [command]);
  };
  return {
    'text.grow-end': move('end', 'grow'),
    'text.shrink-end': move('end', 'shrink'),
    'text.grow-start': move('start', 'grow'),
    'text.shrink-start': move('start', 'shrink'),
  };
}
