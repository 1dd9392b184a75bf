import { tidy } from '../checks.ts';
import type { Corners } from '../checks.ts';

/*
 * A YOLO box is its middle and its size as parts of the image, in printed decimals. A printed number stands for all
 * that round to it: what is read is the shortest decimal number of pixels that prints the same again. So whole pixels
 * survive six decimals, and what was read is written back digit for digit.
 */

const FEWEST_DIGITS = 6;
const MOST_DIGITS = 15;
const MOST_DECIMALS = 9;

interface Centred {
  readonly middle: string;
  readonly length: string;
}

function print(low: number, high: number, sizePx: number, digits: readonly [number, number]): Centred {
  return { middle: ((low + high) / 2 / sizePx).toFixed(digits[0]), length: ((high - low) / sizePx).toFixed(digits[1]) };
}

function exact(middle: number, length: number, sizePx: number): readonly [number, number] {
  return [(middle - length / 2) * sizePx, (middle + length / 2) * sizePx];
}

function decimalsOf(text: string): number {
  return /^[+-]?\d*(\.\d*)?$/.test(text) ? (text.split('.')[1]?.length ?? 0) : Infinity;
}

/** One axis, from printed numbers to pixels. */
function axisPixels(middle: string, length: string, sizePx: number): readonly [number, number] {
  const found = exact(Number(middle), Number(length), sizePx);
  const digits = [decimalsOf(middle), decimalsOf(length)] as const;
  if (Math.max(...digits) > MOST_DIGITS) return found;
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const [low, high] = found.map((value) => Number(value.toFixed(decimals))) as [number, number];
    const again = print(low, high, sizePx, digits);
    if (Number(again.middle) === Number(middle) && Number(again.length) === Number(length)) return [low, high];
  }
  return [tidy(found[0]), tidy(found[1])];
}

/** One axis printed with as few digits as bring the pixels back, and not under six. */
function axisPrinted(low: number, high: number, sizePx: number): Centred {
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const printed = print(low, high, sizePx, [digits, digits]);
    const [lowAgain, highAgain] = axisPixels(printed.middle, printed.length, sizePx);
    if (lowAgain === low && highAgain === high) return printed;
  }
  return print(low, high, sizePx, [MOST_DIGITS, MOST_DIGITS]);
}

/** `cx cy w h` as they stand in the file, to pixels. Numbers that are none give NaN. */
export function toPixels([cx, cy, w, h]: readonly [string, string, string, string], size: { readonly widthPx: number; readonly heightPx: number }): Corners {
  const [x0, x1] = axisPixels(cx, w, size.widthPx);
  const [y0, y1] = axisPixels(cy, h, size.heightPx);
  return { x0, y0, x1, y1 };
}

/** Pixels to `cx cy w h`. */
export function toNumbers({ x0, y0, x1, y1 }: Corners, size: { readonly widthPx: number; readonly heightPx: number }): string {
  const x = axisPrinted(x0, x1, size.widthPx);
  const y = axisPrinted(y0, y1, size.heightPx);
  return `${x.middle} ${y.middle} ${x.length} ${y.length}`;
}
