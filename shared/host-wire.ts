import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toUtf8String } from 'ethers/utils';
import { z } from 'zod';
import { hostErrorSchema } from './host-api.ts';

/*
 * How a call travels where structured clones can't: text frames of JSON, or, where an argument is bytes, one binary
 * frame: length of the JSON (u32, little endian), the JSON, then the bytes of each field named in `blobs`.
 * Only top-level fields of the arguments may be bytes; results never are.
 */

/** The subprotocol that the host chooses; the token travels beside it, in one that it never chooses. */
export const WIRE_PROTOCOL = 'tessera.1';
export const TOKEN_PROTOCOL_PREFIX = 'token.';
/** A message beyond it is refused and the connection closed. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

const fieldName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,40}$/);
const blob = z.object({ field: fieldName, bytes: z.number().int().nonnegative() });

export const requestSchema = z.object({
  id: z.number().int().nonnegative(),
  method: z.string().max(60),
  params: z.unknown(),
});
export type WireRequest = z.infer<typeof requestSchema>;

const binaryRequest = requestSchema.extend({
  params: z.record(z.string(), z.unknown()),
  blobs: z.array(blob).max(16),
});

export const answerSchema = z.union([
  z.object({
    id: z.number().int(),
    result: z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), error: hostErrorSchema })]),
  }),
  z.object({ event: z.string(), data: z.unknown() }),
]);
export type WireAnswer = z.infer<typeof answerSchema>;

/** A request as one frame. Throws where the arguments hold what JSON can't say (a bigint): a bug of the caller. */
export function encodeRequest(request: WireRequest): string | Uint8Array<ArrayBuffer> {
  const { params } = request;
  const blobs: [string, Uint8Array][] = [];
  if (typeof params === 'object' && params !== null) {
    for (const [field, value] of Object.entries(params)) if (value instanceof Uint8Array) blobs.push([field, value]);
  }
  if (blobs.length === 0) return JSON.stringify(request);

  const plain = Object.fromEntries(Object.entries(params ?? {}).filter(([, value]) => !(value instanceof Uint8Array)));
  const names = blobs.map(([field, value]) => ({ field, bytes: value.length }));
  const header = utf8ToBytes(JSON.stringify({ ...request, params: plain, blobs: names }));
  const frame = new Uint8Array(4 + header.length + blobs.reduce((sum, [, value]) => sum + value.length, 0));
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, 4);
  let offset = 4 + header.length;
  for (const [, value] of blobs) {
    frame.set(value, offset);
    offset += value.length;
  }
  return frame;
}

/** Reads a frame from the other side of the door; null where it is none of ours. The arguments are not checked yet. */
export function decodeRequest(frame: string | Uint8Array): WireRequest | null {
  if (typeof frame === 'string') return requestSchema.safeParse(jsonOrNull(frame)).data ?? null;
  if (frame.length < 4) return null;
  const headerBytes = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true);
  if (headerBytes > frame.length - 4) return null;
  const parsed = binaryRequest.safeParse(jsonOrNull(utf8OrEmpty(frame.subarray(4, 4 + headerBytes)))).data;
  if (!parsed) return null;
  const params: Record<string, unknown> = { ...parsed.params };
  let offset = 4 + headerBytes;
  for (const { field, bytes } of parsed.blobs) {
    if (offset + bytes > frame.length) return null;
    // A copy: a Node buffer's own slice would keep the whole frame alive.
    params[field] = new Uint8Array(frame.subarray(offset, offset + bytes));
    offset += bytes;
  }
  return offset === frame.length ? { id: parsed.id, method: parsed.method, params } : null;
}

function utf8OrEmpty(bytes: Uint8Array): string {
  try {
    return toUtf8String(bytes);
  } catch {
    return '';
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
