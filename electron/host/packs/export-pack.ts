import { copyFile, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Zip, ZipPassThrough } from 'fflate';
import type { Result } from '../../../shared/host-api.ts';
import { assetsOf } from '../../../shared/protocol/manifest.ts';
import { fail } from '../context.ts';
import { syncFolder, writeFileAtomic } from '../atomic-file.ts';
import { hashOf } from './fetch/pack-source.ts';
import type { PackStore } from './pack-store.ts';

export interface PublishedPack {
  readonly root: string;
  readonly path: string;
  readonly items: number;
  readonly bytes: number;
}

/**
 * Writes a pack as others fetch it, to a folder (`manifest.json`, `assets/<sha256>`) or a zip file of one: for a web
 * server, IPFS, or a stick. Every asset is held against its hash on the way out. PACK_MISSING, PACK_BROKEN, TARGET_EXISTS.
 */
export async function publishPack(store: PackStore, root: string, to: string, onItem: (done: number, total: number) => void): Promise<Result<PublishedPack>> {
  const manifest = await store.manifest(root);
  if (!manifest.ok) return manifest;
  if ((await stat(to).catch(() => null)) !== null) return fail('TARGET_EXISTS', `${to} is there already`, { field: '--out', fix: 'Name another place, or remove it.' });
  const assets = assetsOf(manifest.value);
  await mkdir(dirname(to), { recursive: true });
  const target = /\.(zip|tpack)$/i.test(to) ? await zipTarget(to) : await folderTarget(to);
  let [done, bytes] = [0, 0];
  for (const { sha256, name, bytes: size } of assets.values()) {
    const path = store.assetPath(sha256);
    if ((await hashOf(path).catch(() => null)) !== sha256) {
      await target.drop();
      return fail('PACK_BROKEN', `${name} is not on this disk as the manifest names it`, { field: name, fix: 'Make the pack again, or get it anew.' });
    }
    await target.asset(sha256, path);
    bytes += size;
    onItem((done += 1), assets.size);
  }
  // Last: a folder that was broken off in the middle is no pack.
  await target.end(JSON.stringify(manifest.value));
  return { ok: true, value: { root, path: to, items: manifest.value.items.length, bytes } };
}

interface Target {
  asset(sha256: string, path: string): Promise<void>;
  end(manifest: string): Promise<void>;
  drop(): Promise<void>;
}

async function folderTarget(to: string): Promise<Target> {
  await mkdir(join(to, 'assets'), { recursive: true });
  return {
    asset: (sha256, path) => copyFile(path, join(to, 'assets', sha256)),
    end: async (manifest) => {
      await syncFolder(join(to, 'assets'));
      await writeFileAtomic(join(to, 'manifest.json'), manifest, 0o644);
    },
    drop: () => rm(to, { recursive: true, force: true }),
  };
}

/** Stored as they are: photographs do not get smaller, and who reads the archive need not unpack. */
async function zipTarget(to: string): Promise<Target> {
  const file = await open(to, 'wx', 0o644);
  let writing: Promise<unknown> = Promise.resolve();
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    failure ??= error;
    writing = writing.then(() => file.write(chunk));
  });
  const add = async (name: string, bytes: Uint8Array): Promise<void> => {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(bytes, true);
    await writing;
    if (failure !== null) throw failure;
  };
  return {
    asset: async (sha256, path) => add(`assets/${sha256}`, await readFile(path)),
    end: async (manifest) => {
      await add('manifest.json', Buffer.from(manifest, 'utf8'));
      zip.end();
      await writing;
      await file.sync();
      await file.close();
    },
    drop: async () => {
      await file.close();
      await rm(to, { force: true });
    },
  };
}
