import type { HostClient } from '../../shared/host-api.ts';

const MIB = 1024 * 1024;
/** Below it the person is told. */
export const LOW_BYTES = 512 * MIB;
/** Below it nothing new is taken on: what is under way still fits. The host's journal stops at 32 MiB. */
export const FULL_BYTES = 96 * MIB;
/** So much more than the bound must be free before writing begins again, or it would flicker. */
const MARGIN_BYTES = 32 * MIB;
/**
 * Below it no write is begun at all: a write that the disk refuses in its middle makes Chromium delete the whole
 * database (seen with Chromium 140 and later; the same as Electron's issue 41877).
 */
const REFUSE_BYTES = 40 * MIB;

const EVERY_MS = 5_000;
/** Where room is short it can be gone in a moment. */
const EVERY_MS_WHEN_SHORT = 500;
/** Work asks sooner, but not with every stroke. */
const SOON_MS = 250;

export type SpaceLevel = 'enough' | 'low' | 'full';

export interface Space {
  level: SpaceLevel;
  /** On the disk of the profile; null where the host has not said. */
  diskBytes: number | null;
  /** That the browser lets this window's storage grow by; null where it does not say. */
  quotaBytes: number | null;
  usedBytes: number | null;
  /** The browser refused a write for want of room, and has not taken one since. */
  isRefused: boolean;
}

export interface SpaceParts {
  host: HostClient;
  estimate: () => Promise<{ quota?: number | undefined; usage?: number | undefined }>;
  /** A write as large as an edit may be, taken back at once: throws where there is no room. */
  probe: () => Promise<void>;
}

/** The smaller of the two spaces decides. @param before the level so far: leaving it takes a margin */
export function spaceLevel(before: SpaceLevel, { diskBytes, quotaBytes, isRefused }: Pick<Space, 'diskBytes' | 'quotaBytes' | 'isRefused'>): SpaceLevel {
  if (isRefused) return 'full';
  const bytes = Math.min(diskBytes ?? Infinity, quotaBytes ?? Infinity);
  if (bytes < FULL_BYTES + (before === 'full' ? MARGIN_BYTES : 0)) return 'full';
  return bytes < LOW_BYTES + (before === 'enough' ? 0 : MARGIN_BYTES) ? 'low' : 'enough';
}

/** Watches the room that is left, on the profile's disk and in the browser's quota. */
export class SpaceWatch {
  #space: Space = { level: 'enough', diskBytes: null, quotaBytes: null, usedBytes: null, isRefused: false };
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isStopped = true;
  #checking: Promise<Space> | null = null;
  #checkedAtMs = -Infinity;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly parts: SpaceParts,
    private readonly nowMs: () => number,
  ) {}

  get = (): Space => this.#space;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    this.#isStopped = false;
    void this.#watch();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #watch(): Promise<void> {
    const { level } = await this.check();
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#watch(), level === 'enough' ? EVERY_MS : EVERY_MS_WHEN_SHORT);
  }

  /** Before a write: whether it may be begun. Asks for newer numbers on the side. */
  mayWrite(): boolean {
    if (this.nowMs() - this.#checkedAtMs > SOON_MS) void this.check();
    const { diskBytes, quotaBytes } = this.#space;
    return Math.min(diskBytes ?? Infinity, quotaBytes ?? Infinity) >= REFUSE_BYTES;
  }

  /** A write failed: where it was for want of room, nothing new is taken on until a write goes through again. */
  noteFailure(error: unknown): void {
    if (isForRoom(error)) this.#set({ isRefused: true });
    void this.check();
  }

  async check(): Promise<Space> {
    this.#checking ??= this.#check().finally(() => (this.#checking = null));
    return this.#checking;
  }

  async #check(): Promise<Space> {
    this.#checkedAtMs = this.nowMs();
    const [disk, browser] = await Promise.all([
      this.parts.host.call('app.space', {}),
      this.parts.estimate().catch(() => ({ quota: undefined, usage: undefined })),
    ]);
    const usedBytes = browser.usage ?? null;
    const quotaBytes = browser.quota === undefined || usedBytes === null ? null : browser.quota - usedBytes;
    // A host that is away says nothing: what it said last may be long ago, but is better than nothing.
    const diskBytes = disk.ok ? disk.value.freeBytes : this.#space.diskBytes;
    const isRefused = this.#space.isRefused && !(await this.#goesThrough(diskBytes));
    this.#set({ diskBytes, quotaBytes, usedBytes, isRefused });
    return this.#space;
  }

  /** Tries a write, but not on a disk that is known to be full: it could cost the database. */
  async #goesThrough(diskBytes: number | null): Promise<boolean> {
    if (diskBytes !== null && diskBytes < FULL_BYTES) return false;
    return this.parts.probe().then(
      () => true,
      () => false,
    );
  }

  #set(change: Partial<Space>): void {
    const next = { ...this.#space, ...change };
    next.level = spaceLevel(this.#space.level, next);
    if (JSON.stringify(next) === JSON.stringify(this.#space)) return;
    this.#space = next;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a write failed because there is no room: browsers say it in several ways. */
export function isForRoom(error: unknown): boolean {
  return error instanceof Error && /quota|no_space|no space|disk.?full|encountered a? ?full/i.test(`${error.name} ${error.message}`);
}
