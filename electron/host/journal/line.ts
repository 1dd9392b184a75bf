import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);
/** A line longer than this is no entry of ours. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const entrySchema = z.object({
  seq: z.number().int().nonnegative(),
  atMs: z.number(),
  kind: z.string(),
  key: z.string(),
  payload: z.unknown(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Entry = z.infer<typeof entrySchema>;

/** An entry before its place in the chain is known; `payloadText` is canonical JSON. */
export interface Draft {
  readonly kind: string;
  readonly key: string;
  readonly payloadText: string;
}

/** `,"hash":"` + 64 digits + `"}`: what follows the hashed part of a line. */
const SUFFIX_BYTES = 75;

/**
 * One entry as a line (with its newline) and its hash: SHA-256 over the previous hash, a newline and the line's
 * bytes without the hash. The bytes themselves are hashed, so that no re-encoding can change the verdict.
 */
export function encodeLine(draft: Draft, seq: number, atMs: number, previousHash: string): { line: string; hash: string } {
  const fields = `"atMs":${JSON.stringify(atMs)},"key":${JSON.stringify(draft.key)},"kind":${JSON.stringify(draft.kind)}`;
  const body = `{${fields},"payload":${draft.payloadText},"seq":${String(seq)}`;
  const hash = hashOf(previousHash, Buffer.from(body));
  return { line: `${body},"hash":"${hash}"}\n`, hash };
}

/** The hash that a line (without its newline) carries, if it follows `previousHash`; otherwise null. */
export function verifyLine(line: Buffer, previousHash: string): string | null {
  if (line.length <= SUFFIX_BYTES) return null;
  const split = line.length - SUFFIX_BYTES;
  const suffix = /^,"hash":"([0-9a-f]{64})"}$/.exec(line.toString('latin1', split));
  const hash = suffix?.[1];
  return hash !== undefined && hashOf(previousHash, line.subarray(0, split)) === hash ? hash : null;
}

/** Parses a line that was verified; null where it isn't an entry. */
export function parseLine(line: Buffer): Entry | null {
  try {
    const parsed = entrySchema.safeParse(JSON.parse(line.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function hashOf(previousHash: string, body: Buffer): string {
  return createHash('sha256').update(previousHash).update('\n').update(body).digest('hex');
}
