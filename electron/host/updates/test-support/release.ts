import { createPrivateKey, randomBytes } from 'node:crypto';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReleaseKey } from '../../../cli/release/keys.ts';
import type { SigningKey } from '../../../cli/release/keys.ts';
import { signFeed } from '../../../cli/release/sign-feed.ts';
import type { PackServer } from '../../packs/fetch/test-support/pack-server.ts';
import { startPackServer } from '../../packs/fetch/test-support/pack-server.ts';
import type { Channel, ReleaseKey } from '../channel.ts';
import type { Feed, UpdateTarget } from '../feed.ts';

export interface TestKey extends SigningKey {
  readonly known: ReleaseKey;
}

export function testKey(id: string): TestKey {
  const { privatePem, publicKey } = makeReleaseKey();
  return { id, key: createPrivateKey(privatePem), known: { id, publicKey } };
}

export interface Published {
  readonly version: string;
  readonly publishedAtMs?: number;
  readonly minimumVersion?: string;
  readonly keys?: readonly SigningKey[];
  readonly bytes?: Buffer;
  readonly target?: UpdateTarget;
}

/** A project that publishes: its key, its web server, and what lies on it. */
export interface TestRelease {
  readonly key: TestKey;
  readonly channel: Channel;
  readonly server: PackServer;
  /** Puts a version and its signed feed on the server; what the feed says and the file's bytes. */
  publish(what: Published): Promise<{ feed: Feed; text: string; bytes: Buffer }>;
  /** Puts any text in the feed's place. */
  serve(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function startRelease(): Promise<TestRelease> {
  const dir = await mkdtemp(join(tmpdir(), 'tessera-release-'));
  await mkdir(join(dir, 'stable'));
  const server = await startPackServer(dir);
  const key = testKey('first');
  const serve = (text: string): Promise<void> => writeFile(join(dir, 'stable', 'feed.json'), text);
  return {
    key,
    channel: { feedUrl: `${server.url}/stable/feed.json`, leadsTo: [], keys: [key.known] },
    server,
    serve,
    publish: async ({ version, publishedAtMs = Date.now(), minimumVersion = '0.0.0', keys = [key], bytes = randomBytes(300_000), target = 'linux-x64-appimage' }) => {
      const name = `Tessera-${version}-${target}`;
      await writeFile(join(dir, 'stable', name), bytes);
      const feed: Feed = {
        ...{ format: 1, app: 'io.tessera.desktop', version, minimumVersion, publishedAtMs, notesUrl: `https://tessera.invalid/notes/${version}` },
        files: [{ target, name, bytes: bytes.length, sha512: createHash('sha512').update(bytes).digest('hex') }],
      };
      const text = signFeed(feed, keys);
      await serve(text);
      return { feed, text, bytes };
    },
    close: async () => {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
