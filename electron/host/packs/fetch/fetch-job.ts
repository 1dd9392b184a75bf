import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostError } from '../../../../shared/host-api.ts';
import { parseBytes32 } from '../../../../shared/labels/ids.ts';
import { assetsOf, parseManifestOf } from '../../../../shared/protocol/manifest.ts';
import type { Manifest, PackAsset } from '../../../../shared/protocol/manifest.ts';
import { writeFileAtomic } from '../../atomic-file.ts';
import { hasTooManyValues } from '../../json-weight.ts';
import { Flight } from '../flight.ts';
import type { PackStore } from '../pack-store.ts';
import { forgetPart } from './download.ts';
import { FetchFailure } from './http-get.ts';
import { MAX_MANIFEST_VALUES, hashOf } from './pack-source.ts';
import type { Carry, PackSource } from './pack-source.ts';

export interface JobParts {
  readonly root: string;
  /** For parts of files, on the packs' disk. */
  readonly dir: string;
  readonly store: PackStore;
  readonly source: PackSource;
  readonly signal: AbortSignal;
  /** Throws a FetchFailure where there is no room for so many bytes more. */
  readonly checkRoom: (bytes: number) => Promise<void>;
  readonly onManifest: (manifest: Manifest, doneItems: number, doneBytes: number) => void;
  readonly onBytes: (count: number) => void;
  readonly onItem: () => void;
}

/** What came is not what its hash says. */
const ALTERED = 'PACK_ALTERED';

/** Files of a source beside each other; Flight's own bound is for small writes of this disk. */
const AT_ONCE = 4;

/** Brings what is missing of a pack, and makes it one of this disk's when every byte of it was held against its hash. */
export async function runJob(parts: JobParts): Promise<void> {
  const { store, dir, signal } = parts;
  await mkdir(join(dir, 'assets'), { recursive: true });
  const manifest = await manifestOf(parts);
  const wanted = assetsOf(manifest);
  const missing: PackAsset[] = [];
  let [doneBytes, partBytes] = [0, 0];
  for (const item of wanted.values()) {
    if (await store.hasAsset(item.sha256, item.bytes)) doneBytes += item.bytes;
    else {
      missing.push(item);
      partBytes += (await stat(partPath(dir, item)).catch(() => null))?.size ?? 0;
    }
  }
  parts.onManifest(manifest, wanted.size - missing.length, doneBytes + partBytes);
  await parts.checkRoom(missing.reduce((sum, { bytes }) => sum + bytes, 0) - partBytes);
  const queue = missing.values();
  const flight = new Flight();
  let isBroken = false;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (isBroken) return;
      signal.throwIfAborted();
      try {
        await bring(parts, item);
      } catch (error) {
        isBroken = true;
        throw error;
      }
      parts.onItem();
    }
  };
  for (let at = 0; at < AT_ONCE; at += 1) await flight.start(worker);
  const failure = await flight.landed();
  // Once nobody reads from it any more: whoever still did would bring the same wrong file again.
  if (failure instanceof FetchFailure && failure.code === ALTERED) await parts.source.forget?.();
  if (failure !== null) throw failure instanceof Error ? failure : new Error('a worker failed');
  signal.throwIfAborted();
  // Another pack that shared some of them may have been taken off the disk meanwhile.
  for (const item of wanted.values()) if (!(await store.hasAsset(item.sha256, item.bytes))) throw named(new FetchFailure('ASSET_MISSING', 'it was taken off this disk meanwhile', true), item);
  await store.putManifest(manifest);
  await rm(dir, { recursive: true, force: true });
}

const partPath = (dir: string, { sha256 }: PackAsset): string => join(dir, 'assets', sha256);

/** The manifest that the chain knows: kept beside the parts, so that going on asks nobody for it. */
async function manifestOf({ root, dir, source, store, signal }: JobParts): Promise<Manifest> {
  const known = await store.manifest(root);
  if (known.ok) return known.value;
  const path = join(dir, 'manifest.json');
  const kept = await readFile(path).catch(() => null);
  const bytes = kept ?? (await source.manifest({ signal, onBytes: () => undefined }));
  const isTooLarge = hasTooManyValues(bytes, MAX_MANIFEST_VALUES);
  if (isTooLarge) await source.forget?.();
  if (isTooLarge) throw new FetchFailure('SOURCE_TOO_LARGE', `manifest.json has more than ${MAX_MANIFEST_VALUES} values`, false);
  const parsed = parseManifestOf(parseBytes32(root), json(bytes));
  if (!parsed.ok) {
    await rm(path, { force: true });
    await source.forget?.();
    throw new FetchFailure('PACK_ALTERED', `manifest.json: ${parsed.error.message}`, false);
  }
  if (kept === null) await writeFileAtomic(path, bytes, 0o644);
  return parsed.value;
}

async function bring(parts: JobParts, item: PackAsset): Promise<void> {
  const { dir, source, store, signal } = parts;
  const path = partPath(dir, item);
  let own = (await stat(path).catch(() => null))?.size ?? 0;
  const isFromPart = own > 0;
  const carry: Carry = {
    signal,
    onBytes: (count) => {
      own += count;
      parts.onBytes(count);
    },
  };
  try {
    await source.asset(item.sha256, item.bytes, path, carry);
  } catch (error) {
    throw named(error, item);
  }
  if ((await hashOf(path)) === item.sha256) return store.adoptAsset(item.sha256, path).then(() => forgetPart(path));
  parts.onBytes(-own);
  await forgetPart(path);
  // Two halves of different files, perhaps: once more from the start, then it is the source that is wrong.
  if (isFromPart) return bring(parts, item);
  throw named(new FetchFailure(ALTERED, 'what came is not what the manifest names: its SHA-256 differs', false), item);
}

/** The item's name goes before what went wrong with it. */
function named(error: unknown, item: PackAsset): Error {
  if (!(error instanceof FetchFailure)) return error instanceof Error ? error : new Error(String(error));
  return new FetchFailure(error.code, `${item.name}: ${error.message}`, error.isPassing, error.retryAfterMs);
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

/** The manifest of a pack on its way, where it has come. */
export async function keptManifest(dir: string, root: string): Promise<Manifest | null> {
  const bytes = await readFile(join(dir, 'manifest.json')).catch(() => null);
  const parsed = bytes === null ? null : parseManifestOf(parseBytes32(root), json(bytes));
  return parsed?.ok === true ? parsed.value : null;
}

const FIXES: Readonly<Record<string, string>> = {
  PACK_ALTERED: 'Nothing of it was kept. Ask the lead for another place to get the pack from.',
  PACK_BUDGET: 'Raise the budget in the settings, or take a pack off this disk that is not needed any more.',
  DISK_FULL: 'Make room on the disk, then go on: what has come is kept.',
  SOURCE_GONE: 'Plug the stick in again, or choose the folder anew: what has come is kept.',
};

export function errorOf(error: unknown): HostError {
  if (error instanceof FetchFailure) return { code: error.code, message: error.message, fix: FIXES[error.code] ?? 'What has come is kept. Try again, or get the pack from another place.' };
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  if (isFull) return { code: 'DISK_FULL', message: 'There is no room left on the disk.', fix: FIXES['DISK_FULL'] };
  return { code: 'FETCH_FAILED', message: error instanceof Error ? error.message : String(error), fix: 'What has come is kept. Try again.' };
}
