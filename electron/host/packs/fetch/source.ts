import { createReadStream } from 'node:fs';
import { readFile, realpath, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { writeFileAtomic } from '../../atomic-file.ts';
import { download, forgetPart } from './download.ts';
import { FetchFailure } from './http-get.ts';
import type { HttpLimits } from './http-get.ts';
import { MAX_MANIFEST_BYTES, copyStream, diskFailure, hashOf } from './pack-source.ts';
import type { Carry, PackSource } from './pack-source.ts';
import { below } from './where.ts';
import type { Place } from './where.ts';
import { openZip } from './zip.ts';

const MAX_ZIP_BYTES = 512 * 1024 ** 3;
const MANIFEST = 'manifest.json';

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
  const bring = async (carry: Carry): Promise<PackSource> => {
    if ((await stat(whole).catch(() => null)) === null) {
      await download({ url: place.url, path, bytes: null, maxBytes: MAX_ZIP_BYTES, limits, ...carry });
      if (place.sha256 !== null && (await hashOf(path)) !== place.sha256) {
        await forgetPart(path);
        throw new FetchFailure('PACK_ALTERED', `What came for ${place.shown} is not what its CID says`, false);
      }
      await writeFileAtomic(whole, '');
    }
    return openZip(path);
  };
  // One download for all who ask meanwhile: two would write into each other's file.
  let zip: Promise<PackSource> | null = null;
  const fetched = (carry: Carry): Promise<PackSource> => {
    const coming = (zip ??= bring(carry));
    coming.catch(() => {
      if (zip === coming) zip = null;
    });
    return coming;
  };
  const closed = async (): Promise<void> => {
    const open = await zip?.catch(() => null);
    zip = null;
    await open?.close();
  };
  return {
    manifest: async (carry) => (await fetched(carry)).manifest(carry),
    asset: async (sha256, bytes, to, carry) => (await fetched(carry)).asset(sha256, bytes, to, carry),
    forget: async () => {
      await closed();
      await rm(whole, { force: true });
      await forgetPart(path);
    },
    close: closed,
  };
}

function gone(path: string): FetchFailure {
  return new FetchFailure('SOURCE_GONE', `${path} is not there`, true);
}
