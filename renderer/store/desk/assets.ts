import { toHex } from '../../../shared/bytes.ts';
import type { TesseraDatabase } from '../database.ts';

export type AssetOutcome = { ok: true; blob: Blob } | { ok: false; error: { code: 'ASSET_MISSING' | 'ASSET_ALTERED' | 'STORAGE_FULL'; message: string } };

/** Where an asset comes from, and whether the window has to keep its own copy. */
export interface AssetSource {
  /** `${assetBase}/${sha256}` */
  assetBase: string;
  /** The window can lose its host: copies are kept in the window's store. */
  isKept: boolean;
  fetch: (url: string) => Promise<Response>;
}

/** The browser's own hash: many times faster on a large image than one in JavaScript. */
async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).slice(2);
}

/** An asset's bytes, held against their hash wherever they come from. */
export async function readAsset(db: TesseraDatabase, source: AssetSource, sha256: string, nowMs: number): Promise<AssetOutcome> {
  const kept = await db.assets.get(sha256);
  if (kept !== undefined) {
    if ((await sha256Hex(kept.bytes)) === sha256) return { ok: true, blob: new Blob([kept.bytes], { type: kept.mediaType }) };
    // Damaged on disk: gone, and fetched again.
    await db.assets.delete(sha256);
  }
  const fetched = await fetchAsset(source, sha256);
  if (!fetched.ok) return fetched;
  if (source.isKept) {
    const kept = await keep(db, { sha256, ...fetched.value, addedAtMs: nowMs });
    if (!kept) return { ok: false, error: { code: 'STORAGE_FULL', message: 'There is no room left to keep this asset for offline work.' } };
  }
  return { ok: true, blob: new Blob([fetched.value.bytes], { type: fetched.value.mediaType }) };
}

async function keep(db: TesseraDatabase, row: { sha256: string; bytes: ArrayBuffer; mediaType: string; addedAtMs: number }): Promise<boolean> {
  try {
    await db.assets.put(row);
    return true;
  } catch (error) {
    if (error instanceof Error && /quota/i.test(`${error.name} ${error.message}`)) return false;
    throw error;
  }
}

async function fetchAsset(source: AssetSource, sha256: string): Promise<{ ok: true; value: { bytes: ArrayBuffer; mediaType: string } } | Extract<AssetOutcome, { ok: false }>> {
  const missing = (why: string) => ({ ok: false as const, error: { code: 'ASSET_MISSING' as const, message: `The asset ${sha256.slice(0, 12)} cannot be had: ${why}` } });
  let bytes: ArrayBuffer;
  let mediaType: string;
  try {
    const response = await source.fetch(`${source.assetBase}/${sha256}`);
    if (!response.ok) return missing(`the host answered ${response.status}`);
    bytes = await response.arrayBuffer();
    mediaType = response.headers.get('content-type') ?? 'application/octet-stream';
  } catch {
    return missing('the host does not answer');
  }
  if ((await sha256Hex(bytes)) === sha256) return { ok: true, value: { bytes, mediaType } };
  return { ok: false, error: { code: 'ASSET_ALTERED', message: `The asset ${sha256.slice(0, 12)} is not what its hash says, and was refused.` } };
}

/** Which of these assets are not in the window's store. */
export async function absentAssets(db: TesseraDatabase, hashes: readonly string[]): Promise<string[]> {
  const there = new Set(await db.assets.where('sha256').anyOf([...hashes]).primaryKeys());
  return hashes.filter((hash) => !there.has(hash));
}
