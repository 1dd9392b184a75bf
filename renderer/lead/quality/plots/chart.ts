import { axisX, axisY, gridY, plot } from '@observablehq/plot';
import type { Markish, PlotOptions } from '@observablehq/plot';
import { locale } from '../../../app/strings/strings.ts';

export type Chart = SVGSVGElement | HTMLElement;

/** The mark whose elements stand for the data, in their order: pressing one asks for what is behind it. */
export const PICK = 'q-pick';

/** A plot in the window's own colours and letters. */
export function chart(options: PlotOptions): Chart {
  const drawn = plot({ ...options, style: { background: 'transparent', color: 'currentColor', fontFamily: 'inherit', fontSize: '12px', overflow: 'visible' } });
  // The plot brings a style sheet of its own, which the page's policy would block: quality.css has what it needs.
  for (const sheet of drawn.querySelectorAll('style')) sheet.remove();
  // The picture has one name; Plot also names its groups, which have no role to be named by.
  for (const named of drawn.querySelectorAll('[aria-label], [aria-description]')) for (const name of ['aria-label', 'aria-description']) named.removeAttribute(name);
  return drawn;
}

export const percentText = (share: number, digits = 0): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(share);
export const numberText = (value: number, digits = 2): string => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
/** With as many digits in every row of a column. */
export const fixedText = (value: number, digits = 2): string => new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

const DAY_MS = 86_400_000;

/** How times are written on an axis between two of them, in milliseconds: by day where there are many, else by hour and minute. */
function timeText(fromMs: number, toMs: number): (value: Date | number) => string {
  const isLong = toMs - fromMs > 2 * DAY_MS;
  const format = new Intl.DateTimeFormat(locale(), isLong ? { month: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' });
  return (value) => format.format(value);
}

export interface TimeFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Room for what stands on the axis of values. */
  readonly marginLeftPx: number;
  /** Milliseconds from the first to the last. */
  readonly times: readonly number[];
  /** The largest value that is shown; the axis begins at 0. */
  readonly most: number;
  readonly valueText: (value: number) => string;
  readonly marks: readonly Markish[];
}

/** A chart over time: values upwards, times to the right. */
export function chartOverTime({ widthPx, heightPx, marginLeftPx, times, most, valueText, marks }: TimeFrame): Chart {
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 1];
  return chart({
    width: widthPx,
    height: heightPx,
    marginLeft: marginLeftPx,
    marginRight: 18,
    x: { type: 'time', label: null },
    y: { label: null, domain: [0, most] },
    marks: [gridY({ strokeOpacity: 0.15 }), axisX({ ticks: 5, tickFormat: timeText(from, to) }), axisY({ ticks: 4, tickFormat: (value: number) => valueText(value) }), ...marks],
  });
}

/** Colours of several lines beside each other, each with a dash of its own. */
export const seriesColours = ['var(--accent)', 'var(--good)', 'var(--warn)', 'var(--bad)'] as const;
export const seriesDashes = ['', '7 3', '2 3', '9 3 2 3'] as const;
