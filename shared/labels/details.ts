import { Unzlib, zlibSync } from 'fflate';
import { z } from 'zod';
import { concat, keccak, utf8 } from '../bytes.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { compareBytes, packRegion } from './codec-bytes.ts';
import { codecFail, inItem } from './codec-error.ts';
import type { CodecError } from './codec-error.ts';
import { rawRegions } from './codec.ts';
import type { CodecContext, ItemGeometry } from './codec.ts';
import type { Bytes32 } from './ids.ts';
import { attributesSchema, cannotTellSchema, originSchema } from './types.ts';
import type { ItemLabels, Region } from './types.ts';

/** Details that travel in a reveal's event may have at most this many bytes. */
export const MAX_DETAILS_ON_CHAIN_BYTES = 8192;
const MAX_INFLATED_BYTES = 16 * 1024 * 1024;
const INFLATE_STEP_BYTES = 4096;

const regionDetailsSchema = z.object({
  attributes: attributesSchema.optional(),
  /** Letters: o occluded, t truncated, d difficult, c crowd. */
  flags: z.string().regex(/^o?t?d?c?$/).optional(),
  /** Left out where it is manual. */
  origin: originSchema.optional(),
});
export type RegionDetails = z.infer<typeof regionDetailsSchema>;

const itemDetailsSchema = z.object({
  /** Time spent in whole milliseconds, idle time left out. */
  activeMs: z.int().min(0),
  cannotTell: cannotTellSchema.optional(),
  /** In the order of the encoded regions. */
  regions: z.array(regionDetailsSchema),
  /** `from` and `to` are places among the encoded regions. */
  relations: z.array(z.object({ from: z.int().min(0), to: z.int().min(0), label: z.string() })).optional(),
});
export type ItemDetails = z.infer<typeof itemDetailsSchema>;

/** What a batch's labels say beside what consensus looks at (DESIGN section 5, "Details"). */
export const batchDetailsSchema = z.object({ version: z.literal(1), items: z.array(itemDetailsSchema) });
export type BatchDetails = z.infer<typeof batchDetailsSchema>;

/** The details of a batch as they are covered by its commitment: canonical JSON, compressed. */
export function encodeDetails(
  items: readonly { readonly labels: ItemLabels; readonly geometry: ItemGeometry }[],
  context: CodecContext,
): Result<Uint8Array, CodecError> {
  const details: ItemDetails[] = [];
  for (const [index, item] of items.entries()) {
    const order = encodedOrder(item.labels, context, item.geometry);
    if (!order.ok) return inItem(order.error, index);
    details.push(itemDetails(item.labels, order.value));
  }
  return ok(packDetails({ version: 1, items: details }));
}

export function packDetails(details: BatchDetails): Uint8Array {
  return zlibSync(utf8(canonicalJson(details)), { level: 9 });
}

/** What commitments and reveals name the details by. */
export function detailsHash(details: Uint8Array): Bytes32 {
  return keccak(details);
}

/** Reads details; refuses what inflates to more than 16 MiB or has another shape. */
export function decodeDetails(bytes: Uint8Array): Result<BatchDetails, CodecError> {
  const text = inflate(bytes);
  if (text === null) return codecFail(invalid('The details are damaged or too large'));
  const parsed = batchDetailsSchema.safeParse(parseJson(text));
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return codecFail(invalid(`The details have something else than expected at ${issue?.path.join('.') ?? 'the top'}`));
}

/** Places of the labels' regions in the order in which they are encoded; none for "cannot tell". */
export function encodedOrder(labels: ItemLabels, context: CodecContext, geometry: ItemGeometry): Result<number[], CodecError> {
  const raw = rawRegions(labels, context, geometry);
  if (!raw.ok) return raw;
  const packed = (raw.value ?? []).map((region, place) => ({ place, bytes: packRegion(context.kind, region) }));
  return ok(packed.sort((a, b) => compareBytes(a.bytes, b.bytes)).map((entry) => entry.place));
}

function itemDetails(labels: ItemLabels, order: readonly number[]): ItemDetails {
  const placeOf = new Map(order.map((place, encoded) => [labels.regions[place]?.id, encoded]));
  const relations = labels.relations.flatMap((relation) => {
    const from = placeOf.get(relation.from);
    const to = placeOf.get(relation.to);
    return from === undefined || to === undefined ? [] : [{ from, to, label: relation.label }];
  });
  return {
    activeMs: Math.round(labels.activeMs),
    ...(labels.cannotTell === null ? {} : { cannotTell: labels.cannotTell }),
    regions: order.flatMap((place) => {
      const region = labels.regions[place];
      return region === undefined ? [] : [regionDetails(region)];
    }),
    ...(relations.length === 0 ? {} : { relations }),
  };
}

function regionDetails(region: Region): RegionDetails {
  const flags =
    region.kind === 'box'
      ? [region.occluded && 'o', region.truncated && 't', region.difficult && 'd', region.crowd && 'c'].filter((flag) => flag !== false).join('')
      : '';
  return {
    ...(Object.keys(region.attributes).length === 0 ? {} : { attributes: region.attributes }),
    ...(flags === '' ? {} : { flags }),
    ...(region.origin === 'manual' ? {} : { origin: region.origin }),
  };
}

/** In small steps, so that a bomb is noticed before it has grown. */
function inflate(bytes: Uint8Array): string | null {
  const chunks: Uint8Array[] = [];
  const state = { sizeBytes: 0, isDone: false };
  try {
    const stream = new Unzlib((chunk, isLast) => {
      chunks.push(chunk);
      state.sizeBytes += chunk.length;
      state.isDone = isLast;
    });
    for (let at = 0; at < bytes.length; at += INFLATE_STEP_BYTES) {
      stream.push(bytes.subarray(at, at + INFLATE_STEP_BYTES), at + INFLATE_STEP_BYTES >= bytes.length);
      if (state.sizeBytes > MAX_INFLATED_BYTES) return null;
    }
  } catch {
    return null;
  }
  return state.isDone ? textOf(concat(...chunks)) : null;
}

function textOf(bytes: Uint8Array): string | null {
  // TextDecoder is no part of the language proper; percent-decoding is, and refuses broken UTF-8 too.
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(message: string): Omit<CodecError, 'itemIndex'> {
  return { code: 'DETAILS_INVALID', field: 'details', message, fix: 'Get the details again from whoever labelled the batch.' };
}
