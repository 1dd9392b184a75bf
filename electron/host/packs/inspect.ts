import { imageSize } from 'image-size';
import { unshowableFormatOf } from '../../../shared/formats/unshowable.ts';
import { codePointLength } from '../../../shared/labels/text-offsets.ts';
import { imageFormatOf, imageMediaTypes, isWhole, pngOrientation, unshowableJpegOf } from './image-formats.ts';
import type { ImageFormat } from './image-formats.ts';
import { refuse } from './problem.ts';
import { readTiff } from './tiff.ts';
import type { Inspected } from './problem.ts';

/** Chromium decodes no side beyond 32,767 px; the protocol's coordinates are 1/65535 of a side. */
const MAX_SIDE_PX = 30_000;
/** 268 Mpx is the largest canvas that Chromium allocates; beyond 400 Mpx a header is more likely a bomb than a scan. */
const MAX_PIXELS = 400_000_000;
/** A TIFF is decoded by the window itself, whole. */
const MAX_TIFF_PIXELS = 100_000_000;
const SUPPORTED = 'PNG, JPEG, WebP, GIF, BMP, AVIF or TIFF';
export const MAX_IMAGE_BYTES = 512 * 1024 * 1024;
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

export interface ImageFacts {
  readonly kind: 'image';
  readonly mediaType: string;
  /** As shown: a camera's orientation is applied. */
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface TextFacts {
  readonly kind: 'text';
  readonly mediaType: 'text/plain';
  readonly codePoints: number;
}

export type FactsOf = ImageFacts | TextFacts;

/** Looks at an image's structure and size. The pixels are left to the window, which decodes them sandboxed. */
export function inspectImage(bytes: Uint8Array): Inspected<ImageFacts> {
  if (bytes.length === 0) return refuse('The file is empty (0 bytes)', 'Copy it again from where it came from.');
  const format = imageFormatOf(bytes);
  if (format === null) return refuseFormat(bytes);
  const kind = format === 'jpeg' ? unshowableJpegOf(bytes) : null;
  if (kind !== null) return refuse(`JPEG images that are ${kind} can't be shown`, `Save it as an ordinary JPEG, or as ${SUPPORTED}.`);
  if (!isWhole(format, bytes)) return refuse(`The ${format.toUpperCase()} image stops before its end`, 'Copy it again from where it came from: it was cut off.');
  const size = sizeOf(format, bytes);
  if (size === null) return refuse(`The header of the ${format.toUpperCase()} image is damaged`, 'Open it in an image editor and save it again.');
  const tiff = format === 'tiff' ? (readTiff(bytes)?.unshowable ?? null) : null;
  if (tiff !== null) return refuse(`A TIFF ${tiff} can't be shown`, `Save it as ${SUPPORTED}, a file a picture.`);
  const { widthPx, heightPx } = size;
  for (const [field, side] of [['width', widthPx], ['height', heightPx]] as const) {
    if (side < 1) return refuse(`The image has no ${field}`, 'Open it in an image editor and save it again.', field);
    if (side > MAX_SIDE_PX) {
      return refuse(`${side} px: no side may be over ${MAX_SIDE_PX} px`, 'Cut it into tiles or scale it down.', field);
    }
  }
  const most = format === 'tiff' ? MAX_TIFF_PIXELS : MAX_PIXELS;
  if (widthPx * heightPx > most) {
    return refuse(`${widthPx} x ${heightPx} px: over ${most / 1e6} million pixels${format === 'tiff' ? ' in a TIFF' : ''}`, 'Cut it into tiles or scale it down.', 'width');
  }
  return { ok: true, value: { kind: 'image', mediaType: imageMediaTypes[format], widthPx, heightPx } };
}

function refuseFormat(bytes: Uint8Array): Inspected<never> {
  const known = unshowableFormatOf(bytes);
  if (known === null) return refuse('This is no image: its first bytes belong to no image format', `Take it out, or save the picture as ${SUPPORTED}.`);
  return refuse(`${known} images can't be shown`, `Save it as ${SUPPORTED}.`);
}

function sizeOf(format: ImageFormat, bytes: Uint8Array): { widthPx: number; heightPx: number } | null {
  if (format === 'tiff') {
    const tiff = readTiff(bytes);
    if (tiff === null) return null;
    const { widthPx, heightPx } = tiff;
    return tiff.orientation >= 5 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
  }
  try {
    const { width, height, orientation } = imageSize(bytes);
    return isTurned(format, bytes, orientation) ? { widthPx: height, heightPx: width } : { widthPx: width, heightPx: height };
  } catch {
    return null;
  }
}

/** An image's size, as shown, out of its first bytes; null for what is none, or whose header lies further on. */
export function sizeOfHead(head: Uint8Array): { widthPx: number; heightPx: number } | null {
  const format = imageFormatOf(head);
  const size = format === null ? null : sizeOf(format, head);
  return size !== null && size.widthPx >= 1 && size.heightPx >= 1 ? size : null;
}

/** Shown on its side: orientations 5 to 8 of a JPEG or PNG, a quarter turn of an AVIF. */
function isTurned(format: ImageFormat, bytes: Uint8Array, jpegOrientation: number | undefined): boolean {
  if (format === 'avif') return isAvifTurned(bytes);
  const orientation = format === 'png' ? pngOrientation(bytes) : (jpegOrientation ?? 1);
  return orientation >= 5 && orientation <= 8;
}

/** An `irot` property by 90 or 270 degrees. */
function isAvifTurned(bytes: Uint8Array): boolean {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64 * 1024)).indexOf('irot');
  return at >= 0 && ((bytes[at + 4] ?? 0) & 1) === 1;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text is kept byte for byte: no newline, no byte order mark and no composed form is changed. */
export function inspectText(bytes: Uint8Array): Inspected<TextFacts> {
  if (bytes.length === 0) return refuse('The text is empty (0 bytes)', 'Take it out, or put its text in.');
  if (bytes.length > MAX_TEXT_BYTES) return refuse(`The text has over ${MAX_TEXT_BYTES / 1024 / 1024} MiB`, 'Cut it into parts: a chapter or a page each.');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refuse('The text is in UTF-16', 'Save it as UTF-8.');
  }
  const text = decode(bytes);
  if (text === null) return refuse(`The text is not valid UTF-8 (near byte ${firstInvalidByte(bytes)})`, 'Save it as UTF-8.');
  if (text.includes('\0')) return refuse('The file holds zero bytes: it is no text', 'Take it out, or save its text as UTF-8.');
  if (text.trim() === '') return refuse('The text holds nothing but blanks', 'Take it out, or put its text in.');
  return { ok: true, value: { kind: 'text', mediaType: 'text/plain', codePoints: codePointLength(text) } };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** Offset of the byte at which decoding stops, found by halving. */
function firstInvalidByte(bytes: Uint8Array): number {
  const prefixIsFine = (length: number) => {
    // Streaming: a sequence that is cut at the end is not an error yet.
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (prefixIsFine(middle)) low = middle;
    else high = middle;
  }
  return low;
}
