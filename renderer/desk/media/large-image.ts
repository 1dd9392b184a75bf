import { canStream, pngHead, readPngRows } from './png-rows.ts';
import type { PngRow } from './png-rows.ts';

/*
 * Images that would not fit decoded: 400 million pixels are 1.6 GB, and `createImageBitmap` decodes whole before it
 * makes small (measured: 2.2 GB for 20,000 x 20,000). Here they come out small and never are large.
 */

/** Work goes on so long, then the window has its turn. */
const SLICE_MS = 12;

export interface DecodedSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Decodes an image at a whole fraction of its size. @param by 2, 4, 8, ... */
export async function decodeSmaller(blob: Blob, size: DecodedSize, by: number): Promise<ImageBitmap> {
  const head = pngHead(new Uint8Array(await blob.slice(0, 64).arrayBuffer()));
  if (head !== null && canStream(head)) return decodePng(blob, head, by);
  return drawSmaller(blob, size, by);
}

/** By the browser, which decodes a JPEG at a half, a quarter or an eighth without the whole; EXIF orientation is applied. */
async function drawSmaller(blob: Blob, { widthPx, heightPx }: DecodedSize, by: number): Promise<ImageBitmap> {
  const image = new Image();
  const url = URL.createObjectURL(blob);
  try {
    await new Promise<void>((resolve, reject) => {
      image.onload = () => resolve();
      image.onerror = () => reject(new Error('The browser cannot decode this image.'));
      image.src = url;
    });
    const canvas = new OffscreenCanvas(Math.ceil(widthPx / by), Math.ceil(heightPx / by));
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser has no 2D canvas');
    context.imageSmoothingQuality = 'medium';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.transferToImageBitmap();
  } finally {
    image.removeAttribute('src');
    URL.revokeObjectURL(url);
  }
}

async function decodePng(blob: Blob, { widthPx, heightPx }: DecodedSize, by: number): Promise<ImageBitmap> {
  const small = createReducer(widthPx, heightPx, by);
  let sliceEndMs = performance.now() + SLICE_MS;
  await readPngRows(blob, small.take, async () => {
    if (performance.now() < sliceEndMs) return;
    await new Promise((resolve) => setTimeout(resolve));
    sliceEndMs = performance.now() + SLICE_MS;
  });
  return createImageBitmap(new ImageData(small.finish(), small.widthPx, small.heightPx));
}

export interface Reducer {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly take: (row: PngRow) => void;
  /** The pixels as RGBA; at the right and lower edges the mean is of what is there. */
  readonly finish: () => Uint8ClampedArray<ArrayBuffer>;
}

/** Takes rows and keeps the mean of each square of `by` x `by` pixels. */
export function createReducer(widthPx: number, heightPx: number, by: number): Reducer {
  const smallWidthPx = Math.ceil(widthPx / by);
  const smallHeightPx = Math.ceil(heightPx / by);
  const pixels = new Uint8ClampedArray(smallWidthPx * smallHeightPx * 4);
  const sums = new Uint32Array(smallWidthPx * 4);
  let rows = 0;
  let held = 0;
  const flush = (): void => {
    const line = Math.floor((rows - 1) / by) * smallWidthPx * 4;
    for (let x = 0; x < smallWidthPx; x++) {
      const count = held * Math.min(by, widthPx - x * by);
      for (let channel = 0; channel < 4; channel++) pixels[line + x * 4 + channel] = (sums[x * 4 + channel] ?? 0) / count;
    }
    sums.fill(0);
    held = 0;
  };
  return {
    widthPx: smallWidthPx,
    heightPx: smallHeightPx,
    take: (row) => {
      addRow(sums, row, widthPx, by);
      rows += 1;
      held += 1;
      if (held === by) flush();
    },
    finish: () => {
      if (held > 0) flush();
      return pixels;
    },
  };
}

/** Adds a row's pixels as RGBA to the sums of their squares. Of 16 bits the upper eight count. */
function addRow(sums: Uint32Array, { bytes, pixelBytes, sampleBytes, channels, palette }: PngRow, widthPx: number, by: number): void {
  const [green, blue, alpha] = channels >= 3 ? [sampleBytes, 2 * sampleBytes, channels === 4 ? 3 * sampleBytes : -1] : [0, 0, channels === 2 ? sampleBytes : -1];
  for (let x = 0, from = 0, to = 0, left = by; x < widthPx; x++, from += pixelBytes) {
    if (palette === null) {
      sums[to] = (sums[to] ?? 0) + (bytes[from] ?? 0);
      sums[to + 1] = (sums[to + 1] ?? 0) + (bytes[from + green] ?? 0);
      sums[to + 2] = (sums[to + 2] ?? 0) + (bytes[from + blue] ?? 0);
      sums[to + 3] = (sums[to + 3] ?? 0) + (alpha < 0 ? 255 : (bytes[from + alpha] ?? 0));
    } else {
      const colour = (bytes[from] ?? 0) * 4;
      for (let channel = 0; channel < 4; channel++) sums[to + channel] = (sums[to + channel] ?? 0) + (palette[colour + channel] ?? 0);
    }
    left -= 1;
    if (left > 0) continue;
    left = by;
    to += 4;
  }
}
