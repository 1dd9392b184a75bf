import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { assetsOf, manifestRoot, parseManifestOf } from '../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { replaceFile, syncFolder, writeFileAtomic } from '../atomic-file.ts';
import { fail } from '../context.ts';
import { imageFormatOf, imageMediaTypes } from './image-formats.ts';
import type { ServedFile } from './port.ts';

export type PackSummary = HostResult<'packs.list'>[number];

const SHA256 = /^[0-9a-f]{64}$/;
const HALF_WRITTEN = /^\.[0-9a-f]+\.tmp$/;
/** No file takes so long to write. */
const HALF_AFTER_MS = 10 * 60 * 1000;
const MANIFEST_FILE = /^0x[0-9a-f]{64}\.json$/;

/**
 * Packs on this disk: `<packs>/assets/ab/<sha256>` and `<packs>/manifests/<root>.json`. An asset's name is the
 * hash of its bytes and a manifest's is its Merkle root, so both are written once and never change.
 */
export class PackStore {
  readonly #assetsDir: string;
  readonly #manifestsDir: string;
  /** Manifests read and held against their root. */
  readonly #manifests = new Map<string, Manifest>();
  readonly #touchedFolders = new Set<string>();

  constructor(packsDir: string) {
    this.#assetsDir = join(packsDir, 'assets');
    this.#manifestsDir = join(packsDir, 'manifests');
  }

  assetPath(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('An asset is named by 64 lower-case hex digits');
    return join(this.#assetsDir, sha256.slice(0, 2), sha256);
  }

  /**
   * Keeps the bytes under their hash, once. Several may be on their way at a time (a disk flushes sixteen files nearly
   * as fast as one); the folders are flushed by `putManifest`, so that an asset is durable when a manifest names it.
   */
  async putAsset(sha256: string, bytes: Uint8Array): Promise<void> {
    const path = this.assetPath(sha256);
    const folder = dirname(path);
    // One that is there may have been brought by a process that ended before its folders were flushed.
    this.#touchedFolders.add(folder);
    if (await this.hasAsset(sha256, bytes.length)) return;
    await mkdir(folder, { recursive: true });
    await replaceFile(path, bytes, 0o644);
  }

  /** Takes a file of the same disk, whose bytes were hashed, under its hash. */
  async adoptAsset(sha256: string, from: string): Promise<void> {
    const path = this.assetPath(sha256);
    const folder = dirname(path);
    await mkdir(folder, { recursive: true });
    this.#touchedFolders.add(folder);
    await rename(from, path);
  }

  /** Whether an asset of an earlier run is there; `putManifest` makes it durable, too. */
  async keepsAsset(sha256: string, bytes: number): Promise<boolean> {
    if (!(await this.hasAsset(sha256, bytes))) return false;
    this.#touchedFolders.add(dirname(this.assetPath(sha256)));
    return true;
  }

  async hasAsset(sha256: string, bytes: number): Promise<boolean> {
    return (await stat(this.assetPath(sha256)).catch(() => null))?.size === bytes;
  }

  /** Every manifest that can be read. */
  async manifests(): Promise<Manifest[]> {
    const all: Manifest[] = [];
    for (const { root } of await this.list()) {
      const manifest = await this.manifest(root);
      if (manifest.ok) all.push(manifest.value);
    }
    return all;
  }

  /** Takes a pack off the disk: its manifest first, then the assets that no other pack has. Bytes that became free. */
  async remove(root: string): Promise<Result<{ freedBytes: number }>> {
    const manifest = await this.manifest(root);
    if (!manifest.ok) return manifest;
    await rm(join(this.#manifestsDir, `${parseBytes32(root)}.json`));
    await syncFolder(this.#manifestsDir);
    this.#manifests.delete(root);
    return { ok: true, value: { freedBytes: await this.dropUnused(assetsOf(manifest.value).values()) } };
  }

  /** Removes assets of what is no pack of this disk, unless one of its packs has them. Bytes that became free. */
  async dropUnused(assets: Iterable<{ readonly sha256: string; readonly bytes: number }>): Promise<number> {
    const kept = new Set<string>((await this.manifests()).flatMap((manifest) => [...assetsOf(manifest).keys()]));
    let freedBytes = 0;
    for (const { sha256, bytes } of new Map([...assets].map((asset) => [asset.sha256, asset])).values()) {
      if (kept.has(sha256) || !(await this.hasAsset(sha256, bytes))) continue;
      await rm(this.assetPath(sha256), { force: true });
      freedBytes += bytes;
    }
    return freedBytes;
  }

  /** Removes files that were being written when a process was killed. */
  async dropHalves(nowMs: number): Promise<void> {
    for (const name of await readdir(this.#assetsDir).catch(() => [])) {
      const folder = join(this.#assetsDir, name);
      for (const half of (await readdir(folder).catch(() => [])).filter((each) => HALF_WRITTEN.test(each))) {
        const found = await stat(join(folder, half)).catch(() => null);
        if (found !== null && nowMs - found.mtimeMs > HALF_AFTER_MS) await rm(join(folder, half), { force: true });
      }
    }
  }

  async putManifest(manifest: Manifest): Promise<PackSummary> {
    const root = manifestRoot(manifest);
    if (this.#manifests.has(root)) return summaryOf(root, manifest);
    await mkdir(this.#manifestsDir, { recursive: true });
    for (const folder of this.#touchedFolders) await syncFolder(folder);
    this.#touchedFolders.clear();
    await writeFileAtomic(join(this.#manifestsDir, `${root}.json`), JSON.stringify(manifest), 0o644);
    this.#manifests.set(root, manifest);
    return summaryOf(root, manifest);
  }

  /** PACK_MISSING, or PACK_BROKEN where the file is not what its name says. */
  async manifest(root: string): Promise<Result<Manifest>> {
    const known = this.#manifests.get(root);
    if (known !== undefined) return { ok: true, value: known };
    const path = join(this.#manifestsDir, `${parseBytes32(root)}.json`);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return fail('PACK_MISSING', `The pack ${root} is not on this machine`, { field: 'root', fix: 'Get it from where its lead offers it.' });
    const manifest = parseManifestOf(parseBytes32(root), parseJson(text));
    if (!manifest.ok) return fail('PACK_BROKEN', manifest.error.message, { field: path, fix: 'Delete the file and get the pack again.' });
    this.#manifests.set(root, manifest.value);
    return manifest;
  }

  /** Newest first. A broken manifest is left out here; asking for it says what is wrong. */
  async list(): Promise<PackSummary[]> {
    const names = (await readdir(this.#manifestsDir).catch(() => [])).filter((name) => MANIFEST_FILE.test(name));
    const dated = await Promise.all(names.map(async (name) => ({ root: name.slice(0, -5), atMs: (await stat(join(this.#manifestsDir, name))).mtimeMs })));
    const summaries: PackSummary[] = [];
    for (const { root } of dated.sort((one, other) => other.atMs - one.atMs || one.root.localeCompare(other.root))) {
      const manifest = await this.manifest(root);
      if (manifest.ok) summaries.push(summaryOf(root, manifest.value));
    }
    return summaries;
  }

  /** ASSET_MISSING. The media type is told from the bytes, never from a name. */
  async asset(sha256: string): Promise<Result<ServedFile>> {
    if (!SHA256.test(sha256)) return fail('ASSET_MISSING', 'An asset is named by its SHA-256', { field: 'sha256' });
    const path = this.assetPath(sha256);
    const file = await open(path, 'r').catch(() => null);
    if (file === null) return fail('ASSET_MISSING', `No pack on this machine has the asset ${sha256}`, { field: 'sha256', fix: 'Get the pack again.' });
    try {
      const head = new Uint8Array(64);
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      const format = imageFormatOf(head.subarray(0, bytesRead));
      const mediaType = format === null ? 'text/plain; charset=utf-8' : imageMediaTypes[format];
      return { ok: true, value: { path, bytes: (await file.stat()).size, mediaType } };
    } finally {
      await file.close();
    }
  }
}

function summaryOf(root: string, manifest: Manifest): PackSummary {
  const bytes = [...assetsOf(manifest).values()].reduce((sum, asset) => sum + asset.bytes, 0);
  return { root, name: manifest.name, kind: manifest.kind, itemCount: manifest.items.length, bytes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
