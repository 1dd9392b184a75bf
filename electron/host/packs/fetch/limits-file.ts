import { statfs } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeAtomic } from '../../chain/local/durable.ts';
import { assetsOf } from '../../../../shared/protocol/manifest.ts';
import type { PackStore } from '../pack-store.ts';

const GIGABYTE = 1e9;
/** Left free whatever the budget says: labels and journal need room, too. */
const KEPT_FREE_BYTES = 512 * 1024 ** 2;

const limitsSchema = z.object({ budgetBytes: z.number().int().min(1_000_000).default(20 * GIGABYTE), ipfsGateway: z.string().default('https://ipfs.io') });
export type Limits = z.infer<typeof limitsSchema>;

/** `<packs>/limits.json`: of this home, whose packs all profiles share. */
export class LimitsFile {
  readonly #path: string;
  readonly #dir: string;
  #limits: Limits;

  constructor(packsDir: string) {
    this.#dir = packsDir;
    this.#path = join(packsDir, 'limits.json');
    this.#limits = readJsonFile(this.#path, limitsSchema) ?? limitsSchema.parse({});
  }

  get(): Limits {
    return this.#limits;
  }

  set(change: Partial<Limits>): void {
    this.#limits = { ...this.#limits, ...change };
    mkdirSync(this.#dir, { recursive: true });
    writeAtomic(this.#path, JSON.stringify(this.#limits), 0o644);
  }
}

/** Bytes of the packs here, each asset once. */
export async function bytesOfPacks(store: PackStore): Promise<number> {
  const assets = new Map((await store.manifests()).flatMap((manifest) => [...assetsOf(manifest).values()].map(({ sha256, bytes }) => [sha256, bytes] as const)));
  return [...assets.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Bytes that may still be written to the folder's disk. */
export async function freeBytesOf(dir: string): Promise<number> {
  mkdirSync(dir, { recursive: true });
  const { bavail, bsize } = await statfs(dir);
  return Math.max(0, bavail * bsize - KEPT_FREE_BYTES);
}
