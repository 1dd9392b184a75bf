import { decimal, shown, takeBox, takeScore } from '../checks.ts';
import type { Corners } from '../checks.ts';
import type { ClassTable } from '../classes.ts';
import { boxLabel } from '../model.ts';
import type { BoxLabel, FormatItem } from '../model.ts';
import type { Report } from '../report.ts';
import { toNumbers, toPixels } from './numbers.ts';

interface KnownSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One label file: a line a box, `class cx cy w h`. An image without boxes has an empty file. Null where the image has no known size. */
export function labelText(item: FormatItem, classes: ClassTable): string | null {
  const { widthPx, heightPx } = item;
  const boxes = item.labels.filter((label): label is BoxLabel => label.kind === 'box');
  if (boxes.length === 0) return '';
  if (widthPx === null || heightPx === null) return null;
  return boxes.map((box) => `${classes.indexOf(box.className)} ${toNumbers(box, { widthPx, heightPx })}\n`).join('');
}

/** What the lines of a dataset may say. */
export interface LineKinds {
  /** By class number. */
  readonly names: ReadonlyMap<number, string>;
  /** How many numbers of keypoints follow each box; 0: lines of many numbers are outlines. */
  readonly keypoints: number;
}

export function parseLabels(text: string, size: KnownSize, kinds: LineKinds, file: string, report: Report): BoxLabel[] {
  const labels: BoxLabel[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const label = parseLine(line.trim().split(/\s+/), size, kinds, file, `line ${index + 1}`, report);
    if (label !== null) labels.push(label);
  }
  return labels;
}

function parseLine(cells: readonly string[], size: KnownSize, { names, keypoints }: LineKinds, file: string, field: string, report: Report): BoxLabel | null {
  const [number, ...all] = cells;
  const hasKeypoints = keypoints > 0 && all.length >= 4 + keypoints;
  if (hasKeypoints) report.losses.add('keypoints', 'there are no keypoints here');
  const rest = hasKeypoints ? [...all.slice(0, 4), ...all.slice(4 + keypoints)] : all;
  const className = /^\d+$/.test(number ?? '') ? names.get(Number(number)) : undefined;
  if (className === undefined) {
    report.problem(file, `${field}, class`, `there is no class ${shown(number)}`, `Classes count from 0 to ${names.size - 1}, in the order of the names.`);
    return null;
  }
  const bad = rest.find((cell) => Number.isNaN(decimal(cell)));
  if (bad !== undefined || (rest.length < 4 || (rest.length > 5 && rest.length % 2 === 1))) {
    report.problem(file, field, bad === undefined ? `there are ${cells.length} numbers in the line` : `${shown(bad)} is no number`, 'A line is: class, middle x, middle y, width, height, each from 0 to 1.');
    return null;
  }
  const raw = rest.length <= 5 ? toPixels(rest as [string, string, string, string], size) : hull(rest.map(Number), size, report);
  const isInPixels = rest.slice(0, 4).every((cell) => Number(cell) > 1.5);
  if (isInPixels) {
    report.problem(file, field, 'the numbers are pixels, and not parts of the image', 'Divide by the image’s width and height.');
    return null;
  }
  const corners = takeBox(snapped(raw, size), size, file, field, report);
  if (corners === null) return null;
  return boxLabel({ className, ...corners, score: rest.length === 5 ? takeScore(Number(rest[4]), file, `${field}, score`, report) : null });
}

/** Six decimals of a box at the edge may print past it: that much is no part outside. */
function snapped(corners: Corners, { widthPx, heightPx }: KnownSize): Corners {
  const hold = (value: number, edge: number, sizePx: number) => (Math.abs(value - edge) <= sizePx * 1e-6 ? edge : value);
  return { x0: hold(corners.x0, 0, widthPx), y0: hold(corners.y0, 0, heightPx), x1: hold(corners.x1, widthPx, widthPx), y1: hold(corners.y1, heightPx, heightPx) };
}

/** Outlines (segments, turned boxes): x and y by turns. */
function hull(numbers: readonly number[], { widthPx, heightPx }: KnownSize, report: Report): Corners {
  report.losses.add('outlines and turned boxes', 'the upright box around them is read');
  const xs = numbers.filter((_, index) => index % 2 === 0).map((value) => value * widthPx);
  const ys = numbers.filter((_, index) => index % 2 === 1).map((value) => value * heightPx);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}
