import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { HostArguments, HostEventData, HostResult, Result } from '../../../../shared/host-api.ts';
import { parseBytes32 } from '../../../../shared/labels/ids.ts';
import { readJsonFile, writeAtomic } from '../../chain/local/durable.ts';
import { assetsOf } from '../../../../shared/protocol/manifest.ts';
import { fail } from '../../context.ts';
import type { PackStore } from '../pack-store.ts';
import type { Staging } from '../staging.ts';
import { errorOf, keptManifest, runJob } from './fetch-job.ts';
import { FetchFailure, usualLimits } from './http-get.ts';
import type { HttpLimits } from './http-get.ts';
import { LimitsFile, bytesOfPacks, freeBytesOf } from './limits-file.ts';
import { diskSource, httpFolder, httpZip } from './source.ts';
import type { PackSource } from './pack-source.ts';
import { placeOf } from './where.ts';

type State = HostEventData<'packs.fetching'>;
type Source = HostArguments<'packs.fetch'>['source'];

/** Only what goes on after a restart; how far it is, the disk says. */
const jobSchema = z.object({
  root: z.string().regex(/^0x[0-9a-f]{64}$/),
  source: z.discriminatedUnion('from', [z.object({ from: z.literal('uri'), uri: z.string() }), z.object({ from: z.literal('path'), path: z.string() }), z.object({ from: z.literal('staging'), stagingId: z.string() })]),
  isPaused: z.boolean(),
});

export interface FetchTuning {
  readonly limits?: HttpLimits;
  readonly firstRetryMs?: number;
  /** Bytes that the packs' disk still takes. */
  readonly freeBytes?: () => Promise<number>;
}

interface FetchesParts extends FetchTuning {
  readonly packsDir: string;
  readonly store: PackStore;
  /** Files that a window has sent. */
  readonly staging: Pick<Staging, 'folderOf' | 'drop'>;
  readonly nowMs: () => number;
}

interface Running {
  state: State;
  readonly source: Source;
  abort: AbortController | null;
  ended: Promise<void>;
  timer: NodeJS.Timeout | null;
  failures: number;
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 10 * 60_000;
const TELL_EVERY_MS = 200;

/** Packs on their way: each goes on after a break, a pause, a restart, from where it was. */
export class Fetches {
  readonly #parts: FetchesParts;
  readonly #dir: string;
  readonly #limits: LimitsFile;
  readonly #jobs = new Map<string, Running>();
  readonly #listeners = new Set<(state: State) => void>();
  readonly #toldMs = new Map<string, number>();
  #revived: Promise<void> | null = null;

  constructor(parts: FetchesParts) {
    this.#parts = parts;
    this.#dir = join(parts.packsDir, 'fetch');
    this.#limits = new LimitsFile(parts.packsDir);
  }

  onChange(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first look goes on with what was on its way when the host ended. */
  async list(): Promise<State[]> {
    await this.#revive();
    return [...this.#jobs.values()].map(({ state }) => state);
  }

  async begin(root: string, source: Source): Promise<Result<State>> {
    await this.#revive();
    const from = this.#shown(source);
    if (!from.ok) return from;
    const staged = source.from === 'staging' ? await this.#parts.staging.folderOf(source.stagingId) : null;
    if (staged?.ok === false) return staged;
    const known = this.#jobs.get(root);
    if (known?.state.state === 'running') return { ok: true, value: known.state };
    await this.#halt(root);
    this.#jobs.set(root, { source, abort: null, ended: Promise.resolve(), timer: null, failures: 0, state: { root: parseBytes32(root), name: null, from: from.value, state: 'running', doneBytes: 0, totalBytes: null, doneItems: 0, totalItems: null, error: null, retryAtMs: null } });
    this.#keep(root, false);
    this.#start(root);
    return this.#stateOf(root);
  }

  async pause(root: string): Promise<Result<State>> {
    await this.#revive();
    if (!this.#jobs.has(root)) return this.#stateOf(root);
    await this.#halt(root);
    this.#keep(root, true);
    this.#set(root, { state: 'paused', retryAtMs: null });
    return this.#stateOf(root);
  }

  async resume(root: string): Promise<Result<State>> {
    await this.#revive();
    const job = this.#jobs.get(root);
    if (job === undefined || job.state.state === 'running' || job.state.state === 'done') return this.#stateOf(root);
    await this.#halt(root);
    job.failures = 0;
    this.#keep(root, false);
    this.#set(root, { state: 'running', error: null, retryAtMs: null });
    this.#start(root);
    return this.#stateOf(root);
  }

  async cancel(root: string): Promise<Result<Record<string, never>>> {
    await this.#revive();
    await this.#halt(root);
    const job = this.#jobs.get(root);
    this.#jobs.delete(root);
    if (job?.source.from === 'staging') await this.#parts.staging.drop(job.source.stagingId);
    const manifest = await keptManifest(this.#dirOf(root), root);
    // Another pack on its way may count on an asset that is here.
    const isAlone = ![...this.#jobs.values()].some(({ state }) => state.state !== 'done');
    if (manifest !== null && isAlone && !(await this.#parts.store.manifest(root)).ok) await this.#parts.store.dropUnused(assetsOf(manifest).values());
    await rm(this.#dirOf(root), { recursive: true, force: true });
    return { ok: true, value: {} };
  }

  async usage(): Promise<HostResult<'packs.usage'>> {
    const { store } = this.#parts;
    const { budgetBytes, ipfsGateway } = this.#limits.get();
    return { usedBytes: (await bytesOfPacks(store)) + this.#onTheWay(), budgetBytes, freeBytes: await this.#freeBytes(), ipfsGateway };
  }

  async setLimits({ budgetBytes, ipfsGateway }: HostArguments<'packs.setLimits'>): Promise<Result<HostResult<'packs.usage'>>> {
    if (ipfsGateway !== undefined && !/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(ipfsGateway)) return fail('BAD_GATEWAY', `"${ipfsGateway.slice(0, 80)}" is no gateway's address.`, { field: 'ipfsGateway', fix: 'Give it as https://host.' });
    this.#limits.set({ ...(budgetBytes === undefined ? {} : { budgetBytes }), ...(ipfsGateway === undefined ? {} : { ipfsGateway }) });
    return { ok: true, value: await this.usage() };
  }

  /** What is on its way stays in its files and goes on at the next start. */
  async close(): Promise<void> {
    this.#listeners.clear();
    for (const root of this.#jobs.keys()) await this.#halt(root);
  }

  #start(root: string): void {
    const job = this.#jobs.get(root);
    if (job === undefined) return;
    const abort = new AbortController();
    job.abort = abort;
    job.ended = this.#run(root, job, abort.signal).catch((error: unknown) => this.#failed(root, job, error, abort.signal));
  }

  async #run(root: string, job: Running, signal: AbortSignal): Promise<void> {
    const { store } = this.#parts;
    const dir = this.#dirOf(root);
    const source = await this.#sourceOf(job, dir);
    try {
      await runJob({
        ...{ root, dir, store, source, signal },
        checkRoom: (bytes) => this.#checkRoom(bytes),
        onManifest: (manifest, doneItems, doneBytes) => {
          const assets = [...assetsOf(manifest).values()];
          this.#set(root, { name: manifest.name, totalItems: assets.length, totalBytes: assets.reduce((sum, { bytes }) => sum + bytes, 0), doneItems, doneBytes });
        },
        onBytes: (count) => {
          // Something came: whatever went wrong before has passed.
          if (count > 0) job.failures = 0;
          this.#set(root, { doneBytes: Math.max(0, job.state.doneBytes + count) });
        },
        onItem: () => this.#set(root, { doneItems: job.state.doneItems + 1 }),
      });
    } finally {
      await source.close();
    }
    if (job.source.from === 'staging') await this.#parts.staging.drop(job.source.stagingId);
    this.#set(root, { state: 'done', error: null });
  }

  #failed(root: string, job: Running, error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    const isPassing = error instanceof FetchFailure && error.isPassing;
    // A stick has to be plugged in by somebody; the network comes back by itself.
    if (!isPassing || job.source.from !== 'uri') {
      this.#set(root, { state: 'stopped', error: errorOf(error), retryAtMs: null });
      return;
    }
    job.failures += 1;
    const pauseMs = error.retryAfterMs ?? Math.min(LONGEST_RETRY_MS, (this.#parts.firstRetryMs ?? FIRST_RETRY_MS) * 2 ** (job.failures - 1));
    job.timer = setTimeout(() => {
      this.#set(root, { state: 'running', error: null, retryAtMs: null });
      this.#start(root);
    }, pauseMs);
    job.timer.unref();
    this.#set(root, { state: 'waiting', error: errorOf(error), retryAtMs: this.#parts.nowMs() + pauseMs });
  }

  async #halt(root: string): Promise<void> {
    const job = this.#jobs.get(root);
    if (job === undefined) return;
    if (job.timer !== null) clearTimeout(job.timer);
    job.timer = null;
    job.abort?.abort();
    await job.ended;
  }

  async #sourceOf({ source }: Running, dir: string): Promise<PackSource> {
    if (source.from === 'path') return diskSource(source.path);
    if (source.from === 'staging') return this.#stagedSource(source.stagingId);
    const place = placeOf(source.uri, this.#limits.get().ipfsGateway);
    if (!place.ok) throw new FetchFailure(place.error.code, place.error.message, false);
    mkdirSync(dir, { recursive: true });
    const limits = this.#parts.limits ?? usualLimits;
    return place.value.isZip ? httpZip(place.value, dir, limits) : httpFolder(place.value, dir, limits);
  }

  /** A zip file that was sent alone, or a folder's files. */
  async #stagedSource(stagingId: string): Promise<PackSource> {
    const folder = await this.#parts.staging.folderOf(stagingId);
    if (!folder.ok) throw new FetchFailure('SOURCE_GONE', 'The files that were chosen are not here any more', true);
    const [only, ...others] = await readdir(folder.value);
    const isZip = only !== undefined && others.length === 0 && /\.zip$/i.test(only);
    return diskSource(isZip ? join(folder.value, only) : folder.value);
  }

  #shown(source: Source): Result<string> {
    if (source.from === 'staging') return { ok: true, value: '' };
    if (source.from === 'path') return isAbsolute(source.path) ? { ok: true, value: source.path } : fail('BAD_PATH', `"${source.path.slice(0, 120)}" is no whole path`, { field: 'path', fix: 'Give it from the root of the disk on.' });
    const place = placeOf(source.uri, this.#limits.get().ipfsGateway);
    return place.ok ? { ok: true, value: place.value.shown } : place;
  }

  async #checkRoom(bytes: number): Promise<void> {
    const { budgetBytes } = this.#limits.get();
    const usedBytes = (await bytesOfPacks(this.#parts.store)) + this.#onTheWay();
    if (usedBytes + bytes > budgetBytes) throw new FetchFailure('PACK_BUDGET', `The pack needs ${megabytes(bytes)} more; packs take ${megabytes(usedBytes)} of the ${megabytes(budgetBytes)} that they may`, false);
    const free = await this.#freeBytes();
    if (bytes > free) throw new FetchFailure('DISK_FULL', `The pack needs ${megabytes(bytes)} more, and the disk has ${megabytes(free)} to spare`, false);
  }

  #freeBytes(): Promise<number> {
    return this.#parts.freeBytes?.() ?? freeBytesOf(this.#parts.packsDir);
  }

  #onTheWay(): number {
    return [...this.#jobs.values()].reduce((sum, { state }) => sum + (state.state === 'done' ? 0 : state.doneBytes), 0);
  }

  #revive(): Promise<void> {
    return (this.#revived ??= this.#readJobs());
  }

  async #readJobs(): Promise<void> {
    for (const root of await readdir(this.#dir).catch(() => [])) {
      const job = readJsonFile(join(this.#dir, root, 'job.json'), jobSchema);
      if (job?.root !== root) continue;
      const from = this.#shown(job.source);
      const state = job.isPaused ? 'paused' : 'running';
      this.#jobs.set(root, { source: job.source, abort: null, ended: Promise.resolve(), timer: null, failures: 0, state: { root: parseBytes32(root), name: null, from: from.ok ? from.value : '', state, doneBytes: 0, totalBytes: null, doneItems: 0, totalItems: null, error: null, retryAtMs: null } });
      if (!job.isPaused) this.#start(root);
    }
  }

  #keep(root: string, isPaused: boolean): void {
    const source = this.#jobs.get(root)?.source;
    if (source === undefined) return;
    mkdirSync(this.#dirOf(root), { recursive: true });
    writeAtomic(join(this.#dirOf(root), 'job.json'), JSON.stringify({ root, source, isPaused }), 0o600);
  }

  #dirOf(root: string): string {
    return join(this.#dir, parseBytes32(root));
  }

  #stateOf(root: string): Result<State> {
    const job = this.#jobs.get(root);
    return job === undefined ? fail('UNKNOWN_FETCH', 'This pack is not on its way.', { field: 'root', fix: 'Begin to get it.' }) : { ok: true, value: job.state };
  }

  #set(root: string, change: Partial<State>): void {
    const job = this.#jobs.get(root);
    if (job === undefined) return;
    job.state = { ...job.state, ...change };
    const isOnlyBytes = Object.keys(change).every((key) => key === 'doneBytes');
    const nowMs = this.#parts.nowMs();
    if (isOnlyBytes && nowMs - (this.#toldMs.get(root) ?? -Infinity) < TELL_EVERY_MS) return;
    this.#toldMs.set(root, nowMs);
    for (const listener of this.#listeners) listener(job.state);
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
