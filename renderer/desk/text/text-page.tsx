import { useEffect, useMemo } from 'react';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type Line, lineAt } from './lines.ts';
import type { Stretch } from './segments.ts';
import { type DrawnSpan, TextLine } from './text-line.tsx';

interface PageProps {
  /** The element that scrolls. */
  readonly frame: HTMLDivElement;
  readonly text: string;
  readonly lines: readonly Line[];
  /** In reading order. */
  readonly spans: readonly DrawnSpan[];
  /** The cursor and the selected span are kept in sight. */
  readonly focus: Stretch | null;
  readonly selected: Stretch | null;
}

const LINE_HEIGHT_PX = 34;
const CHARACTERS_A_ROW = 90;

/** The lines in sight, and a few around them: a document of any length costs what the window shows. */
export function TextPage({ frame, text, lines, spans, focus, selected }: PageProps) {
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame,
    estimateSize: (index) => {
      const line = lines[index];
      return LINE_HEIGHT_PX * Math.max(1, line === undefined ? 1 : Math.ceil((line.end - line.start) / CHARACTERS_A_ROW));
    },
    overscan: 6,
    paddingStart: 32,
    paddingEnd: 64,
  });
  useFollow(list, lines, focus);
  useFollow(list, lines, selected);
  const byLine = useMemo(() => spansByLine(lines, spans), [lines, spans]);
  return (
    <div className="text-page" style={{ blockSize: list.getTotalSize() }}>
      {list.getVirtualItems().map((row) => {
        const line = lines[row.index];
        return line === undefined ? null : (
          <div key={row.key} ref={list.measureElement} data-index={row.index} className="text-row" style={{ transform: `translateY(${row.start}px)` }}>
            <TextLine line={line} text={text} spans={byLine.get(row.index) ?? []} />
          </div>
        );
      })}
    </div>
  );
}

function useFollow(list: Virtualizer<HTMLDivElement, Element>, lines: readonly Line[], stretch: Stretch | null): void {
  const start = stretch?.start;
  useEffect(() => {
    if (start !== undefined) list.scrollToIndex(lineAt(lines, start), { align: 'auto' });
  }, [list, lines, start]);
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
