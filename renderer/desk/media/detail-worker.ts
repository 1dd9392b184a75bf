import { z } from 'zod';
import type { ReadBytes } from './bit-io.ts';
import { indexJpeg } from './jpeg-bands.ts';
import type { JpegBands } from './jpeg-bands.ts';
import { jpegHead } from './jpeg-head.ts';
import { canStream, pngHead, readPngRows } from './png-rows.ts';
import type { PngRow } from './png-rows.ts';

/* Cuts tiles at full size out of an image that is too large to be decoded whole. One image a worker. */

/** In a worker a file can be waited for: codes are read in one go, not in as many promises. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

const HEAD_BYTES = 1 << 20;

export const detailRequestSchema = z.object({ blob: z.instanceof(Blob), widthPx: z.number(), heightPx: z.number(), tileWidthPx: z.number(), tileHeightPx: z.number() }).or(z.object({ rows: z.array(z.number()), from: z.number(), to: z.number() }));
export type DetailRequest = z.infer<typeof detailRequestSchema>;

/** `rows`: tiles of some rows, columns `from` to `to`. `tile`: one of them. `done`: no more of what was asked for. */
export type DetailAnswer = { readonly kind: 'ready'; readonly tileHeightPx: number } | { readonly kind: 'none'; readonly reason: string } | { readonly kind: 'tile'; readonly column: number; readonly row: number; readonly bitmap: ImageBitmap } | { readonly kind: 'done' };

type Cut = (rows: readonly number[], from: number, to: number, give: (column: number, row: number, bitmap: ImageBitmap) => void) => Promise<void>;

let cut: Cut | null = null;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const request = detailRequestSchema.parse(data);
  if ('blob' in request) {
    begin(request).then(say, (cause: unknown) => say({ kind: 'none', reason: cause instanceof Error ? cause.message : String(cause) }));
    return;
  }
  const give = (column: number, row: number, bitmap: ImageBitmap): void => postMessage({ kind: 'tile', column, row, bitmap } satisfies DetailAnswer, { transfer: [bitmap] });
  (cut?.(request.rows, request.from, request.to, give) ?? Promise.resolve()).then(
    () => say({ kind: 'done' }),
    (cause: unknown) => say({ kind: 'none', reason: cause instanceof Error ? cause.message : String(cause) }),
  );
});

const say = (answer: DetailAnswer): void => postMessage(answer);

type Opened = Extract<DetailRequest, { blob: Blob }>;

async function begin(image: Opened): Promise<DetailAnswer> {
  const bytes = new Uint8Array(await image.blob.slice(0, HEAD_BYTES).arrayBuffer());
  const png = pngHead(bytes);
  if (png !== null && canStream(png)) {
    cut = cutPng(image);
    return { kind: 'ready', tileHeightPx: image.tileHeightPx };
  }
  const head = jpegHead(bytes);
  if (typeof head === 'string') return { kind: 'none', reason: head };
  if (head.widthPx !== image.widthPx || head.heightPx !== image.heightPx) return { kind: 'none', reason: 'another size' };
  const reader = new FileReaderSync();
  const read: ReadBytes = (from, count) => new Uint8Array(reader.readAsArrayBuffer(image.blob.slice(from, from + count)));
  const bands = indexJpeg(read, head, image.tileHeightPx);
  cut = cutJpeg(bands, image);
  return { kind: 'ready', tileHeightPx: bands.bandPx };
}

/** The browser decodes a band as a picture of its own: some tens of megabytes, for as long as it is cut into tiles. */
function cutJpeg(bands: JpegBands, { widthPx, tileWidthPx }: Opened): Cut {
  return async (rows, from, to, give) => {
    for (const row of rows) {
      const band = await createImageBitmap(bands.cut(row));
      try {
        for (let column = from; column < to; column++) {
          const left = column * tileWidthPx;
          give(column, row, await createImageBitmap(band, left, 0, Math.min(tileWidthPx, widthPx - left), band.height));
        }
      } finally {
        band.close();
      }
    }
  };
}

/** Enough rows were read. */
class Enough extends Error {}

/** A PNG has no way in but from its start: rows above those asked for are read and left. */
function cutPng({ blob, widthPx, heightPx, tileWidthPx, tileHeightPx }: Opened): Cut {
  return async (rows, from, to, give) => {
    const wanted = new Set(rows);
    const last = Math.max(...rows);
    const left = from * tileWidthPx;
    const width = Math.min(widthPx, to * tileWidthPx) - left;
    let y = 0;
    let pixels: Uint8ClampedArray<ArrayBuffer> | null = null;
    const full: { row: number; image: ImageData }[] = [];
    const take = (row: PngRow): void => {
      const tileRow = Math.floor(y / tileHeightPx);
      const inside = y % tileHeightPx;
      if (wanted.has(tileRow)) {
        const height = Math.min(tileHeightPx, heightPx - tileRow * tileHeightPx);
        pixels ??= new Uint8ClampedArray(width * height * 4);
        copyRow(row, left, width, pixels, inside * width * 4);
        if (inside === height - 1) {
          full.push({ row: tileRow, image: new ImageData(pixels, width, height) });
          pixels = null;
        }
      }
      y += 1;
    };
    const giveFull = async (): Promise<void> => {
      for (const { row, image } of full.splice(0)) {
        for (let column = from; column < to; column++) {
          const x = (column - from) * tileWidthPx;
          give(column, row, await createImageBitmap(image, x, 0, Math.min(tileWidthPx, width - x), image.height));
        }
      }
      if (y >= (last + 1) * tileHeightPx) throw new Enough();
    };
    try {
      await readPngRows(blob, take, giveFull);
      await giveFull();
    } catch (cause) {
      if (!(cause instanceof Enough)) throw cause;
    }
  };
}

/** Some pixels of a row as RGBA. Of 16 bits the upper eight count. */
function copyRow({ bytes, pixelBytes, sampleBytes, channels, palette }: PngRow, fromPx: number, countPx: number, into: Uint8ClampedArray, at: number): void {
  for (let x = 0; x < countPx; x++) {
    const source = (fromPx + x) * pixelBytes;
    const to = at + x * 4;
    if (palette !== null) {
      const colour = (bytes[source] ?? 0) * 4;
      for (let channel = 0; channel < 4; channel++) into[to + channel] = palette[colour + channel] ?? 0;
      continue;
    }
    const isGrey = channels < 3;
    into[to] = bytes[source] ?? 0;
    into[to + 1] = bytes[isGrey ? source : source + sampleBytes] ?? 0;
    into[to + 2] = bytes[isGrey ? source : source + 2 * sampleBytes] ?? 0;
    into[to + 3] = channels === 2 || channels === 4 ? (bytes[source + (channels - 1) * sampleBytes] ?? 0) : 255;
  }
}
