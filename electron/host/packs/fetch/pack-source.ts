import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FetchFailure } from './http-get.ts';

/** A manifest of a million items has some 300 MB. */
export const MAX_MANIFEST_BYTES = 512 * 1024 * 1024;
/** A million items have some 12 million values, and twice that with a suggestion each. */
export const MAX_MANIFEST_VALUES = 32_000_000;

export interface Carry {
  readonly signal: AbortSignal;
  readonly onBytes: (count: number) => void;
}

/** Where a pack's files are had from. Throws FetchFailure; believes nothing: who takes the bytes holds them against their hash. */
export interface PackSource {
  /** The manifest's bytes. */
  manifest(carry: Carry): Promise<Uint8Array>;
  /** Brings an asset to `path`, going on from what is there where it can. `bytes` is the manifest's word. */
  asset(sha256: string, bytes: number, path: string, carry: Carry): Promise<void>;
  /** What has been kept of it turned out wrong: the next look begins anew. */
  forget?(): Promise<void>;
  close(): Promise<void>;
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** Copies at most `most` bytes, from the start; what has more is refused in the middle. */
export async function copyStream(from: NodeJS.ReadableStream, to: string, most: number, { signal, onBytes }: Carry, shown: string): Promise<void> {
  // A part from before is written over.
  onBytes(-((await stat(to).catch(() => null))?.size ?? 0));
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > most) { done(new FetchFailure('SOURCE_TOO_LARGE', `A file of ${shown} unpacks to more than the ${most} bytes that were expected`, false)); return; }
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
  try {
    await pipeline(from, count, createWriteStream(to, { flush: true }), { signal });
  } catch (error) {
    throw diskFailure(shown, error);
  }
}

/** A stick that was pulled out answers with one of several errors. */
export function diskFailure(shown: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof FetchFailure || !('code' in error)) return error;
  if (['ENOENT', 'EIO', 'ENODEV', 'ENXIO', 'ENOTCONN', 'ESTALE', 'EBADF'].includes(String(error.code))) return new FetchFailure('SOURCE_GONE', `${shown} is not there any more`, true);
  return error;
}
