import { utf8 } from '../bytes.ts';
import type { Report } from './report.ts';

/** Farther out than any image reaches. */
const MAX_PIXEL = 10_000_000;
const MAX_PATH_BYTES = 2000;
/** File systems end at 255; a label file's ending may be longer than its image's. */
const MAX_NAME_BYTES = 250;

/**
 * A path inside a dataset, out of what a file says: forward slashes, no empty or dotted parts. Null for what leads
 * elsewhere (`..`, a drive, an absolute path), has control characters, or is longer than disks take.
 */
export function safePath(raw: string): string | null {
  const parts = raw.replaceAll('\\', '/').split('/').filter((part, index) => part !== '.' && !(part === '' && index > 0));
  const path = parts.join('/');
  const isOutside = parts.length === 0 || parts[0] === '' || parts.includes('..') || /^[a-z]:/i.test(path) || /^[a-z][a-z0-9+.-]*:\//i.test(path);
  return isOutside || isTooLong(path) || /\p{Cc}/u.test(path) ? null : path;
}

function isTooLong(path: string): boolean {
  if (path.length * 3 <= MAX_NAME_BYTES) return false;
  return utf8(path).length > MAX_PATH_BYTES || path.split('/').some((part) => utf8(part).length > MAX_NAME_BYTES);
}

/** As `safePath`, with the problem said. */
export function takePath(raw: unknown, file: string, field: string, report: Report): string | null {
  const path = typeof raw === 'string' && raw.trim() !== '' ? safePath(raw) : null;
  if (path === null && typeof raw === 'string' && isTooLong(raw)) report.problem(file, field, `${shown(raw)} is longer than disks take`, `Give the file and its folders names of ${MAX_NAME_BYTES} bytes at most.`);
  else if (path === null) report.problem(file, field, `${shown(raw)} is no path inside the dataset`, 'Name the file by its path inside the dataset, without ".." and without a drive or a leading slash.');
  return path;
}

export interface Size {
  readonly widthPx: number | null;
  readonly heightPx: number | null;
}

/** Width and height of an image: whole numbers from 1 to a million, or null with the problem said where it says something else. */
export function takeSize(width: unknown, height: unknown, file: string, field: string, report: Report): Size {
  const isSize = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000;
  const isUnsaid = (value: unknown) => value === undefined || value === null || value === 0;
  if (isSize(width) && isSize(height)) return { widthPx: width, heightPx: height };
  if (!isUnsaid(width) || !isUnsaid(height)) report.problem(file, field, `${shown(width)} x ${shown(height)} is no image size`, 'Width and height are whole pixels from 1 to 1,000,000.');
  return { widthPx: null, heightPx: null };
}

export interface Corners {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Four numbers that make a box inside its image; null, with the problem said, where they do not. Parts outside are cut off and counted. */
export function takeBox(corners: Readonly<Record<keyof Corners, unknown>>, size: Size, file: string, field: string, report: Report): Corners | null {
  const entries = Object.entries(corners);
  const bad = entries.find(([, value]) => typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > MAX_PIXEL);
  if (bad !== undefined) {
    const [name, value] = bad;
    const isHuge = typeof value === 'number' && Number.isFinite(value);
    report.problem(file, field, `${name} is ${shown(value)}${isHuge ? `, farther out than ${MAX_PIXEL} px` : ', which is no finite number'}`, 'Give the box as finite pixels inside its image, or remove it.');
    return null;
  }
  const { x0, y0, x1, y1 } = corners as Corners;
  const cut = {
    x0: tidy(Math.max(0, x0)),
    y0: tidy(Math.max(0, y0)),
    x1: tidy(Math.min(x1, size.widthPx ?? Infinity)),
    y1: tidy(Math.min(y1, size.heightPx ?? Infinity)),
  };
  if (!(x1 > x0 && y1 > y0 && cut.x1 > cut.x0 && cut.y1 > cut.y0)) {
    report.problem(file, field, `the box from (${x0}, ${y0}) to (${x1}, ${y1}) has no area inside its image`, 'Give the box a width and a height above 0 inside its image, or remove it.');
    return null;
  }
  const isCut = cut.x0 !== tidy(x0) || cut.y0 !== tidy(y0) || cut.x1 !== tidy(x1) || cut.y1 !== tidy(y1);
  if (isCut) report.losses.add('parts of boxes outside the image', 'boxes end at the edges of their image');
  return cut;
}

/** A class name, trimmed; null with the problem said. */
export function takeClass(raw: unknown, file: string, field: string, report: Report): string | null {
  const name = typeof raw === 'string' ? raw.trim() : typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : '';
  if (name !== '' && name.length <= 256 && !/\p{Cc}/u.test(name)) return name;
  report.problem(file, field, `${shown(raw)} is no class name`, 'Name the class with 1 to 256 characters in one line.');
  return null;
}

/** Start and end of a stretch of a text of `length` code points; null with the problem said. */
export function takeSpan(start: unknown, end: unknown, length: number, file: string, field: string, report: Report): { readonly start: number; readonly end: number } | null {
  const isOffset = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= length;
  if (isOffset(start) && isOffset(end) && start < end) return { start, end };
  report.problem(file, field, `${shown(start)} to ${shown(end)} is no stretch of a text of ${length} code points`, 'Offsets are whole numbers of code points, the end after the start and not past the text.');
  return null;
}

/** A decimal number in a text, or NaN for anything else: no blanks, no hexadecimal, no words. */
export function decimal(text: string | null | undefined): number {
  return text !== null && text !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
}

/** 0 to 1, or null: what is said with the problem where it is something else. */
export function takeScore(raw: unknown, file: string, field: string, report: Report): number | null {
  if (raw === undefined || raw === null) return null;
  if (typeof raw === 'number' && raw >= 0 && raw <= 1) return raw;
  report.problem(file, field, `${shown(raw)} is no score; the label is taken without one`, 'A score is a number from 0 to 1.');
  return null;
}

/** Without the dust of adding and dividing binary fractions: 9 decimals of a pixel. */
export function tidy(value: number): number {
  return Number(value.toFixed(9));
}

/** A value as a message shows it: short, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : typeof value === 'number' ? String(value) : ((JSON.stringify(value) as string | undefined) ?? 'nothing');
  const flat = text.replaceAll(/\p{Cc}+/gu, ' ');
  return flat.length > 80 ? `${flat.slice(0, 77)}...` : flat;
}
