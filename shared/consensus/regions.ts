import { CANNOT_TELL, MAX_REGIONS, isWholeItem, regionBytes, unpackItem } from '../labels/codec-bytes.ts';
import type { CodecError } from '../labels/codec-error.ts';
import { codecFail } from '../labels/codec-error.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { isSame } from '../labels/similarity.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';

/** All seats' regions of one item side by side, for arithmetic without objects. */
export interface RegionTable {
  readonly kind: ProjectKind;
  readonly count: number;
  readonly seat: Uint8Array;
  /** class << 8 | confidence: the first two bytes of a region. */
  readonly head: Uint16Array;
  /** The next four bytes: x0 << 16 | y0, or start. */
  readonly from: Uint32Array;
  /** The last four: x1 << 16 | y1, or end. */
  readonly to: Uint32Array;
  /** Area or length; 0 for a class of the whole item. */
  readonly size: Float64Array;
  /** Regions of each seat; -1 where it cannot tell. */
  readonly countBySeat: readonly number[];
}

/** Reads every seat's encoded item. Throws on bytes of the wrong length: check what comes from outside with `checkItem`. */
export function readRegions(kind: ProjectKind, labels: readonly Uint8Array[]): RegionTable {
  const countBySeat = labels.map((bytes) => regionCount(kind, bytes));
  const count = countBySeat.reduce((sum, own) => sum + Math.max(0, own), 0);
  const seat = new Uint8Array(count);
  const head = new Uint16Array(count);
  const from = new Uint32Array(count);
  const to = new Uint32Array(count);
  const size = new Float64Array(count);
  const stride = regionBytes(kind);
  let at = 0;
  for (const [seatIndex, bytes] of labels.entries()) {
    const own = countBySeat[seatIndex] ?? 0;
    for (let index = 0; index < own; index++, at++) {
      const start = 1 + stride * index;
      seat[at] = seatIndex;
      head[at] = ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0);
      if (kind === 'class') continue;
      const a = readU32(bytes, start + 2);
      const b = readU32(bytes, start + 6);
      from[at] = a;
      to[at] = b;
      size[at] = kind === 'spans' ? b - a : ((b >>> 16) - (a >>> 16)) * ((b & 0xffff) - (a & 0xffff));
    }
  }
  return { kind, count, seat, head, from, to, size, countBySeat };
}

/** Regions in a seat's encoded item; -1 where it cannot tell. Throws on a wrong length. */
export function regionCount(kind: ProjectKind, bytes: Uint8Array): number {
  const count = bytes[0];
  const expected = count === CANNOT_TELL ? 1 : 1 + regionBytes(kind) * (count ?? 0);
  if (count === undefined || bytes.length !== expected) throw new RangeError(`An item of ${bytes.length} bytes cannot hold what its count says`);
  return count === CANNOT_TELL ? -1 : count;
}

/** Area or length that two regions of the table share. A class of the whole item shares nothing with a place. */
export function sharedSize(table: RegionTable, i: number, j: number): number {
  const fromI = table.from[i] ?? 0;
  const toI = table.to[i] ?? 0;
  const fromJ = table.from[j] ?? 0;
  const toJ = table.to[j] ?? 0;
  if (table.kind === 'spans') return Math.max(0, Math.min(toI, toJ) - Math.max(fromI, fromJ));
  const width = Math.min(toI >>> 16, toJ >>> 16) - Math.max(fromI >>> 16, fromJ >>> 16);
  if (width <= 0) return 0;
  const height = Math.min(toI & 0xffff, toJ & 0xffff) - Math.max(fromI & 0xffff, fromJ & 0xffff);
  return height <= 0 ? 0 : width * height;
}

/**
 * Whether a seat's encoded item would be taken by the contract: form, order, ranges, and no region said twice
 * (two of one class at or over the threshold).
 */
export function checkItem(
  kind: ProjectKind,
  bytes: Uint8Array,
  limits: { readonly classCount: number; readonly thresholdBps: number },
): Result<null, CodecError> {
  const unpacked = unpackItem(kind, bytes, { classCount: limits.classCount, maxRegions: MAX_REGIONS });
  if (!unpacked.ok) return unpacked;
  const regions = unpacked.value ?? [];
  for (const [index, region] of regions.entries()) {
    const twin = regions.slice(0, index).findIndex((other) => isSame(kind, other, region, limits.thresholdBps));
    if (twin < 0) continue;
    const where = isWholeItem(region) ? 'is a class of the whole item that is there already' : `covers the same as region ${twin + 1}`;
    const message = `Region ${index + 1} ${where}`;
    return codecFail({ code: 'DUPLICATE', regionIndex: index, field: 'regions', message, fix: 'Keep one of the two.' });
  }
  return ok(null);
}

function readU32(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
}
