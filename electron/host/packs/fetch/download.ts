import { open, readFile, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { writeFileAtomic } from '../../atomic-file.ts';
import { FetchFailure, bytesOf, httpGet, statusFailure } from './http-get.ts';
import type { HttpLimits } from './http-get.ts';

export interface Wanted {
  readonly url: string;
  /** Where the bytes go; what is there already is gone on from. */
  readonly path: string;
  /** Known beforehand: more is refused, less is broken off. null where only `maxBytes` is known. */
  readonly bytes: number | null;
  readonly maxBytes: number;
  readonly limits: HttpLimits;
  readonly signal: AbortSignal;
  /** Where redirects may lead; left out: as far as `httpGet` lets them. */
  readonly mayLeadTo?: (to: URL) => boolean;
  /** Bytes that have come since; negative where a file was begun anew. */
  readonly onBytes: (count: number) => void;
}

/**
 * Brings a file over HTTP, from where the last try ended. A server that ignores Range or whose file has changed (by its
 * ETag) begins anew; whoever mixes two files all the same is found by the hash afterwards. Throws FetchFailure.
 */
export async function download(wanted: Wanted): Promise<void> {
  const have = (await stat(wanted.path).catch(() => null))?.size ?? 0;
  if (wanted.bytes !== null && have === wanted.bytes) return;
  const from = wanted.bytes !== null && have > wanted.bytes ? 0 : have;
  const tag = from > 0 ? await readFile(tagPath(wanted.path), 'utf8').catch(() => null) : null;
  const headers = from > 0 ? { range: `bytes=${from}-`, ...(tag === null ? {} : { 'if-range': tag }) } : {};
  const reply = await httpGet(wanted.url, headers, wanted.limits, wanted.signal, wanted.mayLeadTo);
  const host = new URL(wanted.url).host;
  const startsAt = await startOf(wanted, host, reply, from);
  if (startsAt === null) return download(wanted);
  await keepTag(wanted.path, reply.headers.etag);
  if (startsAt < have) wanted.onBytes(startsAt - have);
  await write(wanted, host, reply, startsAt);
}

/** Forgets what has come of a file. */
export async function forgetPart(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(tagPath(path), { force: true });
}

const tagPath = (path: string): string => `${path}.etag`;

/** Only a strong validator can say that two parts are of one file. */
async function keepTag(path: string, etag: string | undefined): Promise<void> {
  if (etag !== undefined && /^"[\x21\x23-\x7e]{1,200}"$/.test(etag)) await writeFileAtomic(tagPath(path), etag, 0o644);
  else await rm(tagPath(path), { force: true });
}

/** The byte at which the reply's body begins; null where the part was of no use and all begins anew. */
async function startOf(wanted: Wanted, host: string, reply: IncomingMessage, from: number): Promise<number | null> {
  const { statusCode = 0, headers } = reply;
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    reply.destroy();
    throw new FetchFailure('SOURCE_REFUSES', `${host} packs the files on the way, though it was asked not to`, false);
  }
  if (statusCode === 200) return 0;
  if (statusCode === 206) {
    const [, first, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
    const isWanted = Number(first) === from && (wanted.bytes === null || whole === '*' || Number(whole) === wanted.bytes);
    if (isWanted && from > 0) return from;
  }
  const isUseless = (statusCode === 206 || statusCode === 416) && from > 0;
  reply.destroy();
  if (!isUseless) throw statusFailure(host, reply);
  await forgetPart(wanted.path);
  wanted.onBytes(-from);
  return null;
}

async function write({ path, bytes, maxBytes, limits, onBytes }: Wanted, host: string, reply: IncomingMessage, startsAt: number): Promise<void> {
  const most = bytes ?? maxBytes;
  const announced = Number(reply.headers['content-length'] ?? 0);
  if (startsAt + announced > most) {
    reply.destroy();
    throw tooLarge(host, most);
  }
  const file: FileHandle = await open(path, startsAt === 0 ? 'w' : 'r+');
  try {
    let at = startsAt;
    for await (const chunk of bytesOf(host, reply, limits)) {
      if (at + chunk.length > most) throw tooLarge(host, most);
      await file.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      onBytes(chunk.length);
    }
    if (bytes !== null && at < bytes) throw new FetchFailure('SOURCE_BROKE_OFF', `${host} ended after ${at} of ${bytes} bytes`, true);
    await file.truncate(at);
    await file.sync();
  } finally {
    await file.close();
  }
}

function tooLarge(host: string, most: number): FetchFailure {
  return new FetchFailure('SOURCE_TOO_LARGE', `${host} sends more than the ${most} bytes that were expected`, false);
}
