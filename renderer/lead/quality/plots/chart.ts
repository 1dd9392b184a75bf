import { plot } from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { locale } from '../../../app/strings/strings.ts';

export type Chart = SVGSVGElement | HTMLElement;

/** The mark whose elements stand for the data, in their order: pressing one asks for what is behind it. */
export const PICK = 'q-pick';

/** A plot in the window's own colours and letters. */
export function chart(options: PlotOptions): Chart {
  const drawn = plot({ ...options, style: { background: 'transparent', color: 'currentColor', fontFamily: 'inherit', fontSize: '12px', overflow: 'visible' } });
  // The plot brings a style sheet of its own, which the page's policy would block: quality.css has what it needs.
  for (const sheet of drawn.querySelectorAll('style')) sheet.remove();
  return drawn;
}

export const percentText = (share: number, digits = 0): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(share);
export const numberText = (value: number, digits = 2): string => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
/** With as many digits in every row of a column. */
export const fixedText = (value: number, digits = 2): string => new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

const DAY_MS = 86_400_000;

/** How times are written on an axis between two of them, in milliseconds: by day where there are many, else by hour and minute. */
export function timeText(fromMs: number, toMs: number): (value: Date | number) => string {
  const isLong = toMs - fromMs > 2 * DAY_MS;
  const format = new Intl.DateTimeFormat(locale(), isLong ? { month: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' });
  return (value) => format.format(value);
}

/** Colours of several lines beside each other, each with a dash of its own. */
export const seriesColours = ['var(--accent)', 'var(--good)', 'var(--warn)', 'var(--bad)'] as const;
export const seriesDashes = ['', '7 3', '2 3', '9 3 2 3'] as const;
