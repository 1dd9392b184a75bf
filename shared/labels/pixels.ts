/** Coordinates travel as 1/65535 of the image's width or height. */
export const UNIT_MAX = 65_535;

const MAX_DECIMALS = 20;

/** Pixels from the image's left or top edge to the unit that travels: rounded half up. Both exact doubles in, whole number out. */
export function pixelToUnit(pixel: number, sizePx: number): number {
  return Math.floor((pixel * UNIT_MAX) / sizePx + 0.5);
}

/**
 * The shortest decimal number of pixels that encodes back to the same unit, and of those the one nearest
 * to the unit's exact place. A whole pixel comes back as it was in images of up to 65,535 px.
 */
export function unitToPixel(unit: number, sizePx: number): number {
  const exact = (unit * sizePx) / UNIT_MAX;
  for (let decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
    const candidate = roundedTo(exact, decimals);
    if (candidate <= sizePx && pixelToUnit(candidate, sizePx) === unit) return candidate;
  }
  return exact;
}

/** As `Number(value.toFixed(decimals))`, without the text where there is no doubt: an export asks a million times. */
function roundedTo(value: number, decimals: number): number {
  const scale = decimals < POWERS.length ? (POWERS[decimals] ?? 1) : 0;
  const scaled = value * scale;
  const doubt = Math.abs(scaled - Math.floor(scaled) - 0.5);
  // Halfway, or too large for its own last digit to be told: multiplying may have moved it to the other side.
  if (scale === 0 || doubt < 1e-3 || scaled > MOST_SCALED) return Number(value.toFixed(decimals));
  return Math.round(scaled) / scale;
}

const POWERS = [1, 10, 100, 1000, 10_000];
const MOST_SCALED = 1e10;

/** A box's corners held inside the image. What lies wholly outside ends with no area, and is then refused by the codec. */
export function clampBox<T extends { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }>(
  box: T,
  widthPx: number,
  heightPx: number,
): T {
  const hold = (value: number, size: number) => Math.min(Math.max(value, 0), size);
  return { ...box, x0: hold(box.x0, widthPx), y0: hold(box.y0, heightPx), x1: hold(box.x1, widthPx), y1: hold(box.y1, heightPx) };
}
