import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { must } from '../../../shared/result.ts';
import type { UpdateStatus, UpdateWork } from '../../../shared/updates/update-status.ts';
import { signFeed } from '../../cli/release/sign-feed.ts';
import type { Fault } from '../packs/fetch/test-support/pack-server.ts';
import { openSettings } from '../settings.ts';
import { builtChannel } from './channel.ts';
import type { Channel } from './channel.ts';
import type { UpdateTarget } from './feed.ts';
import { createUpdateService } from './service.ts';
import type { UpdateService } from './service.ts';
import { openFeed } from './signature.ts';
import { startRelease, testKey } from './test-support/release.ts';
import type { TestRelease } from './test-support/release.ts';

const HOUR = 3_600_000;
const limits = { idleMs: 1_000, slowMs: 2_000, leastBytesPerSecond: 512 };
const quiet: UpdateWork = { waiting: 0, underWay: 0, edits: 0, deadlineInMs: null };

let release: TestRelease;
let profileDir = '';
let nowMs = 0;
let approvals = 0;
let restarts = 0;
let told: UpdateStatus[] = [];
const open: UpdateService[] = [];

async function start(more: { version?: string; channel?: Channel; target?: UpdateTarget | null } = {}): Promise<UpdateService> {
  const service = await createUpdateService({
    profileDir,
    version: more.version ?? '0.1.0',
    settings: await openSettings(profileDir, () => undefined),
    nowMs: () => nowMs,
    log: () => undefined,
    setup: { channel: more.channel ?? release.channel, target: more.target === undefined ? 'linux-x64-appimage' : more.target, limits, onRestart: () => (restarts += 1) },
    approvals: () => approvals,
    onChanged: (status) => told.push(status),
  });
  open.push(service);
  return service;
}

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'tessera-updates-'));
  release = await startRelease();
  nowMs = Date.now();
  approvals = restarts = 0;
  told = [];
});
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
  await release.close();
  await rm(profileDir, { recursive: true, force: true });
});

const check = async (service: UpdateService) => service.handlers['updates.check']({});
const fetchIt = async (service: UpdateService) => service.handlers['updates.download']({});
const status = async (service: UpdateService) => must(await service.handlers['updates.status']({}));
const kept = async () => (await readdir(join(profileDir, 'updates')).catch(() => [])).sort();
/** Found, fetched, checked, and the window says that nothing is under way. */
async function ready(version = '0.2.0'): Promise<UpdateService> {
  await release.publish({ version });
  const service = await start();
  must(await check(service));
  must(await fetchIt(service));
  must(await service.handlers['updates.work'](quiet));
  return service;
}

describe('a new version', () => {
  it('is found, fetched to the last byte, and put in place when the app ends', async () => {
    const { bytes, feed } = await release.publish({ version: '0.2.0' });
    const service = await start();
    expect(must(await check(service))).toMatchObject({ found: { version: '0.2.0', bytes: bytes.length, isUrgent: false, notesUrl: feed.notesUrl }, isReady: false, path: null });
    const fetched = must(await fetchIt(service));
    expect(fetched).toMatchObject({ isReady: true, doneBytes: bytes.length, activity: 'idle', error: null });
    expect(await readFile(fetched.path ?? '')).toEqual(bytes);
    expect(told.map(({ activity }) => activity)).toEqual(expect.arrayContaining(['checking', 'downloading', 'idle']));
    must(await service.handlers['updates.work'](quiet));
    expect(await service.order()).toEqual({ target: 'linux-x64-appimage', version: '0.2.0', path: fetched.path, bytes: bytes.length, sha512: feed.files[0]?.sha512 });
  });

  it('is none where the feed has this one or an older one, and says so of versions that are no longer safe', async () => {
    await release.publish({ version: '0.1.0' });
    expect(must(await check(await start()))).toMatchObject({ found: null, error: null });
    expect(must(await check(await start({ version: '0.10.0' })))).toMatchObject({ found: null, error: null });
    await release.publish({ version: '0.2.0', minimumVersion: '0.1.1' });
    expect(must(await check(await start()))).toMatchObject({ found: { isUrgent: true } });
  });

  it('is asked for without a word about who asks', async () => {
    const heard: IncomingHttpHeaders[] = [];
    release.server.fault = (request) => heard.push(request.headers) < 0;
    await ready();
    expect(heard).toHaveLength(2);
    for (const headers of heard) expect(Object.keys(headers).sort()).toEqual(['accept-encoding', 'connection', 'host']);
  });

  it('that broke off is gone on from, by a later run too', async () => {
    const { bytes } = await release.publish({ version: '0.2.0', bytes: randomBytes(900_000) });
    let cuts = 0;
    const cut: Fault = (request, response, body) => {
      if (!(request.url ?? '').includes('0.2.0') || cuts >= 3) return false;
      cuts += 1;
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const part = body.subarray(from, from + 200_000);
      response.writeHead(from === 0 ? 200 : 206, { 'content-length': String(body.length - from), etag: '"one"', ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }) });
      response.write(part, () => response.destroy());
      return true;
    };
    release.server.fault = cut;
    const first = await start();
    must(await check(first));
    expect(await fetchIt(first)).toMatchObject({ ok: false, error: { code: 'UPDATE_UNREACHABLE' } });
    expect(cuts).toBe(3);
    await first.close();
    // Another start: what was found is known again from the disk, under its signature.
    const second = await start();
    expect(await status(second)).toMatchObject({ found: { version: '0.2.0' }, isReady: false });
    const fetched = must(await fetchIt(second));
    expect(await readFile(fetched.path ?? '')).toEqual(bytes);
    // Of what was sent before a cut some may be lost on the way; none of it is asked for twice.
    const from = release.server.asked.slice(1).map(({ range }) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0));
    expect(from).toHaveLength(4);
    expect(from.every((at, index) => index === 0 || at > (from[index - 1] ?? 0))).toBe(true);
    await second.close();
    expect(await status(await start())).toMatchObject({ isReady: true, path: fetched.path });
  });

  it('replaces one that was fetched before, and takes that off the disk; an app that is as new keeps nothing', async () => {
    const service = await ready('0.2.0');
    await release.publish({ version: '0.3.0' });
    expect(must(await check(service))).toMatchObject({ found: { version: '0.3.0' }, isReady: false, doneBytes: 0 });
    expect(await kept()).toEqual(['feed.json']);
    must(await fetchIt(service));
    expect(await kept()).toEqual(['Tessera-0.3.0-linux-x64-appimage', 'Tessera-0.3.0-linux-x64-appimage.etag', 'feed.json']);
    await start({ version: '0.3.0' });
    expect(await kept()).toEqual([]);
  });
});

describe('a hostile update server', () => {
  it('that changes a byte of the file is found out: nothing of it stays, and nothing is put in place', async () => {
    const { bytes } = await release.publish({ version: '0.2.0' });
    release.server.fault = (request, response, body) => {
      if (!(request.url ?? '').includes('0.2.0')) return false;
      const changed = Buffer.from(body);
      changed.writeUInt8(changed.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
      response.writeHead(200, { 'content-length': String(changed.length) }).end(changed);
      return true;
    };
    const service = await start();
    must(await check(service));
    expect(await fetchIt(service)).toMatchObject({ ok: false, error: { code: 'UPDATE_DIFFERS' } });
    must(await service.handlers['updates.work'](quiet));
    expect(await service.order()).toBeNull();
    expect(await service.handlers['updates.install']({})).toMatchObject({ ok: false, error: { code: 'UPDATE_NOT_READY' } });
    expect(await kept()).toEqual(['feed.json']);
    release.server.fault = null;
    expect(await fetchIt(service)).toMatchObject({ ok: true, value: { isReady: true } });
  });

  it('that changes one character of the feed, or signs with a key of its own, is not believed', async () => {
    const { text, feed } = await release.publish({ version: '0.2.0' });
    const service = await start();
    const stranger = testKey('first');
    for (const forged of [text.replace('0.2.0', '0.9.0'), signFeed({ ...feed, version: '0.9.0' }, [stranger]), signFeed({ ...feed, version: '0.9.0' }, [testKey('second')]), JSON.stringify({ feed: JSON.stringify(feed), signatures: [{ key: 'first', signature: '' }] })]) {
      expect(forged).not.toBe(text);
      await release.serve(forged);
      expect(await check(service)).toMatchObject({ ok: false, error: { code: 'UPDATE_NOT_SIGNED' } });
    }
    expect(await status(service)).toMatchObject({ found: null, error: { code: 'UPDATE_NOT_SIGNED' } });
    expect(await kept()).toEqual([]);
  });

  it('that brings an older list back is refused, by its version and by its date, after a restart too', async () => {
    const old = await release.publish({ version: '0.2.0', publishedAtMs: nowMs - 40 * 24 * HOUR });
    const now = await release.publish({ version: '0.3.0', publishedAtMs: nowMs - 10 * 24 * HOUR });
    const service = await start();
    expect(must(await check(service))).toMatchObject({ found: { version: '0.3.0' } });
    await release.serve(old.text);
    expect(await check(service)).toMatchObject({ ok: false, error: { code: 'UPDATE_ROLLED_BACK' } });
    const again = await start();
    expect(await check(again)).toMatchObject({ ok: false, error: { code: 'UPDATE_ROLLED_BACK' } });
    // The same version with an older date: a list that was withdrawn.
    await release.serve(signFeed({ ...now.feed, publishedAtMs: now.feed.publishedAtMs - 1 }, [release.key]));
    expect(await check(again)).toMatchObject({ ok: false, error: { code: 'UPDATE_ROLLED_BACK' } });
    expect(await status(again)).toMatchObject({ found: { version: '0.3.0' } });
    await release.serve(now.text);
    expect(await check(again)).toMatchObject({ ok: true });
  });

  it.each([
    ['the feed', 'feed.json', 'UPDATE_TOO_LARGE'],
    ['the file', '0.2.0', 'UPDATE_TOO_LARGE'],
  ])('that never stops sending %s is left', async (_, path, code) => {
    await release.publish({ version: '0.2.0' });
    const service = await start();
    if (path !== 'feed.json') must(await check(service));
    let sent = 0;
    release.server.fault = (request, response) => {
      if (!(request.url ?? '').includes(path)) return false;
      response.writeHead(200);
      const more = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(randomBytes(65_536), () => setImmediate(more));
      };
      more();
      return true;
    };
    expect(await (path === 'feed.json' ? check(service) : fetchIt(service))).toMatchObject({ ok: false, error: { code } });
    expect(sent).toBeLessThan(30_000_000);
    expect((await kept()).filter((name) => name.includes('0.2.0'))).toEqual([]);
  });

  it('that leads to another host is not followed there; one that the channel names is', async () => {
    const { bytes, text } = await release.publish({ version: '0.2.0' });
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end((request.url ?? '').includes('feed') ? text : bytes);
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const address = elsewhere.address();
    const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    try {
      release.server.fault = (request, response) => {
        response.writeHead(302, { location: `http://${host}${request.url ?? ''}` }).end();
        return true;
      };
      const service = await start();
      expect(await check(service)).toMatchObject({ ok: false, error: { code: 'UPDATE_ELSEWHERE' } });
      release.server.fault = null;
      must(await check(service));
      release.server.fault = (request, response) => {
        response.writeHead(302, { location: `http://${host}${request.url ?? ''}` }).end();
        return true;
      };
      expect(await fetchIt(service)).toMatchObject({ ok: false, error: { code: 'UPDATE_ELSEWHERE' } });
      expect(asked).toEqual([]);
      const named = await start({ channel: { ...release.channel, leadsTo: [host] } });
      must(await check(named));
      expect(await fetchIt(named)).toMatchObject({ ok: true, value: { isReady: true } });
    } finally {
      elsewhere.closeAllConnections();
      elsewhere.close();
    }
  });

  it.each([
    ['nothing there', 404, '', 'UPDATE_MISSING'],
    ['a fault of its own', 500, '', 'UPDATE_UNREACHABLE'],
    ['a page', 200, '<!doctype html><title>Log in to the hotel</title>', 'UPDATE_FEED_BROKEN'],
    ['half a JSON', 200, '{"feed":"{', 'UPDATE_FEED_BROKEN'],
    ['another JSON', 200, '[1,null,{"__proto__":{"feed":1}}]', 'UPDATE_FEED_BROKEN'],
    ['nothing', 200, '', 'UPDATE_FEED_BROKEN'],
    ['bytes', 200, randomBytes(2_000), 'UPDATE_FEED_BROKEN'],
  ])('that answers with %s is an error in words, and the next answer counts', async (_, code, body, expected) => {
    const { text } = await release.publish({ version: '0.2.0' });
    release.server.fault = (__, response) => {
      response.writeHead(code).end(body);
      return true;
    };
    const service = await start();
    expect(await check(service)).toMatchObject({ ok: false, error: { code: expected } });
    release.server.fault = null;
    await release.serve(text);
    expect(must(await check(service))).toMatchObject({ error: null, found: { version: '0.2.0' } });
  });

  it('gets no further with a signed list that is wrong inside', async () => {
    const { feed } = await release.publish({ version: '0.2.0' });
    const [file] = feed.files;
    if (file === undefined) throw new Error('no file');
    const wrong: [string, object][] = [
      ['files.0.name', { files: [{ ...file, name: '../../settings.json' }] }],
      ['files.0.name', { files: [{ ...file, name: '.bashrc' }] }],
      ['files.0.bytes', { files: [{ ...file, bytes: 2 ** 40 }] }],
      ['files.0.sha512', { files: [{ ...file, sha512: 'abc' }] }],
      ['version', { version: '0.2.0-beta' }],
      ['notesUrl', { notesUrl: 'javascript:alert(1)' }],
      ['app', { app: 'another' }],
      ['format', { format: 2 }],
    ];
    for (const [field, change] of wrong) {
      const answer = openFeed(signFeed({ ...feed, ...change }, [release.key]), release.channel.keys);
      expect(answer).toMatchObject({ ok: false, error: { code: 'UPDATE_FEED_BROKEN', field: `feed.${field}` } });
    }
  });

  it('that cannot be reached is said, and asked again', async () => {
    const { text } = await release.publish({ version: '0.2.0' });
    const { port } = new URL(release.channel.feedUrl);
    await release.server.close();
    const service = await start();
    expect(await check(service)).toMatchObject({ ok: false, error: { code: 'UPDATE_UNREACHABLE' } });
    expect(await status(service)).toMatchObject({ checkedAtMs: null, error: { code: 'UPDATE_UNREACHABLE' } });
    const back = createServer((_, response) => response.end(text));
    await new Promise<void>((resolve) => back.listen(Number(port), '127.0.0.1', resolve));
    try {
      await service.look();
      expect(await status(service)).toMatchObject({ checkedAtMs: nowMs, error: null, found: { version: '0.2.0' } });
    } finally {
      back.closeAllConnections();
      back.close();
    }
  });
});

describe('keys', () => {
  it('take turns: a feed signed by the old and the new one is read by apps that know either', async () => {
    const [old, fresh] = [testKey('old'), testKey('fresh')];
    const { text } = await release.publish({ version: '0.2.0', keys: [old, fresh] });
    for (const known of [old, fresh]) expect(openFeed(text, [known.known])).toMatchObject({ ok: true, value: { version: '0.2.0' } });
    expect(openFeed(text, [testKey('old').known])).toMatchObject({ ok: false, error: { code: 'UPDATE_NOT_SIGNED' } });
  });

  it('are none in a build that nobody signs for: it says so and asks nobody', async () => {
    expect(builtChannel().feedUrl).toMatch(/^https:/);
    await release.publish({ version: '0.2.0' });
    for (const [more, absent] of [[{ channel: { ...release.channel, keys: [] } }, 'no-channel'], [{ target: null }, 'source']] satisfies [object, string][]) {
      const service = await start(more);
      expect(await status(service)).toMatchObject({ absent });
      expect(await check(service)).toMatchObject({ ok: false, error: { code: 'UPDATE_ABSENT' } });
      await service.look();
    }
    expect(release.server.asked).toEqual([]);
  });
});

describe('work under way', () => {
  const busy: [string, () => Promise<void> | void, string][] = [];
  let service: UpdateService;
  const say = async (work: Partial<UpdateWork>): Promise<void> => {
    must(await service.handlers['updates.work']({ ...quiet, ...work }));
  };
  busy.push(
    ['a transaction that is out', () => say({ underWay: 1 }), 'sending'],
    ['signed work that waits to be sent', () => say({ waiting: 2 }), 'waiting'],
    ['an edit that the journal does not have', () => say({ edits: 1 }), 'edits'],
    ['a deadline within hours', () => say({ deadlineInMs: 11 * HOUR }), 'deadline'],
    ['a request that waits for a yes', () => void (approvals = 1), 'approval'],
    ['an export that is being made', () => service.tasks(1), 'task'],
    ['a window that says nothing any more', () => void (nowMs += 6 * 60_000), 'unknown'],
  );

  it.each(busy)('keeps a new version out: %s', async (_, make, hold) => {
    service = await ready();
    await make();
    expect(await status(service)).toMatchObject({ isReady: true, holds: [hold] });
    expect(await service.handlers['updates.install']({})).toMatchObject({ ok: false, error: { code: 'UPDATE_HELD', field: hold } });
    expect(await service.order()).toBeNull();
    expect(restarts).toBe(0);
    // And no longer than that.
    approvals = 0;
    service.tasks(0);
    await say({ deadlineInMs: 13 * HOUR });
    expect(await status(service)).toMatchObject({ holds: [] });
    expect(await service.handlers['updates.install']({})).toEqual({ ok: true, value: {} });
    expect(restarts).toBe(1);
    expect(await service.order()).not.toBeNull();
  });

  it('is unknown until the window has spoken, and a deadline comes nearer by itself', async () => {
    await release.publish({ version: '0.2.0' });
    service = await start();
    must(await check(service));
    must(await fetchIt(service));
    expect(await status(service)).toMatchObject({ holds: ['unknown'] });
    await say({ deadlineInMs: 12 * HOUR + 60_000 });
    expect(await status(service)).toMatchObject({ holds: [] });
    nowMs += 2 * 60_000;
    expect(await status(service)).toMatchObject({ holds: ['deadline'] });
  });

  it('or not: a file that was changed on the disk since is not put in place', async () => {
    service = await ready();
    const { path } = await status(service);
    const bytes = await readFile(path ?? '');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    await writeFile(path ?? '', bytes);
    expect(await service.order()).toBeNull();
    expect(await service.handlers['updates.install']({})).toMatchObject({ ok: false, error: { code: 'UPDATE_DIFFERS' } });
    expect(restarts).toBe(0);
    expect(await fetchIt(service)).toMatchObject({ ok: true, value: { isReady: true } });
    expect(await service.order()).not.toBeNull();
  });
});

describe('what the person chose', () => {
  it('is to be told, at first: asked once a day, and nothing is fetched', async () => {
    await release.publish({ version: '0.2.0' });
    const service = await start();
    expect(await status(service)).toMatchObject({ choice: 'tell', absent: null });
    for (const passed of [0, HOUR, 22 * HOUR, HOUR, 0]) {
      nowMs += passed;
      await service.look();
    }
    expect(release.server.asked.map(({ path }) => path)).toEqual(['/stable/feed.json', '/stable/feed.json']);
  });

  it('is off: nothing is asked, and what lies ready stays there', async () => {
    const service = await ready();
    const asked = release.server.asked.length;
    must(await service.handlers['updates.choose']({ choice: 'off' }));
    nowMs += 48 * HOUR;
    await service.look();
    must(await service.handlers['updates.work'](quiet));
    expect(release.server.asked).toHaveLength(asked);
    expect(await service.order()).toBeNull();
    await service.close();
    expect(await status(await start())).toMatchObject({ choice: 'off' });
  });

  it('is to have it fetched: it is, without a press, and a stop is obeyed', async () => {
    await release.publish({ version: '0.2.0', bytes: randomBytes(600_000) });
    const service = await start();
    release.server.fault = (request, response, body) => {
      if (!(request.url ?? '').includes('0.2.0')) return false;
      response.writeHead(200, { 'content-length': String(body.length), etag: '"one"' });
      response.write(body.subarray(0, 100_000));
      return true;
    };
    must(await service.handlers['updates.choose']({ choice: 'download' }));
    await vi.waitFor(async () => expect(await status(service)).toMatchObject({ activity: 'downloading', doneBytes: 100_000 }));
    expect(must(await service.handlers['updates.stop']({}))).toMatchObject({ activity: 'idle', isReady: false });
    release.server.fault = null;
    await service.look();
    expect(await status(service)).toMatchObject({ isReady: true });
    expect(release.server.asked.at(-1)?.range).toBe('bytes=100000-');
  });

  it('is not needed for packages that only the person installs: they are fetched and checked, never put in place', async () => {
    await release.publish({ version: '0.2.0', target: 'linux-x64-deb' });
    const service = await start({ target: 'linux-x64-deb' });
    must(await check(service));
    const fetched = must(await fetchIt(service));
    must(await service.handlers['updates.work'](quiet));
    expect(fetched).toMatchObject({ way: 'deb', isReady: true });
    expect((await stat(fetched.path ?? '')).size).toBe(300_000);
    expect(await service.order()).toBeNull();
    expect(await service.handlers['updates.install']({})).toMatchObject({ ok: false, error: { code: 'UPDATE_NOT_READY' } });
    expect(await check(await start({ target: 'win-x64-nsis' }))).toMatchObject({ ok: false, error: { code: 'UPDATE_NO_FILE' } });
  });
});
