import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useStrings } from '../../../app/strings/strings.ts';
import { Panel } from '../../../app/ui/layout.tsx';
import { Table } from '../../../app/ui/table.tsx';
import type { TableColumn } from '../../../app/ui/table.tsx';
import type { Chart } from './chart.ts';
import { PICK } from './chart.ts';

export interface PlotFigureProps<R> {
  title: string;
  /** What the axes are, in which unit, and how to read it. */
  note: ReactNode;
  /** What a screen reader is told in place of the picture. */
  label: string;
  /** Keep its identity while nothing changes: `useCallback`. */
  draw: (widthPx: number) => Chart;
  /** The place of the datum that was pressed, among those of the mark with the class `PICK`. */
  onPick?: ((place: number) => void) | undefined;
  rows: readonly R[];
  rowKey: (row: R) => string;
  columns: readonly TableColumn<R>[];
  /** What stands above the plot: figures, a legend. */
  children?: ReactNode;
  /** Across both columns of the page. */
  isWide?: boolean | undefined;
}

/** A plot with its title and units, and the same as a table: everything in the plot can be read and pressed there. */
export function PlotFigure<R>({ title, note, label, draw, onPick, rows, rowKey, columns, children, isWide = false }: PlotFigureProps<R>) {
  const t = useStrings();
  return (
    <Panel title={title} className={isWide ? 't-quality__wide' : undefined}>
      <div className="t-stack">
        {children}
        <Plotted draw={draw} label={label} onPick={onPick} />
        <p className="t-soft t-quality__note">{note}</p>
        <details className="t-quality__table">
          <summary>{t('lead:quality.asTable')}</summary>
          <Table caption={title} rows={rows} rowKey={rowKey} columns={columns} />
        </details>
      </div>
    </Panel>
  );
}

function Plotted({ draw, label, onPick }: { draw: (widthPx: number) => Chart; label: string; onPick: ((place: number) => void) | undefined }) {
  const frame = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(frame);
  useEffect(() => {
    if (widthPx === 0) return undefined;
    const drawn = draw(widthPx);
    frame.current?.replaceChildren(drawn);
    return () => drawn.remove();
  }, [draw, widthPx]);
  const pick = (event: React.MouseEvent) => {
    const mark = event.target instanceof Element ? event.target.closest(`.${PICK} > *`) : null;
    const place = mark?.parentElement === null || mark === null ? -1 : [...mark.parentElement.children].indexOf(mark);
    if (place >= 0) onPick?.(place);
  };
  // The mouse may press the picture; the table below has the same for the keyboard.
  return <div ref={frame} className={onPick === undefined ? 't-quality__plot' : 't-quality__plot t-quality__plot--pick'} role="img" aria-label={label} onClick={pick} />;
}

/** In whole pixels, so that a scroll bar that comes and goes does not draw it again and again. */
function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidthPx(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return widthPx;
}
