import type { ItemId, RegionId } from './ids.ts';
import type { Attributes, BoxRegion, ItemClassRegion, ItemLabels, Origin, SpanRegion } from './types.ts';
import { sliceCodePoints, utf16OfCodePoint } from './text-offsets.ts';

/** What the maker of a region has to say; the rest starts from its default. */
export interface RegionStart {
  readonly id: RegionId;
  readonly classId: number;
  readonly confidence: number;
  readonly attributes?: Attributes;
  readonly origin?: Origin;
}

function base(start: RegionStart) {
  return {
    id: start.id,
    classId: start.classId,
    confidence: start.confidence,
    attributes: start.attributes ?? {},
    origin: start.origin ?? ('manual' as const),
    hidden: false,
    locked: false,
  };
}

export interface Corners {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A box from two opposite corners in any order, in image pixels. */
export function makeBox(start: RegionStart, corners: Corners): BoxRegion {
  return {
    ...base(start),
    kind: 'box',
    x0: Math.min(corners.x0, corners.x1),
    y0: Math.min(corners.y0, corners.y1),
    x1: Math.max(corners.x0, corners.x1),
    y1: Math.max(corners.y0, corners.y1),
    occluded: false,
    truncated: false,
    difficult: false,
    crowd: false,
  };
}

/** A span of `text` from code point `from` to `to` (half open). */
export function makeSpan(start: RegionStart, text: string, from: number, to: number): SpanRegion {
  return {
    ...base(start),
    kind: 'span',
    start: from,
    end: to,
    startUtf16: utf16OfCodePoint(text, from),
    endUtf16: utf16OfCodePoint(text, to),
    quote: sliceCodePoints(text, from, to),
  };
}

export function makeItemClass(start: RegionStart): ItemClassRegion {
  return { ...base(start), kind: 'item-class' };
}

/** Labels of an item that nobody has touched. */
export function emptyItemLabels(itemId: ItemId): ItemLabels {
  return { itemId, regions: [], relations: [], cannotTell: null, activeMs: 0 };
}
