/*
 * A PNG read row by row, so that an image of 400 million pixels never lies decoded in memory. Of the formats those that
 * such images come in: 8 or 16 bits a channel or a palette of 256, not interlaced. PNG specification, third edition.
 */

export interface PngHead {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEAD_BYTES = 33;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The head of a PNG; null where the bytes are no PNG. */
export function pngHead(bytes: Uint8Array): PngHead | null {
  if (bytes.length < HEAD_BYTES || SIGNATURE.some((byte, at) => bytes[at] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { widthPx: view.getUint32(16), heightPx: view.getUint32(20), bitDepth: view.getUint8(24), colourType: view.getUint8(25), isInterlaced: view.getUint8(28) !== 0 };
}

/** Whether `readPngRows` takes it; the others are left to the browser. */
export function canStream({ bitDepth, colourType, isInterlaced }: PngHead): boolean {
  return !isInterlaced && colourType in CHANNELS && (bitDepth === 8 || (bitDepth === 16 && colourType !== 3));
}

/** One row as it comes out: samples as in the file, and how to read them. The next row reuses the memory. */
export interface PngRow {
  readonly bytes: Uint8Array;
  /** From a pixel to the next, and from a channel to the next. */
  readonly pixelBytes: number;
  readonly sampleBytes: number;
  readonly channels: number;
  /** RGBA of each index, where the samples are indices. */
  readonly palette: Uint8Array | null;
}

/**
 * Gives the rows from top to bottom to `take`. `pause` is awaited after each stretch of compressed data: whoever runs
 * this beside a user interface lets that have its turn there. Throws where the file is damaged or ends early.
 */
export async function readPngRows(blob: Blob, take: (row: PngRow) => void, pause: () => Promise<void>): Promise<void> {
  const head = pngHead(new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer()));
  if (head === null || !canStream(head)) throw new Error('This PNG cannot be read row by row.');
  const channels = CHANNELS[head.colourType] ?? 1;
  const sampleBytes = head.bitDepth / 8;
  const pixelBytes = channels * sampleBytes;
  const rowBytes = head.widthPx * pixelBytes;
  const { parts, palette } = await pngParts(blob, head);
  const row = { pixelBytes, sampleBytes, channels, palette };
  let [current, above] = [new Uint8Array(rowBytes), new Uint8Array(rowBytes)];
  let filled = -1;
  let filter = 0;
  let rows = 0;
  const reader = new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (let at = 0; at < value.length && rows < head.heightPx; ) {
      if (filled < 0) {
        filter = value[at++] ?? 0;
        filled = 0;
      }
      const part = value.subarray(at, at + rowBytes - filled);
      current.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < rowBytes) continue;
      unfilter(filter, current, above, pixelBytes);
      take({ bytes: current, ...row });
      [current, above] = [above, current];
      filled = -1;
      rows += 1;
    }
    await pause();
  }
  if (rows < head.heightPx) throw new Error(`The PNG ends after ${rows} of ${head.heightPx} rows.`);
}

/** Where the compressed data lies in the file, without reading it, and the palette. */
async function pngParts(blob: Blob, head: PngHead): Promise<{ parts: Blob[]; palette: Uint8Array | null }> {
  const parts: Blob[] = [];
  let palette = head.colourType === 3 ? new Uint8Array(256 * 4).fill(255) : null;
  const WINDOW = 1 << 20;
  let windowAt = 0;
  let bytes = new Uint8Array(0);
  const at = async (from: number, count: number): Promise<Uint8Array> => {
    if (from < windowAt || from + count > windowAt + bytes.length) {
      windowAt = from;
      bytes = new Uint8Array(await blob.slice(from, from + Math.max(WINDOW, count)).arrayBuffer());
    }
    return bytes.subarray(from - windowAt, from - windowAt + count);
  };
  for (let from = SIGNATURE.length; from + 12 <= blob.size; ) {
    const header = await at(from, 8);
    const length = new DataView(header.buffer, header.byteOffset, 8).getUint32(0);
    const type = String.fromCharCode(...header.subarray(4, 8));
    const start = from + 8;
    if (type === 'IDAT') parts.push(blob.slice(start, start + length));
    else if (type === 'PLTE' && palette !== null) palette = withColours(palette, await at(start, Math.min(length, 768)));
    else if (type === 'tRNS' && palette !== null) (await at(start, Math.min(length, 256))).forEach((alpha, index) => palette?.fill(alpha, index * 4 + 3, index * 4 + 4));
    else if (type === 'IEND') break;
    from = start + length + 4;
  }
  return { parts, palette };
}

function withColours(palette: Uint8Array, colours: Uint8Array): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(palette);
  for (let index = 0; index * 3 < colours.length; index++) next.set(colours.subarray(index * 3, index * 3 + 3), index * 4);
  return next;
}

/** Undoes a row's filter in place, section 9.2 of the specification. Samples count bytes, not pixels. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = row;
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let at = step; at < length; at++) row[at] = (row[at] ?? 0) + (row[at - step] ?? 0);
      return;
    case 2:
      for (let at = 0; at < length; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
      return;
    case 3:
      for (let at = 0; at < length; at++) row[at] = (row[at] ?? 0) + (((at >= step ? (row[at - step] ?? 0) : 0) + (above[at] ?? 0)) >> 1);
      return;
    case 4:
      for (let at = 0; at < length; at++) row[at] = (row[at] ?? 0) + paeth(at >= step ? (row[at - step] ?? 0) : 0, above[at] ?? 0, at >= step ? (above[at - step] ?? 0) : 0);
      return;
    default:
      throw new Error(`The PNG has a row of filter ${filter}, which there is not.`);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [dLeft, dUp, dCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (dLeft <= dUp && dLeft <= dCorner) return left;
  return dUp <= dCorner ? up : corner;
}
