import { useCallback, useEffect, useMemo } from 'react';
import { START_ATTRIBUTE } from './dom-offsets.ts';
import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type Line, lineAt } from './lines.ts';
import type { DrawnRelation } from './relation-arcs.tsx';
import { RelationArcs } from './relation-arcs.tsx';
import type { Stretch } from './segments.ts';
import { type DrawnSpan, TextLine } from './text-line.tsx';

interface PageProps {
  /** The element that scrolls. */
  readonly frame: HTMLDivElement;
  readonly text: string;
  readonly lines: readonly Line[];
  /** In reading order. */
  readonly spans: readonly DrawnSpan[];
  readonly relations: readonly DrawnRelation[];
  /** The cursor and the selected span are kept in sight. */
  readonly focus: Stretch | null;
  readonly selected: Stretch | null;
  readonly found: Stretch | null;
  /** Where the mouse's selection began: its line stays, however far one scrolls, or the selection would be lost. */
  readonly anchor: number | null;
}

const LINE_HEIGHT_PX = 34;
const CHARACTERS_A_ROW = 90;

/** The lines in sight, and a few around them: a document of any length costs what the window shows. */
export function TextPage({ frame, text, lines, spans, relations, focus, selected, found, anchor }: PageProps) {
  const anchorRow = anchor === null ? null : lineAt(lines, anchor);
  const rangeExtractor = useCallback((range: Range) => withRow(defaultRangeExtractor(range), anchorRow), [anchorRow]);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame,
    estimateSize: (index) => {
      const line = lines[index];
      return LINE_HEIGHT_PX * Math.max(1, line === undefined ? 1 : Math.ceil((line.end - line.start) / CHARACTERS_A_ROW));
    },
    overscan: 6,
    rangeExtractor,
    paddingStart: 32,
    paddingEnd: 64,
  });
  useFollow(list, frame, lines, selected);
  useFollow(list, frame, lines, found);
  useFollow(list, frame, lines, focus);
  const rowTopOf = useCallback((offset: number) => list.measurementsCache[lineAt(lines, offset)]?.start ?? 0, [list, lines]);
  const byLine = useMemo(() => spansByLine(lines, spans), [lines, spans]);
  return (
    <div className="text-page" translate="no" style={{ blockSize: list.getTotalSize() }}>
      {list.getVirtualItems().map((row) => {
        const line = lines[row.index];
        return line === undefined ? null : (
          <div key={row.key} ref={list.measureElement} data-index={row.index} className="text-row" style={{ transform: `translateY(${row.start}px)` }}>
            <TextLine line={line} text={text} spans={byLine.get(row.index) ?? []} />
          </div>
        );
      })}
      {relations.length > 0 && <RelationArcs relations={relations} rowTopOf={rowTopOf} />}
    </div>
  );
}

const withRow = (rows: number[], row: number | null): number[] => (row === null || rows.includes(row) ? rows : [...rows, row].sort((a, b) => a - b));

function useFollow(list: Virtualizer<HTMLDivElement, Element>, frame: HTMLElement, lines: readonly Line[], stretch: Stretch | null): void {
  const start = stretch?.start;
  useEffect(() => {
    if (start === undefined) return undefined;
    const place = (): HTMLElement | null => frame.querySelector(`[${START_ATTRIBUTE}="${start}"]`);
    if (place() === null) list.scrollToIndex(lineAt(lines, start), { align: 'auto' });
    // A line may be higher than the window: once it is there, the place itself is brought into sight.
    const waiting = requestAnimationFrame(() => place()?.scrollIntoView({ block: 'nearest' }));
    return () => cancelAnimationFrame(waiting);
  }, [list, frame, lines, start]);
}

/** Which spans touch which line: worked out once a change, so that a row costs only its own. */
function spansByLine(lines: readonly Line[], spans: readonly DrawnSpan[]): Map<number, DrawnSpan[]> {
  const found = new Map<number, DrawnSpan[]>();
  for (const span of spans) {
    for (let index = lineAt(lines, span.startUtf16); index < lines.length && (lines[index]?.start ?? 0) < span.endUtf16; index++) {
      const row = found.get(index);
      if (row === undefined) found.set(index, [span]);
      else row.push(span);
    }
  }
  return found;
}
