import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { codecFail, inItem } from './codec-error.ts';
import type { CodecError } from './codec-error.ts';
import type { ProjectKind } from './schema.ts';

/** The count byte of an item that its annotator cannot tell. */
export const CANNOT_TELL = 0xff;
export const MAX_REGIONS = 32;
/** A consensus may hold more regions than one seat can give. */
export const MAX_CONSENSUS_REGIONS = 63;

/** A region as it travels: class, confidence, and its coordinates (x0 y0 x1 y1 of a box, start end of a span, none of a class). */
export interface RawRegion {
  readonly classId: number;
  readonly confidence: number;
  readonly coordinates: readonly number[];
}

/** Bytes of one region. */
export function regionBytes(kind: ProjectKind): number {
  return kind === 'class' ? 2 : 10;
}

/** Order of two byte strings of the same length. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** One region's bytes. Values are trusted to be in range. */
export function packRegion(kind: ProjectKind, region: RawRegion): Uint8Array {
  const bytes = new Uint8Array(regionBytes(kind));
  const view = new DataView(bytes.buffer);
  bytes[0] = region.classId;
  bytes[1] = region.confidence;
  const width = kind === 'boxes' ? 2 : 4;
  for (const [index, value] of region.coordinates.entries()) {
    if (width === 2) view.setUint16(2 + 2 * index, value);
    else view.setUint32(2 + 4 * index, value);
  }
  return bytes;
}

function unpackRegion(kind: ProjectKind, bytes: Uint8Array): RawRegion {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = kind === 'class' ? [] : kind === 'boxes' ? [2, 4, 6, 8] : [2, 6];
  const coordinates = places.map((place) => (kind === 'boxes' ? view.getUint16(place) : view.getUint32(place)));
  return { classId: bytes[0] ?? 0, confidence: bytes[1] ?? 0, coordinates };
}

/** Puts regions into the one order of the encoding and joins them. Equal regions stay, and are refused when read. */
export function packItem(kind: ProjectKind, regions: readonly RawRegion[]): Uint8Array {
  const packed = regions.map((region) => packRegion(kind, region)).sort(compareBytes);
  const size = regionBytes(kind);
  const bytes = new Uint8Array(1 + size * packed.length);
  bytes[0] = packed.length;
  for (const [index, region] of packed.entries()) bytes.set(region, 1 + size * index);
  return bytes;
}

export const isWholeItem = (region: RawRegion): boolean => region.coordinates.every((value) => value === 0);

/** Takes an item's bytes apart and checks their form: length, order, ranges. `null` is "cannot tell". */
export function unpackItem(
  kind: ProjectKind,
  bytes: Uint8Array,
  limits: { readonly classCount: number; readonly maxRegions?: number },
): Result<readonly RawRegion[] | null, CodecError> {
  const count = bytes[0];
  if (count === undefined) return codecFail(truncated);
  if (count === CANNOT_TELL) return bytes.length === 1 ? ok(null) : codecFail(trailing);
  const maxRegions = limits.maxRegions ?? MAX_REGIONS;
  if (count > maxRegions) {
    return codecFail({
      code: 'TOO_MANY_REGIONS',
      field: 'regions',
      message: `${count} regions, more than ${maxRegions}`,
      fix: `Keep at most ${maxRegions} regions an item.`,
    });
  }
  const size = regionBytes(kind);
  if (bytes.length < 1 + size * count) return codecFail(truncated);
  if (bytes.length > 1 + size * count) return codecFail(trailing);
  const regions: RawRegion[] = [];
  for (let index = 0; index < count; index++) {
    const here = bytes.subarray(1 + size * index, 1 + size * (index + 1));
    const region = unpackRegion(kind, here);
    const fault = faultOf(kind, region, index, limits.classCount);
    if (fault !== null) return codecFail(fault);
    if (index > 0 && compareBytes(bytes.subarray(1 + size * (index - 1), 1 + size * index), here) >= 0) {
      return codecFail({
        code: 'NOT_ASCENDING',
        regionIndex: index,
        message: `Region ${index + 1} is not above the one before it in byte order`,
        fix: 'Encode the labels again: regions go in strictly ascending byte order.',
      });
    }
    regions.push(region);
  }
  return ok(regions);
}

/** What is wrong with one region's values, or null. */
export function faultOf(kind: ProjectKind, region: RawRegion, regionIndex: number, classCount: number): Omit<CodecError, 'itemIndex'> | null {
  const name = `Region ${regionIndex + 1}`;
  if (!(region.classId >= 1 && region.classId <= classCount)) {
    const message = `${name} has class ${region.classId}, and the project has classes 1 to ${classCount}`;
    return { code: 'CLASS_OUTSIDE', regionIndex, field: 'class', message, fix: "Choose one of the project's classes." };
  }
  if (!(region.confidence >= 0 && region.confidence <= 100)) {
    const message = `${name} has a confidence of ${region.confidence}`;
    return { code: 'CONFIDENCE_OUTSIDE', regionIndex, field: 'confidence', message, fix: 'Give a confidence from 0 to 100.' };
  }
  if (kind === 'class' || isWholeItem(region)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = region.coordinates;
  if (kind === 'boxes' && !(a < c && b < d)) {
    const message = `${name} has no area (${region.coordinates.join(', ')} of 65535)`;
    return { code: 'BOX_EMPTY', regionIndex, field: a < c ? 'y1' : 'x1', message, fix: 'Make the box larger, or remove it.' };
  }
  if (kind === 'spans' && !(a < b)) {
    const message = `${name} has no length (${a} to ${b})`;
    return { code: 'SPAN_EMPTY', regionIndex, field: 'end', message, fix: 'Mark at least one character, or remove the span.' };
  }
  return null;
}

/** Cuts a batch's labels into its items' bytes; every item is a view on `bytes`. Only lengths are checked. */
export function splitBatch(kind: ProjectKind, bytes: Uint8Array, itemCount: number): Result<Uint8Array[], CodecError> {
  const size = regionBytes(kind);
  const items: Uint8Array[] = [];
  let at = 0;
  for (let index = 0; index < itemCount; index++) {
    const count = bytes[at];
    if (count === undefined) return inItem(truncated, index);
    const end = at + 1 + (count === CANNOT_TELL ? 0 : size * count);
    if (end > bytes.length) return inItem(truncated, index);
    items.push(bytes.subarray(at, end));
    at = end;
  }
  return at === bytes.length ? ok(items) : codecFail(trailing);
}

/** A batch's labels from its items' bytes, one after another. */
export function joinItems(items: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(items.reduce((sum, item) => sum + item.length, 0));
  let at = 0;
  for (const item of items) {
    bytes.set(item, at);
    at += item.length;
  }
  return bytes;
}

const truncated: CodecError = {
  code: 'TRUNCATED',
  message: 'The labels end before the last region does',
  fix: 'Get the labels again: these are cut off.',
};

const trailing: CodecError = {
  code: 'TRAILING_BYTES',
  message: 'There are bytes after the last region',
  fix: 'Get the labels again: these are longer than they say.',
};
