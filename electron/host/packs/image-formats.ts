import { isTiff, readTiff } from './tiff.ts';

/**
 * Which picture a file is, by its first bytes and never by its name, and whether it is there to its end:
 * a half-copied photograph has a perfect header. Only formats that a window can show; SVG could run scripts.
 */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif' | 'tiff';

export const imageMediaTypes: Readonly<Record<ImageFormat, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
  tiff: 'image/tiff',
};

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  if (bytes[0] === 0x89 && ascii(bytes, 1, 7) === 'PNG\r\n\x1a\n') return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'gif';
  if (ascii(bytes, 0, 2) === 'BM' && bytes.length >= 26) return 'bmp';
  if (isTiff(bytes) && bytes.length >= 8) return 'tiff';
  if (ascii(bytes, 4, 4) === 'ftyp' && /avif|avis/.test(ascii(bytes, 8, 24))) return 'avif';
  return null;
}

/** Whether the file reaches the end that its own structure says it has. */
export function isWhole(format: ImageFormat, bytes: Uint8Array): boolean {
  switch (format) {
    case 'png':
      return reachesPngEnd(bytes);
    case 'jpeg':
      return reachesJpegEnd(bytes);
    case 'webp':
      return bytes.length >= 20 && view(bytes).getUint32(4, true) + 8 <= bytes.length;
    case 'gif':
      // Trailing bytes after the trailer are common and harmless.
      return bytes.length > 14 && bytes.subarray(13).includes(0x3b) && bytes.subarray(-1024).includes(0x3b);
    case 'bmp':
      return view(bytes).getUint32(2, true) <= bytes.length;
    case 'avif':
      return reachesBoxEnd(bytes);
    case 'tiff':
      return readTiff(bytes)?.isWhole ?? true;
  }
}

function reachesPngEnd(bytes: Uint8Array): boolean {
  const data = view(bytes);
  let hasPixels = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const type = ascii(bytes, at + 4, 4);
    const next = at + 12 + data.getUint32(at);
    if (next > bytes.length) return false;
    if (type === 'IDAT') hasPixels = true;
    if (type === 'IEND') return hasPixels;
    at = next;
  }
  return false;
}

/**
 * A PNG's orientation (1 to 8), from an `eXIf` chunk before its pixels: Chromium turns the picture by it, as it does a
 * JPEG and as it does not a WebP.
 */
export function pngOrientation(bytes: Uint8Array): number {
  const data = view(bytes);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const type = ascii(bytes, at + 4, 4);
    const length = data.getUint32(at);
    if (type === 'eXIf') return tiffOrientation(bytes.subarray(at + 8, at + 8 + length));
    if (type === 'IDAT') return 1;
    at += 12 + length;
  }
  return 1;
}

const ORIENTATION_TAG = 0x0112;

function tiffOrientation(tiff: Uint8Array): number {
  const isLittle = ascii(tiff, 0, 2) === 'II';
  if (tiff.length < 14 || (!isLittle && ascii(tiff, 0, 2) !== 'MM')) return 1;
  const data = view(tiff);
  const first = data.getUint32(4, isLittle);
  if (first + 2 > tiff.length) return 1;
  const count = data.getUint16(first, isLittle);
  for (let entry = 0; entry < count; entry++) {
    const at = first + 2 + 12 * entry;
    if (at + 12 > tiff.length) return 1;
    if (data.getUint16(at, isLittle) === ORIENTATION_TAG) return data.getUint16(at + 8, isLittle);
  }
  return 1;
}

/** Steps over the segments to the pixels; after them an end marker can't be anything else, as FF in pixels is escaped. */
function reachesJpegEnd(bytes: Uint8Array): boolean {
  const data = view(bytes);
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker === 0xda) break;
    else at += 2 + data.getUint16(at + 2);
  }
  for (let from = at + 4; from < bytes.length; ) {
    const found = bytes.indexOf(0xff, from);
    if (found < 0) return false;
    if (bytes[found + 1] === 0xd9) return true;
    from = found + 1;
  }
  return false;
}

/** Kinds of JPEG that browsers do not decode, by their frame's marker. */
const JPEG_FRAMES: Readonly<Record<number, string>> = { 0xc3: 'lossless', 0xc5: 'hierarchical', 0xc6: 'hierarchical', 0xc7: 'lossless', 0xc9: 'arithmetic-coded', 0xca: 'arithmetic-coded', 0xcb: 'arithmetic-coded', 0xcd: 'arithmetic-coded', 0xce: 'arithmetic-coded', 0xcf: 'arithmetic-coded' };

/** What keeps a JPEG from being shown, in a word; null for nothing. */
export function unshowableJpegOf(bytes: Uint8Array): string | null {
  const data = view(bytes);
  for (let at = 2; at + 5 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return null;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return JPEG_FRAMES[marker] ?? ((bytes[at + 4] ?? 8) === 8 ? null : `${bytes[at + 4]}-bit`);
    at += 2 + data.getUint16(at + 2);
  }
  return null;
}

function reachesBoxEnd(bytes: Uint8Array): boolean {
  const data = view(bytes);
  let at = 0;
  let hasPixels = false;
  while (at + 8 <= bytes.length) {
    const length = data.getUint32(at);
    if (ascii(bytes, at + 4, 4) === 'mdat') hasPixels = true;
    // 0: to the end of the file; 1: a 64-bit length, far past what is taken here.
    if (length === 0) return hasPixels;
    if (length < 8) return false;
    at += length;
  }
  return hasPixels && at === bytes.length;
}
