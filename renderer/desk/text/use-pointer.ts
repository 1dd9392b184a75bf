import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react';
import type { SpanRegion } from '../../../shared/labels/types.ts';
import { isByKey, openContextMenu } from '../../commands/context-menu.ts';
import { offsetOf, selectedStretch, START_ATTRIBUTE } from './dom-offsets.ts';
import { otherSnapping, snap, type Snapping, type Stretch, unitAt } from './segments.ts';
import { stretchOf, type TextCursor } from './text-cursor.ts';

interface PointerContext {
  readonly frame: HTMLElement | null;
  readonly text: string;
  readonly spans: readonly SpanRegion[];
  readonly selection: readonly string[];
  readonly snapping: Snapping;
  readonly setCursor: Dispatch<SetStateAction<TextCursor | null>>;
  /** A drag with the mouse, finished. */
  readonly onDragged: (stretch: Stretch) => void;
  /** A span was clicked or tapped, or nothing was. */
  readonly onPicked: (span: SpanRegion | null) => void;
}

export interface TextPointer {
  readonly onPointerDown: (event: React.PointerEvent) => void;
  readonly onPointerUp: (event: React.PointerEvent) => void;
  readonly onContextMenu: (event: React.MouseEvent<HTMLElement>) => void;
  /** A finger is at work: it is given buttons. */
  readonly isTouch: boolean;
  readonly isExtending: boolean;
  readonly setExtending: (isExtending: boolean) => void;
  /** Where the browser's own selection began. */
  readonly anchor: number | null;
}

/**
 * Mouse and fingers on the text. A drag marks at once; a click picks the innermost span, with Shift it moves the
 * cursor's end there. A tap on a free word puts the cursor on it, and so does a long press with its handles.
 */
export function usePointer(context: PointerContext): TextPointer {
  const { frame, text, snapping, setCursor } = context;
  const [isTouch, setTouch] = useState(false);
  const [isExtending, setExtending] = useState(false);
  const anchor = useSelectionAnchor(frame);
  const wasDown = useRef(false);
  useTouchSelection({ frame, text, snapping, setCursor }, isTouch);

  const finish = (event: { target: EventTarget | null; clientX: number; clientY: number; altKey: boolean; shiftKey: boolean; pointerType: string; button: number }): void => {
    wasDown.current = false;
    if (frame === null || event.button > 0) return;
    const dragged = selectedStretch(frame);
    const isFinger = event.pointerType === 'touch';
    if (dragged !== null && !isFinger) {
      const stretch = snap(text, dragged.start, dragged.end, event.altKey ? otherSnapping(snapping) : snapping);
      frame.ownerDocument.getSelection()?.removeAllRanges();
      if (stretch !== null) context.onDragged(stretch);
      return;
    }
    if (dragged !== null) return;
    const place = event.shiftKey || (isFinger && isExtending) ? unitAtPoint(frame, text, event, snapping) : null;
    if (place !== null) {
      setExtending(false);
      setCursor((old) => ({ anchor: old?.anchor ?? place, focus: place }));
      return;
    }
    const span = spanUnder(event.target, context.spans, context.selection);
    const tapped = isFinger && span === null ? unitAtPoint(frame, text, event, snapping) : null;
    if (isFinger) setCursor(tapped === null ? null : { anchor: tapped, focus: tapped });
    context.onPicked(span);
  };

  // A drag may end outside of the text: over the panel, below the last line.
  const latest = useRef(finish);
  useEffect(() => {
    latest.current = finish;
  });
  useEffect(() => {
    const released = (event: PointerEvent): void => {
      if (wasDown.current && !(event.target instanceof Node && frame?.contains(event.target) === true)) latest.current(event);
    };
    document.addEventListener('pointerup', released);
    return () => document.removeEventListener('pointerup', released);
  }, [frame]);

  return {
    onPointerDown: (event) => {
      wasDown.current = event.button === 0;
      setTouch(event.pointerType === 'touch');
    },
    onPointerUp: finish,
    onContextMenu: (event) => {
      // A long press selects, with the browser's own handles.
      if (event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch') return;
      const span = isByKey(event) ? null : spanUnder(event.target, context.spans, []);
      const isChosen = isByKey(event) ? context.selection.length > 0 : span !== null;
      if (span !== null && !context.selection.includes(span.id)) context.onPicked(span);
      openContextMenu(isChosen ? 'region' : 'text', event);
    },
    isTouch,
    isExtending,
    setExtending,
    anchor,
  };
}

/** Where the browser's selection inside the text began. */
function useSelectionAnchor(frame: HTMLElement | null): number | null {
  const [anchor, setAnchor] = useState<number | null>(null);
  useEffect(() => {
    if (frame === null) return undefined;
    const changed = (): void => {
      const node = document.getSelection()?.anchorNode ?? null;
      if (node !== null && frame.contains(node)) setAnchor(offsetOf(node, document.getSelection()?.anchorOffset ?? 0));
    };
    document.addEventListener('selectionchange', changed);
    return () => document.removeEventListener('selectionchange', changed);
  }, [frame]);
  return anchor;
}

/** What a long press and its handles have selected becomes the cursor, as it changes. */
function useTouchSelection({ frame, text, snapping, setCursor }: Pick<PointerContext, 'frame' | 'text' | 'snapping' | 'setCursor'>, isTouch: boolean): void {
  useEffect(() => {
    if (frame === null || !isTouch) return undefined;
    const changed = (): void => {
      const selected = selectedStretch(frame);
      const stretch = selected === null ? null : snap(text, selected.start, selected.end, snapping);
      if (stretch !== null) setCursor({ anchor: stretch, focus: stretch });
    };
    document.addEventListener('selectionchange', changed);
    return () => document.removeEventListener('selectionchange', changed);
  }, [frame, isTouch, text, snapping, setCursor]);
}

/** The word or character under a point; null beside the text, and where there is nothing but white space. */
function unitAtPoint(frame: HTMLElement, text: string, { clientX, clientY }: { clientX: number; clientY: number }, snapping: Snapping): Stretch | null {
  const caret = document.caretPositionFromPoint(clientX, clientY);
  if (caret === null || !frame.contains(caret.offsetNode)) return null;
  const offset = offsetOf(caret.offsetNode, caret.offset);
  if (offset === null) return null;
  // A caret stands between two characters: the point may be over the one before it.
  for (const at of [offset, offset - 1]) {
    if (at < 0 || at >= text.length || text.charAt(at).trim() === '') continue;
    const { start, end } = unitAt(text, at, snapping);
    return stretchOf({ anchor: { start, end }, focus: { start, end } });
  }
  return null;
}

/** The innermost visible span at a run; where it is selected already, the next one outward. */
function spanUnder(target: EventTarget | null, spans: readonly SpanRegion[], selection: readonly string[]): SpanRegion | null {
  const run = target instanceof Element ? target.closest(`[${START_ATTRIBUTE}]`) : null;
  if (run === null) return null;
  const at = Number(run.getAttribute(START_ATTRIBUTE));
  const under = spans
    .filter((span) => !span.hidden && span.startUtf16 <= at && span.endUtf16 > at)
    .sort((a, b) => a.endUtf16 - a.startUtf16 - (b.endUtf16 - b.startUtf16));
  const chosen = under.findIndex((span) => selection.includes(span.id));
  return under[(chosen + 1) % Math.max(1, under.length)] ?? null;
}
