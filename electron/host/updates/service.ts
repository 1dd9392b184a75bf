import { join } from 'node:path';
import type { HostError, HostHandlers, Result } from '../../../shared/host-api.ts';
import type { UpdateStatus } from '../../../shared/updates/update-status.ts';
import { fail } from '../context.ts';
import { spaceOf } from '../disk-space.ts';
import { forgetPart } from '../packs/fetch/download.ts';
import { usualLimits } from '../packs/fetch/http-get.ts';
import type { HttpLimits } from '../packs/fetch/http-get.ts';
import { throttled } from '../packs/throttled.ts';
import type { SettingsFile } from '../settings.ts';
import { askFeed, askFile } from './ask-server.ts';
import type { Channel } from './channel.ts';
import type { UpdateTarget } from './feed.ts';
import { compareVersions } from './feed.ts';
import { isFile } from './file-hash.ts';
import { holdsOf } from './holds.ts';
import type { SaidWork } from './holds.ts';
import type { InstallOrder } from './install-order.ts';
import { Newest } from './newest.ts';
import type { Found } from './newest.ts';

/** So often the server is asked; looked at every `LOOK_MS` whether it is time. */
const EVERY_MS = 24 * 3_600_000;
const LOOK_MS = 30 * 60_000;
/** The start belongs to the person. */
const FIRST_LOOK_MS = 60_000;
/** Room that a download leaves on the disk. */
const SPARE_BYTES = 500_000_000;

/** How this Tessera was started, as far as updates go. */
export interface UpdateSetup {
  readonly channel: Channel;
  /** null: it runs from source. */
  readonly target: UpdateTarget | null;
  readonly limits?: HttpLimits;
  /** The app ends now, the order is carried out, and it comes up again. */
  readonly onRestart: () => void;
}

export interface UpdateServiceOptions {
  readonly profileDir: string;
  readonly version: string;
  readonly settings: SettingsFile;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  /** null in the browser shell: whoever runs it from source has its new versions there. */
  readonly setup: UpdateSetup | null;
  readonly approvals: () => number;
  readonly onChanged: (status: UpdateStatus) => void;
}

type Handlers = Pick<HostHandlers, 'updates.status' | 'updates.choose' | 'updates.check' | 'updates.download' | 'updates.stop' | 'updates.work' | 'updates.install'>;

export interface UpdateService {
  readonly handlers: Handlers;
  /** How many big calls run at the moment. */
  tasks(running: number): void;
  /** Asks the server if it is time to. */
  look(): Promise<void>;
  /** What is to be put in place when the app ends now; null where nothing is, or something is under way. */
  order(): Promise<InstallOrder | null>;
  close(): Promise<void>;
}

/** Finds, fetches and holds a new version, and never lets one in while work is under way. */
export async function createUpdateService(options: UpdateServiceOptions): Promise<UpdateService> {
  const service = new Updates(options);
  await service.start();
  return service;
}

class Updates implements UpdateService {
  readonly #newest: Newest | null;
  #activity: UpdateStatus['activity'] = 'idle';
  #error: HostError | null = null;
  #found: Found | null = null;
  #doneBytes = 0;
  #isReady = false;
  #said: SaidWork | null = null;
  #tasks = 0;
  #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  #timers: NodeJS.Timeout[] = [];

  constructor(private readonly options: UpdateServiceOptions) {
    const { setup, profileDir, version, settings } = options;
    this.#newest = setup?.target == null || this.#absent() !== null ? null : new Newest({ dir: join(profileDir, 'updates'), version, target: setup.target, keys: setup.channel.keys, settings });
  }

  async start(): Promise<void> {
    if (this.#newest === null) return;
    this.#found = await this.#newest.remembered();
    // Hashing what is there takes a second for a big file: not before the window.
    const look = (): void => void this.look().catch((error: unknown) => this.options.log(`updates: ${error instanceof Error ? error.name : 'failed'}`));
    this.#timers = [setTimeout(look, FIRST_LOOK_MS), setInterval(look, LOOK_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  readonly handlers: Handlers = {
    'updates.status': async () => {
      await this.#recognise();
      return { ok: true, value: this.#status() };
    },
    'updates.choose': async ({ choice }) => {
      const { settings } = this.options;
      await settings.update({ updates: { ...settings.get().updates, choice } });
      if (choice === 'off') this.#stop.abort();
      // Whoever has just turned it on wants to know, and hears it by the event.
      else if (this.#newest !== null) this.look(true).catch(() => undefined);
      return { ok: true, value: this.#changed() };
    },
    'updates.check': async () => this.#exclusive(() => this.#check()),
    'updates.download': async () => this.#exclusive(() => this.#download()),
    'updates.stop': async () => {
      this.#stop.abort();
      await this.#running.catch(() => undefined);
      return { ok: true, value: this.#status() };
    },
    'updates.work': async (work) => {
      const before = String(this.#holds());
      this.#said = { work, atMs: this.options.nowMs() };
      if (String(this.#holds()) !== before) this.#changed();
      return { ok: true, value: {} };
    },
    'updates.install': async () => this.#install(),
  };

  tasks(running: number): void {
    this.#tasks = running;
    if (this.#found !== null) this.#changed();
  }

  async look(isNow = false): Promise<void> {
    const { settings, nowMs } = this.options;
    const { choice, checkedAtMs = 0 } = { choice: this.#choice(), ...settings.get().updates };
    if (this.#newest === null || choice === 'off' || this.#activity !== 'idle') return;
    await this.#recognise();
    const sinceMs = nowMs() - checkedAtMs;
    // A clock that was set back is no reason to ask no more.
    if (isNow || sinceMs >= EVERY_MS || sinceMs < 0) await this.#exclusive(() => this.#check());
    if (this.#choice() === 'download' && this.#found !== null && !this.#isReady) await this.#exclusive(() => this.#download());
  }

  async order(): Promise<InstallOrder | null> {
    const { setup } = this.options;
    const found = this.#found;
    if (setup?.target == null || found === null || !this.#isReady || this.#choice() === 'off' || this.#way() !== 'restart' || this.#holds().length > 0) return null;
    const { name: _, ...file } = found.file;
    if (!(await isFile(found.path, file))) return null;
    return { ...file, version: found.feed.version, path: found.path };
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#stop.abort();
    await this.#running.catch(() => undefined);
  }

  /** One thing at a time; asked for while another runs, that one's end is the answer. */
  async #exclusive(work: () => Promise<Result<unknown>>): Promise<Result<UpdateStatus>> {
    if (this.#newest === null) return fail('UPDATE_ABSENT', 'This Tessera does not look for updates', { fix: 'Get new versions where this one came from.' });
    if (this.#activity === 'idle') {
      this.#stop = new AbortController();
      this.#running = work().then(
        (done) => {
          this.#error = done.ok ? null : done.error;
        },
        (error: unknown) => {
          this.#error = { code: 'INTERNAL', message: 'The update failed unexpectedly' };
          throw error;
        },
      ).finally(() => {
        this.#activity = 'idle';
        this.#changed();
      });
    }
    await this.#running;
    return this.#error === null ? { ok: true, value: this.#status() } : { ok: false, error: this.#error };
  }

  async #check(): Promise<Result<unknown>> {
    const { setup, settings, nowMs } = this.options;
    if (setup === null || this.#newest === null) return fail('UPDATE_ABSENT', 'This Tessera does not look for updates');
    this.#begin('checking');
    const asked = await askFeed(setup.channel, setup.limits ?? usualLimits, this.#stop.signal);
    const taken = asked.ok ? await this.#newest.take(asked.value) : asked;
    // Whoever cannot be reached, or lies, is asked again soon.
    if (!taken.ok) return taken;
    await settings.update({ updates: { ...settings.get().updates, checkedAtMs: nowMs() } });
    if (taken.value?.file.sha512 !== this.#found?.file.sha512) {
      this.#isReady = false;
      this.#doneBytes = 0;
    }
    this.#found = taken.value;
    await this.#recognise();
    return taken;
  }

  async #download(): Promise<Result<unknown>> {
    const { setup, profileDir } = this.options;
    const found = this.#found;
    if (setup === null || found === null) return fail('UPDATE_NOT_READY', 'No newer version was found', { fix: 'Look for one first.' });
    if (this.#isReady) return { ok: true, value: null };
    const { freeBytes } = await spaceOf(profileDir);
    if (freeBytes < found.file.bytes + SPARE_BYTES) return fail('DISK_FULL', `The new version needs ${Math.ceil(found.file.bytes / 1e6)} MB, and the disk must keep some room for labels`, { fix: 'Free some space and try again.' });
    this.#begin('downloading');
    const tell = throttled(this.options.nowMs, 250, () => this.#changed());
    const asked = await askFile(setup.channel, {
      ...{ file: found.file, path: found.path, limits: setup.limits ?? usualLimits, signal: this.#stop.signal },
      onBytes: (count) => {
        this.#doneBytes += count;
        tell({ done: this.#doneBytes, total: found.file.bytes });
      },
    });
    this.#isReady = asked.ok;
    if (!asked.ok && asked.error.code !== 'UPDATE_STOPPED' && asked.error.code !== 'UPDATE_UNREACHABLE') this.#doneBytes = 0;
    return asked;
  }

  async #install(): Promise<Result<Record<string, never>>> {
    const { setup } = this.options;
    const found = this.#found;
    if (!this.#isReady || found === null || this.#way() !== 'restart') return fail('UPDATE_NOT_READY', 'No new version lies ready to be put in place', { fix: 'Fetch it first.' });
    const holds = this.#holds();
    if (holds.length > 0) return fail('UPDATE_HELD', `Not now: ${holds.join(', ')}`, { field: holds[0] ?? '', fix: 'It is put in place once nothing is under way.' });
    if (!(await isFile(found.path, found.file))) {
      await forgetPart(found.path);
      this.#isReady = false;
      this.#doneBytes = 0;
      this.#changed();
      return fail('UPDATE_DIFFERS', 'The file on this disk is no longer the one that was signed', { fix: 'Fetch it again.' });
    }
    setup?.onRestart();
    return { ok: true, value: {} };
  }

  #begin(activity: UpdateStatus['activity']): void {
    this.#activity = activity;
    this.#changed();
  }

  /** A file that an earlier run has brought, whole or in part. */
  async #recognise(): Promise<void> {
    if (this.#found === null || this.#isReady || this.#doneBytes > 0) return;
    const { file, path } = this.#found;
    this.#isReady = await isFile(path, file);
    if (this.#isReady) this.#doneBytes = file.bytes;
  }

  #absent(): UpdateStatus['absent'] {
    const { setup } = this.options;
    if (setup === null) return 'browser';
    if (setup.target === null) return 'source';
    return setup.channel.keys.length === 0 ? 'no-channel' : null;
  }

  #choice(): UpdateStatus['choice'] {
    return this.options.settings.get().updates?.choice ?? 'tell';
  }

  #way(): UpdateStatus['way'] {
    const target = this.options.setup?.target;
    return target === 'linux-x64-deb' ? 'deb' : target === 'mac-universal-dmg' ? 'dmg' : 'restart';
  }

  #holds(): UpdateStatus['holds'] {
    return holdsOf({ said: this.#said, approvals: this.options.approvals(), tasks: this.#tasks }, this.options.nowMs());
  }

  #status(): UpdateStatus {
    const found = this.#found;
    const { version, settings } = this.options;
    return {
      ...{ version, absent: this.#absent(), choice: this.#choice(), way: this.#way(), activity: this.#activity, error: this.#error, doneBytes: this.#doneBytes, isReady: this.#isReady },
      checkedAtMs: settings.get().updates?.checkedAtMs ?? null,
      found: found && {
        ...{ version: found.feed.version, publishedAtMs: found.feed.publishedAtMs, notesUrl: found.feed.notesUrl, bytes: found.file.bytes },
        isUrgent: compareVersions(version, found.feed.minimumVersion) < 0,
      },
      path: found !== null && this.#isReady ? found.path : null,
      holds: this.#holds(),
    };
  }

  #changed(): UpdateStatus {
    const status = this.#status();
    this.options.onChanged(status);
    return status;
  }
}
