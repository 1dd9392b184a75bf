/** A TIFF's pixels as its decoder gives them, and what its tags say of them. */
export interface TiffRaster {
  /** Interleaved: all samples of a pixel, then the next pixel's. */
  readonly samples: ArrayLike<number>;
  readonly samplesPerPixel: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitsPerSample: number;
  readonly isWholeNumber: boolean;
  readonly photometric: number;
  /** Red, green and blue of each palette entry, one plane after the other, to 65,535. */
  readonly palette: ArrayLike<number> | null;
  /** The sample after the colours is opacity, and the colours are not multiplied with it. */
  readonly hasAlpha: boolean;
  /** 1 to 8, as in EXIF. */
  readonly orientation: number;
}

export interface Rgba {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly widthPx: number;
  readonly heightPx: number;
}

const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const PALETTE = 3;
const CMYK = 5;
const YCBCR = 6;

/** What a screen can show: 8 bits of red, green, blue and opacity, the right way up. Null where the colours are of an unknown kind. */
export function toRgba(raster: TiffRaster): Rgba | null {
  const paint = painterOf(raster);
  if (paint === null) return null;
  const { widthPx, heightPx, samplesPerPixel } = raster;
  const isTurned = raster.orientation >= 5;
  const pixels = new Uint8ClampedArray(widthPx * heightPx * 4);
  const width = isTurned ? heightPx : widthPx;
  const place = placeOf(raster);
  for (let y = 0, from = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, from += samplesPerPixel) {
      const { column, row } = place(x, y);
      paint(from, pixels, (row * width + column) * 4);
    }
  }
  return { pixels, widthPx: width, heightPx: isTurned ? widthPx : heightPx };
}

type Painter = (from: number, pixels: Uint8ClampedArray, to: number) => void;

function painterOf(raster: TiffRaster): Painter | null {
  const { samples, palette, photometric, samplesPerPixel } = raster;
  const at = (index: number): number => samples[index] ?? 0;
  const level = levelOf(raster);
  const alpha = (from: number, colours: number): number => (raster.hasAlpha && samplesPerPixel > colours ? level(at(from + colours)) : 255);
  switch (photometric) {
    case WHITE_IS_ZERO:
    case BLACK_IS_ZERO: {
      const isInverse = photometric === WHITE_IS_ZERO;
      return (from, pixels, to) => {
        const value = level(at(from));
        const grey = isInverse ? 255 - value : value;
        set(pixels, to, grey, grey, grey, alpha(from, 1));
      };
    }
    case RGB:
      return samplesPerPixel < 3 ? null : (from, pixels, to) => set(pixels, to, level(at(from)), level(at(from + 1)), level(at(from + 2)), alpha(from, 3));
    case PALETTE: {
      if (palette === null) return null;
      const count = palette.length / 3;
      const colour = (index: number): number => (palette[index] ?? 0) / 257;
      return (from, pixels, to) => set(pixels, to, colour(at(from)), colour(at(from) + count), colour(at(from) + 2 * count), 255);
    }
    case CMYK:
      return samplesPerPixel < 4 ? null : (from, pixels, to) => {
        const light = 255 - level(at(from + 3));
        const ink = (index: number): number => ((255 - level(at(index))) * light) / 255;
        set(pixels, to, ink(from), ink(from + 1), ink(from + 2), alpha(from, 4));
      };
    case YCBCR:
      return samplesPerPixel < 3 ? null : (from, pixels, to) => {
        const [y, cb, cr] = [at(from), at(from + 1) - 128, at(from + 2) - 128];
        set(pixels, to, y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb, 255);
      };
    default:
      return null;
  }
}

function set(pixels: Uint8ClampedArray, to: number, red: number, green: number, blue: number, alpha: number): void {
  pixels[to] = red;
  pixels[to + 1] = green;
  pixels[to + 2] = blue;
  pixels[to + 3] = alpha;
}

/** Depths that sensors have: a 12-bit picture in 16 bits must not come out almost black. */
const DEPTHS = [8, 10, 12, 14, 16];

/** A sample as 0 to 255. Whole numbers up to 16 bits keep their scale; wider and fractional ones are stretched over what is there. */
function levelOf({ samples, bitsPerSample, isWholeNumber }: TiffRaster): (sample: number) => number {
  if (isWholeNumber && bitsPerSample === 8) return (sample) => sample;
  if (isWholeNumber && bitsPerSample < 8) return (sample) => (sample * 255) / (2 ** bitsPerSample - 1);
  const { low, high } = rangeOf(samples);
  if (isWholeNumber && bitsPerSample <= 16) {
    const depth = DEPTHS.find((each) => high < 2 ** each) ?? bitsPerSample;
    return (sample) => (sample * 255) / (2 ** depth - 1);
  }
  const span = high > low ? high - low : 1;
  return (sample) => (Number.isFinite(sample) ? ((sample - low) * 255) / span : 0);
}

function rangeOf(samples: ArrayLike<number>): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < samples.length; index++) {
    const sample = samples[index] ?? 0;
    if (!Number.isFinite(sample)) continue;
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  return { low, high };
}

/** Where a stored pixel is shown: the eight ways in which a camera or scanner can have been held. */
function placeOf({ widthPx, heightPx, orientation }: TiffRaster): (x: number, y: number) => { column: number; row: number } {
  const isMirrored = [2, 3, 7, 8].includes(orientation);
  const isFlipped = [3, 4, 6, 7].includes(orientation);
  const isTurned = orientation >= 5;
  const right = (isTurned ? heightPx : widthPx) - 1;
  const bottom = (isTurned ? widthPx : heightPx) - 1;
  // One object for all: a new one a pixel would be most of the time spent.
  const place = { column: 0, row: 0 };
  return (x, y) => {
    const [across, down] = isTurned ? [y, x] : [x, y];
    const isLeftRight = isTurned ? isFlipped : isMirrored;
    const isUpDown = isTurned ? isMirrored : isFlipped;
    place.column = isLeftRight ? right - across : across;
    place.row = isUpDown ? bottom - down : down;
    return place;
  };
}
