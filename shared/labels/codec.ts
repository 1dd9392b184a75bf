import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { CANNOT_TELL, MAX_REGIONS, faultOf, joinItems, packItem, splitBatch, unpackItem } from './codec-bytes.ts';
import type { RawRegion } from './codec-bytes.ts';
import { codecFail, inItem } from './codec-error.ts';
import type { CodecError } from './codec-error.ts';
import { pixelToUnit, unitToPixel } from './pixels.ts';
import type { ProjectKind } from './schema.ts';
import { isSame } from './similarity.ts';
import { indexText } from './text-offsets.ts';
import type { TextIndex } from './text-offsets.ts';
import type { BoxRegion, ItemLabels, Region, SpanRegion } from './types.ts';

/** What the codec has to know of the project. */
export interface CodecContext {
  readonly kind: ProjectKind;
  /** Classes are 1 to it. */
  readonly classCount: number;
  /** Two regions of one class at or over it are one region said twice. */
  readonly thresholdBps: number;
}

/** What the codec has to know of the item: the image's size in pixels, or the text. */
export type ItemGeometry =
  | { readonly kind: 'image'; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: 'text'; readonly text: string };

/** A region read from its bytes: what the chain carries, without what only the details know. */
export type DecodedRegion = { readonly classId: number; readonly confidence: number } & (
  | Pick<BoxRegion, 'kind' | 'x0' | 'y0' | 'x1' | 'y1'>
  | Pick<SpanRegion, 'kind' | 'start' | 'end' | 'startUtf16' | 'endUtf16' | 'quote'>
  | { readonly kind: 'item-class' }
);

export interface DecodedItem {
  readonly cannotTell: boolean;
  readonly regions: readonly DecodedRegion[];
}

/** One item's labels as bytes (DESIGN section 5), or the first thing that is wrong with them. */
export function encodeItem(labels: ItemLabels, context: CodecContext, geometry: ItemGeometry): Result<Uint8Array, CodecError> {
  const raw = rawRegions(labels, context, geometry);
  if (!raw.ok) return raw;
  return ok(raw.value === null ? Uint8Array.of(CANNOT_TELL) : packItem(context.kind, raw.value));
}

/**
 * The regions as they travel, in the order of `labels.regions`, checked one by one and against each other;
 * null for "cannot tell".
 */
export function rawRegions(labels: ItemLabels, context: CodecContext, geometry: ItemGeometry): Result<RawRegion[] | null, CodecError> {
  if (labels.cannotTell !== null) return ok(null);
  if (labels.regions.length > MAX_REGIONS) {
    return codecFail({
      code: 'TOO_MANY_REGIONS',
      field: 'regions',
      message: `${labels.regions.length} regions, more than ${MAX_REGIONS}`,
      fix: `Keep at most ${MAX_REGIONS} regions an item.`,
    });
  }
  const text = geometry.kind === 'text' ? indexText(geometry.text) : null;
  const raw: RawRegion[] = [];
  for (const [index, region] of labels.regions.entries()) {
    const coordinates = coordinatesOf(region, index, context.kind, geometry, text);
    if (!coordinates.ok) return coordinates;
    const packed = { classId: region.classId, confidence: region.confidence, coordinates: coordinates.value };
    const fault = isWhole(packed.classId) && isWhole(packed.confidence) ? faultOf(context.kind, packed, index, context.classCount) : notWhole(index);
    if (fault !== null) return codecFail(fault);
    const twin = raw.findIndex((other) => isSame(context.kind, other, packed, context.thresholdBps));
    if (twin >= 0) return duplicate(index, twin);
    raw.push(packed);
  }
  return ok(raw);
}

/** An item's labels from their bytes. */
export function decodeItem(bytes: Uint8Array, context: CodecContext, geometry: ItemGeometry, maxRegions = MAX_REGIONS): Result<DecodedItem, CodecError> {
  const raw = unpackItem(context.kind, bytes, { classCount: context.classCount, maxRegions });
  if (!raw.ok) return raw;
  if (raw.value === null) return ok({ cannotTell: true, regions: [] });
  const text = geometry.kind === 'text' ? indexText(geometry.text) : null;
  const regions: DecodedRegion[] = [];
  for (const [index, region] of raw.value.entries()) {
    const decoded = decodeRegion(region, index, context.kind, geometry, text);
    if (!decoded.ok) return decoded;
    regions.push(decoded.value);
  }
  return ok({ cannotTell: false, regions });
}

/** A batch's labels as bytes: its items' one after another. The error says which item. */
export function encodeBatch(
  items: readonly { readonly labels: ItemLabels; readonly geometry: ItemGeometry }[],
  context: CodecContext,
): Result<Uint8Array, CodecError> {
  const encoded: Uint8Array[] = [];
  for (const [index, item] of items.entries()) {
    const bytes = encodeItem(item.labels, context, item.geometry);
    if (!bytes.ok) return inItem(bytes.error, index);
    encoded.push(bytes.value);
  }
  return ok(joinItems(encoded));
}

/** A batch's labels from their bytes; one geometry an item. */
export function decodeBatch(bytes: Uint8Array, context: CodecContext, geometries: readonly ItemGeometry[]): Result<DecodedItem[], CodecError> {
  const split = splitBatch(context.kind, bytes, geometries.length);
  if (!split.ok) return split;
  const items: DecodedItem[] = [];
  for (const [index, geometry] of geometries.entries()) {
    const item = decodeItem(split.value[index] ?? new Uint8Array(), context, geometry);
    if (!item.ok) return inItem(item.error, index);
    items.push(item.value);
  }
  return ok(items);
}

const isWhole = (value: number): boolean => Number.isInteger(value);

function coordinatesOf(
  region: Region,
  index: number,
  kind: ProjectKind,
  geometry: ItemGeometry,
  text: TextIndex | null,
): Result<number[], CodecError> {
  if (region.kind === 'item-class') return ok(kind === 'class' ? [] : kind === 'boxes' ? [0, 0, 0, 0] : [0, 0]);
  if (region.kind === 'box' && kind === 'boxes') return boxUnits(region, index, geometry);
  if (region.kind === 'span' && kind === 'spans') return spanOffsets(region, index, text);
  return codecFail({
    code: 'WRONG_KIND',
    regionIndex: index,
    field: 'kind',
    message: `Region ${index + 1} is a ${region.kind}, which a project of kind ${kind} does not take`,
    fix: 'Remove the region.',
  });
}

function boxUnits(box: BoxRegion, index: number, geometry: ItemGeometry): Result<number[], CodecError> {
  if (geometry.kind !== 'image' || !(geometry.widthPx > 0 && geometry.heightPx > 0)) return codecFail(sizeUnknown(index));
  const fields = [
    ['x0', box.x0, geometry.widthPx],
    ['y0', box.y0, geometry.heightPx],
    ['x1', box.x1, geometry.widthPx],
    ['y1', box.y1, geometry.heightPx],
  ] as const;
  for (const [field, value, size] of fields) {
    if (!Number.isFinite(value)) {
      const message = `Region ${index + 1} has ${String(value)} as ${field}`;
      return codecFail({ code: 'NOT_A_NUMBER', regionIndex: index, field, message, fix: 'Draw the box again.' });
    }
    if (value < 0 || value > size) {
      const message = `Region ${index + 1} reaches outside the image: ${field} is ${value}, and the image goes from 0 to ${size}`;
      return codecFail({ code: 'BOX_OUTSIDE', regionIndex: index, field, message, fix: 'Move the box into the image, or clamp it to its edges.' });
    }
  }
  return ok(fields.map(([, value, size]) => pixelToUnit(value, size)));
}

function spanOffsets(span: SpanRegion, index: number, text: TextIndex | null): Result<number[], CodecError> {
  if (text === null) return codecFail(sizeUnknown(index));
  const name = `Region ${index + 1}`;
  if (!isWhole(span.start) || !isWhole(span.end) || span.start < 0 || span.end > text.codePoints) {
    const message = `${name} goes from ${span.start} to ${span.end}, and the text has ${text.codePoints} code points`;
    const field = isWhole(span.start) && span.start >= 0 ? 'end' : 'start';
    return codecFail({ code: 'SPAN_OUTSIDE', regionIndex: index, field, message, fix: 'Mark the span again.' });
  }
  if (text.toUtf16(span.start) !== span.startUtf16 || text.toUtf16(span.end) !== span.endUtf16) {
    const message = `${name} has offsets in code points and in UTF-16 that are not the same place`;
    return codecFail({ code: 'SPAN_OFFSETS', regionIndex: index, field: 'startUtf16', message, fix: 'Mark the span again.' });
  }
  if (text.slice(span.start, span.end) !== span.quote) {
    const message = `${name} was made on "${span.quote}", and the text has "${text.slice(span.start, span.end)}" there`;
    return codecFail({ code: 'SPAN_QUOTE', regionIndex: index, field: 'quote', message, fix: 'Check that the text is the one that was labelled, and mark the span again.' });
  }
  return ok([span.start, span.end]);
}

function decodeRegion(raw: RawRegion, index: number, kind: ProjectKind, geometry: ItemGeometry, text: TextIndex | null): Result<DecodedRegion, CodecError> {
  const head = { classId: raw.classId, confidence: raw.confidence };
  if (kind === 'class' || raw.coordinates.every((value) => value === 0)) return ok({ ...head, kind: 'item-class' });
  const [a = 0, b = 0, c = 0, d = 0] = raw.coordinates;
  if (kind === 'boxes') {
    if (geometry.kind !== 'image' || !(geometry.widthPx > 0 && geometry.heightPx > 0)) return codecFail(sizeUnknown(index));
    const { widthPx, heightPx } = geometry;
    return ok({
      ...head,
      kind: 'box',
      x0: unitToPixel(a, widthPx),
      y0: unitToPixel(b, heightPx),
      x1: unitToPixel(c, widthPx),
      y1: unitToPixel(d, heightPx),
    });
  }
  if (text === null) return codecFail(sizeUnknown(index));
  if (b > text.codePoints) {
    const message = `Region ${index + 1} ends at ${b}, and the text has ${text.codePoints} code points`;
    return codecFail({ code: 'SPAN_OUTSIDE', regionIndex: index, field: 'end', message, fix: 'Check that the text is the one that was labelled.' });
  }
  return ok({ ...head, kind: 'span', start: a, end: b, startUtf16: text.toUtf16(a), endUtf16: text.toUtf16(b), quote: text.slice(a, b) });
}

function duplicate(regionIndex: number, twin: number) {
  return codecFail({
    code: 'DUPLICATE',
    regionIndex,
    field: 'regions',
    message: `Region ${regionIndex + 1} covers the same as region ${twin + 1} and has its class`,
    fix: 'Remove one of the two, or give it another class.',
  });
}

function notWhole(regionIndex: number): Omit<CodecError, 'itemIndex'> {
  const message = `Region ${regionIndex + 1} needs whole numbers as class and confidence`;
  return { code: 'NOT_A_NUMBER', regionIndex, field: 'confidence', message, fix: 'Give a confidence from 0 to 100.' };
}

function sizeUnknown(regionIndex: number): Omit<CodecError, 'itemIndex'> {
  const message = `Region ${regionIndex + 1} cannot be placed: the item's image size or text is not known`;
  return { code: 'SIZE_UNKNOWN', regionIndex, field: 'item', message, fix: "Fetch the project's pack again." };
}
