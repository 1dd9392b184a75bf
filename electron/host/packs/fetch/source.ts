import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, realpath, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeFileAtomic } from '../../atomic-file.ts';
import { download, forgetPart } from './download.ts';
import { FetchFailure } from './http-get.ts';
import type { HttpLimits } from './http-get.ts';
import { below } from './where.ts';
import type { Place } from './where.ts';
import { openZip } from './zip.ts';

/** A manifest of a million items has some 300 MB. */
export const MAX_MANIFEST_BYTES = 512 * 1024 * 1024;
const MAX_ZIP_BYTES = 512 * 1024 ** 3;
const MANIFEST = 'manifest.json';

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

/** A folder on a web server or an IPFS gateway. @param dir for parts of files */
export function httpFolder(place: Place, dir: string, limits: HttpLimits): PackSource {
  return {
    manifest: async (carry) => {
      const path = join(dir, 'manifest.part');
      // Small beside the assets, and of unknown length: a part of it is not gone on from.
      await forgetPart(path);
      await download({ url: below(place.url, MANIFEST), path, bytes: null, maxBytes: MAX_MANIFEST_BYTES, limits, ...carry, onBytes: () => undefined });
      return readFile(path);
    },
    asset: async (sha256, bytes, path, carry) => download({ url: below(place.url, `assets/${sha256}`), path, bytes, maxBytes: bytes, limits, ...carry }),
    close: () => Promise.resolve(),
  };
}

/** A folder or zip file on this machine, which may be a stick that is pulled out. */
export async function diskSource(path: string): Promise<PackSource> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw gone(path);
  return found.isDirectory() ? diskFolder(await realpath(path)) : openZip(path);
}

function diskFolder(root: string): PackSource {
  const open = async (name: string, most: number): Promise<string> => {
    const path = await realpath(join(root, name)).catch(() => null);
    if (path === null) throw (await stat(root).catch(() => null)) === null ? gone(root) : new FetchFailure('SOURCE_LACKS_FILE', `${name} is not in ${root}`, false);
    // A link in the folder must not bring in the rest of the disk.
    if (!path.startsWith(root + sep)) throw new FetchFailure('SOURCE_REFUSES', `${name} leads out of ${root}`, false);
    const { size } = await stat(path);
    if (size > most) throw new FetchFailure('SOURCE_TOO_LARGE', `${name} has ${size} bytes, and ${most} were expected`, false);
    return path;
  };
  return {
    manifest: async () => readFile(await open(MANIFEST, MAX_MANIFEST_BYTES)).catch((error: unknown) => Promise.reject(diskFailure(root, error))),
    asset: async (sha256, bytes, path, carry) => copyStream(createReadStream(await open(`assets/${sha256}`, bytes)), path, bytes, carry, root),
    close: () => Promise.resolve(),
  };
}

/** A zip file on a web server: brought whole, going on after every break, then read like one of this disk. */
export function httpZip(place: Place, dir: string, limits: HttpLimits): PackSource {
  const path = join(dir, 'pack.zip');
  // Its length is not known beforehand: a server cannot be asked whether there is more without it beginning anew.
  const whole = `${path}.whole`;
  let zip: PackSource | null = null;
  const fetched = async (carry: Carry): Promise<PackSource> => {
    if (zip !== null) return zip;
    if ((await stat(whole).catch(() => null)) === null) {
      await download({ url: place.url, path, bytes: null, maxBytes: MAX_ZIP_BYTES, limits, ...carry });
      if (place.sha256 !== null && (await hashOf(path)) !== place.sha256) {
        await forgetPart(path);
        throw new FetchFailure('PACK_ALTERED', `What came for ${place.shown} is not what its CID says`, false);
      }
      await writeFileAtomic(whole, '');
    }
    return (zip = await openZip(path));
  };
  return {
    manifest: async (carry) => (await fetched(carry)).manifest(carry),
    asset: async (sha256, bytes, to, carry) => (await fetched(carry)).asset(sha256, bytes, to, carry),
    forget: async () => {
      await zip?.close();
      zip = null;
      await rm(whole, { force: true });
      await forgetPart(path);
    },
    close: async () => zip?.close(),
  };
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
      if (size > most) return done(new FetchFailure('SOURCE_TOO_LARGE', `A file of ${shown} unpacks to more than the ${most} bytes that were expected`, false));
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

function gone(path: string): FetchFailure {
  return new FetchFailure('SOURCE_GONE', `${path} is not there`, true);
}

/** A stick that was pulled out answers with one of several errors. */
export function diskFailure(shown: string, error: unknown): unknown {
  if (error instanceof FetchFailure || !(error instanceof Error) || !('code' in error)) return error;
  if (['ENOENT', 'EIO', 'ENODEV', 'ENXIO', 'ENOTCONN', 'ESTALE', 'EBADF'].includes(String(error.code))) return new FetchFailure('SOURCE_GONE', `${shown} is not there any more`, true);
  return error;
}
