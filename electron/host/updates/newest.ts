import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import { fail } from '../context.ts';
import type { SettingsFile } from '../settings.ts';
import type { ReleaseKey } from './channel.ts';
import { compareVersions } from './feed.ts';
import type { Feed, FeedFile, UpdateTarget } from './feed.ts';
import { openFeed } from './signature.ts';

/** A version that is newer than this app, with the file for this machine. */
export interface Found {
  readonly feed: Feed;
  readonly file: FeedFile;
  /** Where the file is, or will be. */
  readonly path: string;
}

interface NewestOptions {
  /** `<profile>/updates`. */
  readonly dir: string;
  readonly version: string;
  readonly target: UpdateTarget;
  readonly keys: readonly ReleaseKey[];
  readonly settings: SettingsFile;
}

const FEED_NAME = 'feed.json';

/**
 * Takes a served feed in: the signature first, then that nothing older is put in the place of what was seen before, then
 * whether it has something for this machine. null: this is the newest version. What was taken in is kept, and read
 * again, under its signature, at the next start.
 */
export class Newest {
  constructor(private readonly options: NewestOptions) {}

  /** UPDATE_FEED_BROKEN, UPDATE_NOT_SIGNED, UPDATE_ROLLED_BACK, UPDATE_NO_FILE. */
  async take(text: string): Promise<Result<Found | null>> {
    const { dir, keys, settings } = this.options;
    const opened = openFeed(text, keys);
    if (!opened.ok) return opened;
    const feed = opened.value;
    const seen = settings.get().updates?.seen;
    if (seen !== undefined && (compareVersions(feed.version, seen.version) < 0 || feed.publishedAtMs < seen.publishedAtMs)) {
      return fail('UPDATE_ROLLED_BACK', `The update server offers ${feed.version} of ${day(feed.publishedAtMs)}; this machine has seen ${seen.version} of ${day(seen.publishedAtMs)}`, { field: 'version', fix: 'Nothing was changed. If this goes on, look at the project’s own page.' });
    }
    const { version, publishedAtMs } = feed;
    if (seen?.version !== version || seen.publishedAtMs !== publishedAtMs) await settings.update({ updates: { ...settings.get().updates, seen: { version, publishedAtMs } } });
    const found = this.#match(feed);
    if (found.ok && found.value !== null) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await writeFileAtomic(join(dir, FEED_NAME), text);
      await this.#clear(found.value.file.name);
    } else await this.#clear(null);
    return found;
  }

  /** What the last run found, if it still is something newer and still is signed. */
  async remembered(): Promise<Found | null> {
    const text = await readFile(join(this.options.dir, FEED_NAME), 'utf8').catch(() => null);
    if (text === null) return null;
    const opened = openFeed(text, this.options.keys);
    const found = opened.ok ? this.#match(opened.value) : null;
    if (found?.ok === true && found.value !== null) return found.value;
    await this.#clear(null);
    return null;
  }

  #match(feed: Feed): Result<Found | null> {
    const { version, target, dir } = this.options;
    if (compareVersions(feed.version, version) <= 0) return { ok: true, value: null };
    const file = feed.files.find((each) => each.target === target);
    if (file === undefined) return fail('UPDATE_NO_FILE', `${feed.version} has no file for this system (${target})`, { field: 'files', fix: 'Look at the release notes, or wait for the next version.' });
    return { ok: true, value: { feed, file, path: join(dir, file.name) } };
  }

  /** Takes off the disk what belongs to no file that is wanted. */
  async #clear(name: string | null): Promise<void> {
    const { dir } = this.options;
    const kept = new Set(name === null ? [] : [FEED_NAME, name, `${name}.etag`]);
    for (const each of await readdir(dir).catch(() => [])) if (!kept.has(each)) await rm(join(dir, each), { force: true });
  }
}

const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
