import type { HostError, HostResult } from '../../shared/host-api.ts';
import { batchIdSchema, seatIdSchema } from '../../shared/labels/ids.ts';
import { assertedBatchIn } from '../../shared/protocol/asserted-batches.ts';
import { emptyIndex } from '../../shared/protocol/chain-index.ts';
import { confirmationsFor } from '../../shared/protocol/finality.ts';
import type { ChainIndex } from '../../shared/protocol/chain-records.ts';
import { seatPay } from '../../shared/protocol/reduce-ruling.ts';
import { seatsInBatch } from '../../shared/protocol/reduce-seat.ts';
import type { ManifestItem } from '../../shared/protocol/manifest.ts';
import { isNoRoom } from '../store/database.ts';
import { readAsset } from '../store/desk/assets.ts';
import type { AssetSource } from '../store/desk/assets.ts';
import { netKey } from '../store/keys.ts';
import type { NetKey, SeatKey } from '../store/keys.ts';
import { hurry } from '../store/outbox.ts';
import { listSeats } from '../store/seats.ts';
import type { StoreSession } from '../store/session.ts';
import { readSyncSettings } from '../store/sync-settings.ts';
import { adoptChain, adoptReview, packItems } from './adopt.ts';
import type { AdoptParts, Complete } from './adopt.ts';
import { SyncEngine } from './engine/engine.ts';
import type { PauseReason } from './engine/errors.ts';
import type { Times } from './engine/status.ts';
import { Watcher } from './engine/watcher.ts';
import { GoldJob } from './gold/gold-job.ts';
import type { GoldTrouble } from './gold/gold-job.ts';
import { LiveIndex } from './index/live-index.ts';
import { Packs } from './packs/packs.ts';
import { prefetchAssets } from './packs/prefetch.ts';
import type { PrefetchProgress } from './packs/prefetch.ts';

export type ChainStatus = HostResult<'chain.status'>;

/** What the window knows from outside the store. */
export interface Surroundings {
  isOnline: boolean;
  headHash: string | null;
  /** In lower case. */
  account: string | null;
  isUnlocked: boolean;
}

export interface SyncSnapshot extends Surroundings {
  index: ChainIndex;
  /** The store's events are in the index. */
  isLoaded: boolean;
  isBusy: boolean;
  reading: { toBlock: number; headNumber: number } | null;
  /** The newest block that was read to its end, and when. */
  head: { number: number; timestampSeconds: number; atMs: number } | null;
  pause: PauseReason | null;
  error: HostError | null;
  prefetch: PrefetchProgress | null;
  /** The last time that the chain took blocks back under seats of ours, and of how many. */
  takenBack: { seats: number; atMs: number } | null;
  /** Known answers that cannot be revealed now, by batch. */
  goldTrouble: ReadonlyMap<string, GoldTrouble>;
}

const SETTLE_MS = 150;
/** A seal pressed too soon can be opened again for so long, if the network is there at once. */
const SIGN_GRACE_MS = 8_000;
/** However quiet the chain: time alone can open a step. */
const LONGEST_REST_MS = 15_000;

/** One network's index and engine, at work as long as the window is. */
export class SyncService {
  readonly net: NetKey;
  readonly assets: AssetSource;
  readonly #live: LiveIndex;
  readonly #packs: Packs;
  readonly #watcher: Watcher;
  readonly #complete: Complete = new Set();
  readonly #listeners = new Set<() => void>();
  #engine: { account: string; engine: SyncEngine } | null = null;
  #gold: { account: string; job: GoldJob } | null = null;
  #timer: { atMs: number; id: ReturnType<typeof setTimeout> } | null = null;
  #isRunning = false;
  #isAskedAgain = false;
  #isPrefetching = false;
  #isStopped = false;
  #snapshot: SyncSnapshot;

  constructor(
    readonly session: StoreSession,
    readonly network: ChainStatus['network'],
    readonly coordinator: string,
    surroundings: Surroundings,
  ) {
    const { db, host, nowMs, info } = session;
    this.net = netKey(network.chainId, coordinator);
    this.assets = { assetBase: info.assetBase, isKept: !info.areAssetsAlwaysReachable, fetch: (url) => fetch(url) };
    const onProgress = (reading: SyncSnapshot['reading']) => this.#set({ reading });
    this.#live = new LiveIndex({ db, host, net: this.net, coordinator, deployedAtBlock: network.deployedAtBlock, nowMs, onProgress });
    this.#watcher = new Watcher(host, coordinator);
    this.#packs = new Packs({ db, host, net: this.net, nowMs });
    this.#snapshot = { ...surroundings, index: emptyIndex, isLoaded: false, isBusy: false, reading: null, head: null, pause: null, error: null, prefetch: null, takenBack: null, goldTrouble: new Map() };
  }

  get = (): SyncSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The newest block that was read to its end, with its hash; null before the first. Its identity changes with it alone. */
  asOf = (): { readonly number: number; readonly hash: string } | null => this.#live.cursor?.checkpoints.at(-1) ?? null;

  /** Unix seconds of a block with an event, or null. */
  timeOf = (blockNumber: number): number | null => this.#live.timeOf(blockNumber);

  #adoptParts = (): AdoptParts => ({ db: this.session.db, net: this.net, packs: this.#packs, nowMs: this.session.nowMs, timeOf: this.timeOf });

  /** Makes a batch ready for review on this disk; null where its pack cannot be had. */
  openReview = async (batchId: string): Promise<SeatKey | null> => {
    const { account } = this.#snapshot;
    return account === null ? null : adoptReview(this.#adoptParts(), this.#live.index, batchId, account);
  };

  /** A project's pack, item by item; null where it cannot be had now. */
  packItems = async (projectId: string): Promise<readonly ManifestItem[] | null> => packItems(this.#adoptParts(), this.#live.index, projectId);

  times = (): Times => ({
    headSeconds: this.#live.cursor?.headTimestampSeconds ?? 0,
    wallSeconds: Math.floor(this.session.nowMs() / 1000),
    isLocal: this.network.isLocal,
  });

  /** May follow a stop: an effect of a view can run twice. */
  async start(): Promise<void> {
    this.#isStopped = false;
    await this.#live.load();
    this.#publishIndex({ isLoaded: true });
    this.kick(0);
  }

  stop(): void {
    this.#isStopped = true;
    this.#clearTimer();
  }

  /** The world has changed: the network came or went, a block, the wallet. */
  notice(next: Surroundings): void {
    const { isOnline, headHash, account, isUnlocked } = this.#snapshot;
    if (next.isOnline === isOnline && next.headHash === headHash && next.account === account && next.isUnlocked === isUnlocked) return;
    this.#set(next);
    this.kick();
  }

  /** Something is to be done: soon, and many such calls at once. What is due earlier stays due then. */
  kick(afterMs = SETTLE_MS): void {
    const atMs = performance.now() + afterMs;
    if (this.#isStopped || (this.#timer !== null && this.#timer.atMs <= atMs)) return;
    this.#clearTimer();
    this.#timer = { atMs, id: setTimeout(() => this.#turn(), afterMs) };
  }

  #turn(): void {
    this.#timer = null;
    void this.#run();
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer.id);
    this.#timer = null;
  }

  /** The person asks: what waits for its turn goes now. */
  async syncNow(): Promise<void> {
    await hurry(this.session.db, this.net);
    this.kick(0);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isRunning = true;
    let restMs = LONGEST_REST_MS;
    this.#set({ isBusy: true });
    try {
      restMs = await this.#cycle();
    } catch (error) {
      // The store was closed under it (another window took over), or a bug: said, and tried again.
      if (!this.#isStopped) this.#set({ error: { code: isNoRoom(error) ? 'DISK_FULL' : 'INTERNAL', message: error instanceof Error ? error.message : String(error) } });
    }
    this.#isRunning = false;
    this.#set({ isBusy: false, reading: null });
    this.kick(this.#isAskedAgain ? SETTLE_MS : restMs);
    this.#isAskedAgain = false;
  }

  /** Reads the chain, takes it into the store, brings the seats on. How long to rest after it. */
  async #cycle(): Promise<number> {
    const { account, isOnline } = this.#snapshot;
    if (!isOnline) {
      this.#set({ pause: 'offline', error: null });
      return LONGEST_REST_MS;
    }
    const pulled = await this.#live.pull();
    if (!pulled.ok) {
      this.#set({ error: pulled.error, pause: pulled.error.code === 'CHAIN_OFFLINE' ? 'offline' : 'network' });
      return LONGEST_REST_MS;
    }
    this.#publishIndex({ error: null });
    await adoptChain(this.#adoptParts(), this.#live.index, account, this.#complete);
    this.#prefetch();
    if (account === null) {
      this.#set({ pause: 'no-wallet' });
      return LONGEST_REST_MS;
    }
    await this.#watcher.watch(this.#live.index);
    const report = await this.#engineFor(account).pass();
    this.#set({ pause: report.pause?.why ?? null, error: report.pause?.error ?? null, ...(report.takenBack > 0 ? { takenBack: { seats: report.takenBack, atMs: this.session.nowMs() } } : {}) });
    if ((await this.#revealGold(account)) > 0) return SETTLE_MS * 4;
    if (report.taken > 0 || report.nextAtMs === null) return report.taken > 0 ? SETTLE_MS * 4 : LONGEST_REST_MS;
    return Math.min(LONGEST_REST_MS, Math.max(SETTLE_MS, report.nextAtMs - this.session.nowMs()));
  }

  /** A lead's known answers: due once a batch is settled. */
  async #revealGold(account: string): Promise<number> {
    if (this.#gold?.account !== account) this.#gold = { account, job: new GoldJob({ host: this.session.host, coordinator: this.coordinator, account, nowMs: this.session.nowMs }) };
    const { job } = this.#gold;
    const sent = await job.pass(this.#live.index, this.times().headSeconds);
    if (job.trouble.size > 0 || this.#snapshot.goldTrouble.size > 0) this.#set({ goldTrouble: new Map(job.trouble) });
    return sent;
  }

  #engineFor(account: string): SyncEngine {
    if (this.#engine?.account === account) return this.#engine.engine;
    const { db, host, nowMs } = this.session;
    const engine = new SyncEngine({
      ...{ db, host, nowMs, account, net: this.net, chainId: this.network.chainId, coordinator: this.coordinator, times: this.times },
      confirmations: confirmationsFor(this.network),
      random: () => Math.random(),
      signGraceMs: SIGN_GRACE_MS,
      text: async (sha256) => this.#text(sha256),
      revealedLabels: async (batchId, seats) => this.#revealed(batchId, seats),
      assertedBatch: (batchId) => assertedBatchIn(this.#live.index, batchIdSchema.parse(batchId)),
      payOf: (seatId) => this.#payOf(seatId),
      tokenPrice: async (token) => this.#tokenPrice(token),
      history: (batchId) => this.#live.index.batches.get(batchIdSchema.parse(batchId))?.history ?? [],
    });
    this.#engine = { account, engine };
    return engine;
  }

  #payOf(seatId: string): bigint {
    const { seats, batches, projects } = this.#live.index;
    const seat = seats.get(seatIdSchema.parse(seatId));
    const [batch, project] = [seat && batches.get(seat.batchId), seat && projects.get(seat.projectId)];
    return seat === undefined || batch === undefined || project === undefined ? 0n : seatPay(project, batch, seat).total;
  }

  async #tokenPrice(token: string): Promise<{ units: bigint; wei: bigint } | null> {
    const price = (await readSyncSettings(this.session.db)).prices[`${this.net}/${token.toLowerCase()}`];
    return price === undefined ? null : { units: 10n ** BigInt(price.decimals), wei: BigInt(price.weiPerToken) };
  }

  async #text(sha256: string): Promise<string> {
    const asset = await readAsset(this.session.db, this.assets, sha256, this.session.nowMs());
    if (!asset.ok) throw new Error(asset.error.message);
    return asset.blob.text();
  }

  #revealed(batchId: string, seats: number): string[] {
    const records = seatsInBatch(this.#live.index.seats, batchIdSchema.parse(batchId));
    return Array.from({ length: seats }, (_, place) => records.find((record) => record.index === place)?.reveal?.labels ?? '0x');
  }

  /** Beside everything else: labelling does not wait for it. */
  #prefetch(): void {
    // Labels come first where room is short.
    if (!this.assets.isKept || this.#isPrefetching || this.session.space.get().level === 'full') return;
    this.#isPrefetching = true;
    const { db, nowMs } = this.session;
    void listSeats(db, this.net)
      .then((seats) => prefetchAssets(db, this.assets, seats.filter((seat) => seat.signed === null), nowMs, (prefetch) => this.#set({ prefetch })))
      .then((prefetch) => this.#set({ prefetch }))
      .catch(() => undefined)
      .finally(() => (this.#isPrefetching = false));
  }

  #publishIndex(more: Partial<SyncSnapshot>): void {
    const { cursor, index } = this.#live;
    const head = cursor === null ? null : { number: cursor.headNumber, timestampSeconds: cursor.headTimestampSeconds, atMs: cursor.updatedAtMs };
    this.#set({ ...more, index, head });
  }

  #set(change: Partial<SyncSnapshot>): void {
    if (this.#isStopped) return;
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
