import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { CID } from 'multiformats/cid';
import * as Digest from 'multiformats/hashes/digest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostEventData } from '../../../../shared/host-api.ts';
import type { parseBytes32 } from '../../../../shared/labels/ids.ts';
import { manifestRoot, parseManifest } from '../../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../../shared/protocol/manifest.ts';
import { must } from '../../../../shared/result.ts';
import { publishPack } from '../export-pack.ts';
import { PackStore } from '../pack-store.ts';
import type { PacksService } from '../port.ts';
import { createPacksService } from '../service.ts';
import type { FetchTuning } from './fetches.ts';
import { isInside, outsideOnly } from './http-get.ts';
import { type PackServer, startPackServer } from './test-support/pack-server.ts';

type State = HostEventData<'packs.fetching'>;
const SIZES = [400_000, 30_000, 1, 90_000, 20_000, 250_000];
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const limits = { idleMs: 1_000, slowMs: 2_000, leastBytesPerSecond: 512 };

let dir = '';
let home = '';
let folder = '';
let server: PackServer;
let packs: PacksService;
let manifest: Manifest;
let root: ReturnType<typeof parseBytes32>;
let files: Buffer[];

const open = (tuning: FetchTuning = {}) => createPacksService({ homeDir: home, profileDir: home, nowMs: Date.now }, { limits, firstRetryMs: 50, ...tuning });
const assetOf = (index: number) => manifest.items[index]?.sha256 ?? '';
const kept = (index: number) => readFile(join(home, 'packs', 'assets', assetOf(index).slice(0, 2), assetOf(index)));

async function publish(): Promise<void> {
  files = SIZES.map((size) => randomBytes(size));
  const items = files.map((bytes, index) => ({ id: `i${index}`, name: `photo-${index}.jpg`, sha256: sha256(bytes), bytes: bytes.length, mediaType: 'image/jpeg', width: 10, height: 10 }));
  manifest = must(parseManifest({ version: 1, name: 'Harbour', kind: 'boxes', schema: { name: 'Harbour', kind: 'boxes', classes: [{ id: 1, name: 'Boat', colour: '#0077bb' }] }, items }));
  root = manifestRoot(manifest);
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  for (const bytes of files) await writeFile(join(folder, 'assets', sha256(bytes)), bytes);
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tessera-fetch-'));
  home = join(dir, 'home');
  folder = join(dir, 'published');
  await publish();
  server = await startPackServer(dir);
  packs = open();
});
afterEach(async () => {
  await packs.close();
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

const fetchFrom = (uri: string) => packs.fetch({ root, source: { from: 'uri', uri } });
const web = () => `${server.url}/published/`;
const state = async (): Promise<State | undefined> => must(await packs.fetches({})).find((each) => each.root === root);
async function until(wanted: State['state'], timeoutMs = 15_000): Promise<State> {
  await expect.poll(async () => (await state())?.state, { timeout: timeoutMs, interval: 20 }).toBe(wanted);
  const now = await state();
  if (now === undefined) throw new Error('it is gone');
  return now;
}
async function isWhole(): Promise<void> {
  expect(must(await packs.list({})).map((pack) => pack.root)).toEqual([root]);
  for (const [index, bytes] of files.entries()) expect(sha256(await kept(index))).toBe(sha256(bytes));
  expect(await readdir(join(home, 'packs', 'fetch'))).toEqual([]);
}
const isAsset = (url: string | undefined, index: number) => url?.endsWith(assetOf(index)) === true;

describe('a pack over HTTP', { timeout: 30_000 }, () => {
  it('comes whole, tells how far it is, and is one of this disk’s only when every byte was held against its hash', async () => {
    const told: State[] = [];
    packs.onFetching((each) => told.push(each));
    must(await fetchFrom(web()));
    const done = await until('done');
    expect(done).toMatchObject({ name: 'Harbour', doneItems: 6, totalItems: 6, doneBytes: SIZES.reduce((a, b) => a + b), totalBytes: SIZES.reduce((a, b) => a + b), error: null });
    expect(told.map(({ doneItems }) => doneItems)).toEqual([...told.map(({ doneItems }) => doneItems)].sort((a, b) => a - b));
    await isWhole();
    // What is here is not asked for again.
    const before = server.asked.length;
    must(await fetchFrom(web()));
    await until('done');
    expect(server.asked).toHaveLength(before);
  });

  it('goes on in the middle of a file after the connection broke, with If-Range', async () => {
    let broken = 0;
    server.fault = (request, response, body) => {
      if (!isAsset(request.url, 0) || broken >= 2) return false;
      broken += 1;
      const from = Number(/=(\d+)/.exec(request.headers.range ?? '=0')?.[1]);
      const part = body.subarray(from, from + 100_000);
      response.writeHead(from === 0 ? 200 : 206, { etag: '"one"', 'content-length': String(body.length - from), ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }) });
      response.write(part, () => setTimeout(() => response.destroy(), 20));
      return true;
    };
    must(await fetchFrom(web()));
    await until('done');
    const asked = server.asked.filter(({ path }) => isAsset(path, 0));
    expect(asked.map(({ ifRange }) => ifRange)).toEqual([null, '"one"', '"one"']);
    // What was on the wire when it broke is lost; what came before is not.
    const starts = asked.map(({ range }) => Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')?.[1]));
    expect(starts[1]).toBeGreaterThan(50_000);
    expect(starts[2]).toBeGreaterThan((starts[1] ?? 0) + 50_000);
    await isWhole();
  });

  it('begins a file anew where the server ignores Range, where it has changed, and where the part is longer than it', async () => {
    await mkdir(join(home, 'packs', 'fetch', root, 'assets'), { recursive: true });
    const part = (index: number) => join(home, 'packs', 'fetch', root, 'assets', assetOf(index));
    await writeFile(part(0), Buffer.alloc(1000, 7));
    await writeFile(`${part(0)}.etag`, '"another"');
    await writeFile(part(1), Buffer.alloc(50_000, 7));
    await writeFile(part(3), files[3]!.subarray(0, 5_000));
    server.fault = (request, response, body) => {
      if (!isAsset(request.url, 3)) return false;
      response.writeHead(200, { 'content-length': String(body.length) }).end(body);
      return true;
    };
    must(await fetchFrom(web()));
    await until('done');
    await isWhole();
  });

  it('finds two halves of different files by the hash, and gets the file once more', async () => {
    await mkdir(join(home, 'packs', 'fetch', root, 'assets'), { recursive: true });
    await writeFile(join(home, 'packs', 'fetch', root, 'assets', assetOf(0)), Buffer.alloc(150_000, 7));
    server.etag = null;
    must(await fetchFrom(web()));
    await until('done');
    expect(server.asked.filter(({ path }) => isAsset(path, 0)).map(({ range }) => range)).toEqual(['bytes=150000-', null]);
    await isWhole();
  });

  it('waits as long as a server with 503 asks for, then goes on by itself', async () => {
    let refused = 0;
    server.fault = (request, response) => {
      if (!isAsset(request.url, 4) || refused > 0) return false;
      refused += 1;
      response.writeHead(503, { 'retry-after': '1' }).end();
      return true;
    };
    const startMs = Date.now();
    must(await fetchFrom(web()));
    const waiting = await until('waiting');
    expect(waiting).toMatchObject({ error: { code: 'SOURCE_REFUSES', message: expect.stringContaining('photo-4.jpg') as string } });
    expect(waiting.retryAtMs! - startMs).toBeGreaterThan(900);
    await until('done');
    expect(Date.now() - startMs).toBeGreaterThan(900);
    await isWhole();
  });

  it('refuses a file of which one byte was flipped, names the item, and keeps none of it', async () => {
    server.fault = (request, response, body) => {
      if (!isAsset(request.url, 3)) return false;
      const altered = Buffer.from(body);
      altered[45_000] = (altered[45_000] ?? 0) ^ 1;
      response.writeHead(200, { 'content-length': String(altered.length) }).end(altered);
      return true;
    };
    must(await fetchFrom(web()));
    const stopped = await until('stopped');
    expect(stopped.error).toMatchObject({ code: 'PACK_ALTERED', message: expect.stringContaining('photo-3.jpg') as string });
    expect(must(await packs.list({}))).toEqual([]);
    expect(await packs.asset(assetOf(3))).toMatchObject({ ok: false });
    // Elsewhere it is whole: only what is missing is asked for.
    server.fault = null;
    server.asked.length = 0;
    must(await packs.resume({ root }));
    await until('done');
    expect(server.asked.length).toBeLessThan(6);
    await isWhole();
  });

  it('refuses another manifest than the chain names', async () => {
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, name: 'Ships' }));
    must(await fetchFrom(web()));
    expect((await until('stopped')).error).toMatchObject({ code: 'PACK_ALTERED', message: expect.stringContaining('manifest.json') as string });
    for (const text of ['<html>', '{}', '']) {
      await writeFile(join(folder, 'manifest.json'), text);
      must(await packs.resume({ root }));
      expect((await until('stopped')).error?.code).toBe('PACK_ALTERED');
    }
  });

  it('breaks off what is larger than it should be, announced or not', async () => {
    for (const isAnnounced of [true, false]) {
      server.fault = (request, response, body) => {
        if (!isAsset(request.url, 2)) return false;
        if (isAnnounced) response.writeHead(200, { 'content-length': String(body.length + 1_000_000) });
        response.write(Buffer.alloc(65_536));
        setTimeout(() => response.destroy(), 500);
        return true;
      };
      must(await fetchFrom(web()));
      expect((await until('stopped')).error).toMatchObject({ code: 'SOURCE_TOO_LARGE', message: expect.stringContaining('photo-2.jpg') as string });
    }
  });

  it('leaves a server that is silent or drips', async () => {
    for (const isDripping of [false, true]) {
      server.fault = (request, response, body) => {
        if (!isAsset(request.url, 0)) return false;
        response.writeHead(200, { 'content-length': String(body.length) });
        if (isDripping) {
          const timer = setInterval(() => response.write(body.subarray(0, 1)), 100);
          response.on('close', () => clearInterval(timer));
        } else response.flushHeaders();
        return true;
      };
      must(await packs.cancel({ root }));
      must(await fetchFrom(web()));
      expect((await until('waiting')).error?.code).toBe(isDripping ? 'SOURCE_TOO_SLOW' : 'SOURCE_SILENT');
    }
  });

  it('follows five redirects, and none into files, without end', async () => {
    const redirect = (to: string) => {
      server.fault = (request, response) => {
        if (request.url?.startsWith('/moved/') !== true) return false;
        response.writeHead(302, { location: to.replace('*', request.url.slice('/moved/'.length)) }).end();
        return true;
      };
    };
    redirect('/published/*');
    must(await fetchFrom(`${server.url}/moved/`));
    await until('done');
    await isWhole();
    must(await packs.remove({ root }));
    for (const [to, code] of [['file:///etc/passwd', 'BAD_REDIRECT'], ['/moved/*', 'TOO_MANY_REDIRECTS'], ['http://', 'BAD_REDIRECT']] as const) {
      redirect(to);
      must(await packs.cancel({ root }));
      must(await fetchFrom(`${server.url}/moved/`));
      expect((await until('stopped')).error?.code).toBe(code);
    }
  });

  it('is not looked into where its manifest would fill the memory', async () => {
    await writeFile(join(folder, 'manifest.json'), `{"items":[0${',0'.repeat(32_000_001)}]}`);
    must(await packs.fetch({ root, source: { from: 'path', path: folder } }));
    expect((await until('stopped', 30_000)).error).toMatchObject({ code: 'SOURCE_TOO_LARGE' });
  });

  it('is led out into the net and never back into this machine, by no name', async () => {
    for (const name of ['localhost', 'localhost.', 'x.localhost', '127.0.0.1', '[::1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '10.1.2.3', '169.254.169.254', '192.168.0.1', '[fd00::1]', '[fec0::1]', '239.1.1.1', '255.255.255.255', 'router.local.']) expect([name, isInside(name)]).toEqual([name, true]);
    for (const name of ['example.org', 'localhost.example', '8.8.8.8', '[2001:4860::1]', '172.32.0.1']) expect([name, isInside(name)]).toEqual([name, false]);
    // A name that is looked up, and stands for this machine.
    const error = await new Promise((resolve) => outsideOnly('localhost', { all: true }, resolve));
    expect(error).toMatchObject({ code: 'BAD_REDIRECT' });
  });

  it('pauses, and goes on after a restart from where it was', async () => {
    server.fault = (request, response, body) => {
      if (!isAsset(request.url, 0)) return false;
      const from = Number(/=(\d+)/.exec(request.headers.range ?? '=0')?.[1]);
      response.writeHead(from === 0 ? 200 : 206, { etag: '"one"', 'content-length': String(body.length - from), 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` });
      response.write(body.subarray(from, from + 200_000));
      return true;
    };
    must(await fetchFrom(web()));
    await expect.poll(async () => (await state())?.doneItems, { timeout: 15_000 }).toBe(5);
    expect(must(await packs.pause({ root }))).toMatchObject({ state: 'paused' });
    await packs.close();
    packs = open();
    expect(await until('paused')).toMatchObject({ root });
    server.fault = null;
    server.asked.length = 0;
    must(await packs.resume({ root }));
    await until('done');
    expect(server.asked.map(({ path, range }) => [isAsset(path, 0), Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1]) > 100_000])).toEqual([[true, true]]);
    await isWhole();
  });

  it('goes on by itself after a host that was ended in the middle', async () => {
    server.fault = (request, response) => {
      if (!isAsset(request.url, 5)) return false;
      response.writeHead(200).flushHeaders();
      return true;
    };
    must(await fetchFrom(web()));
    await expect.poll(async () => (await state())?.doneItems, { timeout: 15_000 }).toBe(5);
    await packs.close();
    server.fault = null;
    packs = open();
    await until('done');
    await isWhole();
  });

  it('keeps to the budget and to the disk, in words, and takes nothing off unasked', async () => {
    must(await fetchFrom(web()));
    await until('done');
    const first = root;
    folder = join(dir, 'published');
    await rm(folder, { recursive: true });
    await publish();
    must(await packs.setLimits({ budgetBytes: 1_000_000 }));
    must(await fetchFrom(web()));
    const stopped = await until('stopped');
    expect(stopped.error).toMatchObject({ code: 'PACK_BUDGET', message: expect.stringMatching(/needs 0\.8 MB more; packs take 0\.8 MB of the 1\.0 MB/) as string });
    expect(must(await packs.list({})).map((pack) => pack.root)).toEqual([first]);
    expect(must(await packs.remove({ root: first }))).toEqual({ freedBytes: SIZES.reduce((a, b) => a + b) });
    must(await packs.resume({ root }));
    await until('done');
    expect(must(await packs.usage({}))).toMatchObject({ budgetBytes: 1_000_000, usedBytes: SIZES.reduce((a, b) => a + b) });
    await packs.close();
    must(await (packs = open({ freeBytes: async () => 1000 })).remove({ root }));
    must(await fetchFrom(web()));
    expect((await until('stopped')).error?.code).toBe('DISK_FULL');
  });

  it('assets that two packs share stay while one of them does', async () => {
    must(await fetchFrom(web()));
    await until('done');
    const other = must(parseManifest({ ...manifest, name: 'Half', items: manifest.items.slice(0, 3) }));
    await writeFile(join(home, 'packs', 'manifests', `${manifestRoot(other)}.json`), JSON.stringify(other));
    expect(must(await packs.remove({ root }))).toEqual({ freedBytes: SIZES.slice(3).reduce((a, b) => a + b) });
    expect(must(await packs.asset(assetOf(0))).bytes).toBe(SIZES[0]);
    expect(await packs.asset(assetOf(3))).toMatchObject({ ok: false });
  });
});

describe('a pack in a zip file, through a gateway, on a stick', { timeout: 30_000 }, () => {
  const zipped = (more: Record<string, Uint8Array> = {}) => zipSync({ 'harbour/manifest.json': Buffer.from(JSON.stringify(manifest)), ...Object.fromEntries(files.map((bytes) => [`harbour/assets/${sha256(bytes)}`, bytes])), ...more }, { level: 6 });
  const fromPath = (path: string) => packs.fetch({ root, source: { from: 'path', path } });

  it('comes as a zip file over HTTP, going on after a break', async () => {
    await writeFile(join(dir, 'pack.zip'), zipped());
    let broken = 0;
    server.fault = (_, response, body) => {
      if ((broken += 1) > 1) return false;
      response.writeHead(200, { etag: '"one"', 'content-length': String(body.length) });
      response.write(body.subarray(0, 300_000), () => setTimeout(() => response.destroy(), 20));
      return true;
    };
    must(await fetchFrom(`${server.url}/pack.zip`));
    await until('done');
    const [first, second] = server.asked.map(({ range }) => range);
    expect([first, server.asked.length]).toEqual([null, 2]);
    expect(Number(/^bytes=(\d+)-$/.exec(second ?? '')?.[1])).toBeGreaterThan(100_000);
    await isWhole();
  });

  it('that is published as a file to be opened tells its own root, and comes whole elsewhere', async () => {
    must(await fetchFrom(web()));
    await until('done');
    const path = join(dir, 'harbour.tpack');
    must(await publishPack(new PackStore(join(home, 'packs')), root, path, () => undefined));
    await packs.close();
    home = join(dir, 'elsewhere');
    packs = open();
    expect(must(await packs.openFile({ path })).root).toBe(root);
    await until('done');
    await isWhole();
    await writeFile(path, zipSync({ 'manifest.json': Buffer.from('{"version":1}') }));
    expect(await packs.openFile({ path })).toMatchObject({ ok: false, error: { code: 'NOT_A_PACK' } });
    expect(await packs.openFile({ path: join(dir, 'gone.tpack') })).toMatchObject({ ok: false, error: { code: 'NOT_A_PACK' } });
  });

  it('takes from a zip file what the manifest names and no path of it; bombs and lies about sizes are refused', async () => {
    const path = join(dir, 'pack.zip');
    await writeFile(path, zipped({ '../../evil': Buffer.from('x'), 'harbour/assets/../../evil2': Buffer.from('x') }));
    must(await fromPath(path));
    expect((await until('stopped')).error?.code).toBe('SOURCE_BROKEN');
    await writeFile(path, zipped({ 'harbour/other.txt': Buffer.from('x') }));
    must(await packs.resume({ root }));
    await until('done');
    await isWhole();
    expect((await readdir(dir)).sort()).toEqual(['home', 'pack.zip', 'published']);
    must(await packs.remove({ root }));
    await writeFile(path, zipped({ [`harbour/assets/${assetOf(2)}`]: new Uint8Array(5_000_000) }));
    must(await fromPath(path));
    expect((await until('stopped')).error).toMatchObject({ code: 'SOURCE_TOO_LARGE', message: expect.stringContaining('photo-2.jpg') as string });
    // The archive says that the bomb has one byte.
    const bomb = Buffer.from(zipSync({ 'manifest.json': Buffer.from(JSON.stringify(manifest)), ...Object.fromEntries(files.map((bytes) => [`assets/${sha256(bytes)}`, bytes])), [`assets/${assetOf(2)}`]: new Uint8Array(5_000_000) }));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(5_000_000);
    for (let at = bomb.indexOf(size); at >= 0; at = bomb.indexOf(size, at + 4)) bomb.writeUInt32LE(1, at);
    await writeFile(path, bomb);
    must(await packs.resume({ root }));
    expect((await until('stopped')).error?.code).toMatch(/SOURCE_TOO_LARGE|SOURCE_BROKEN/);
    await writeFile(path, 'no zip at all');
    must(await packs.resume({ root }));
    expect((await until('stopped')).error?.code).toBe('SOURCE_BROKEN');
  });

  it('a zip file of which a byte was flipped is refused, the item named, and brought anew the next time', async () => {
    const good = Buffer.from(zipSync({ 'manifest.json': Buffer.from(JSON.stringify(manifest)), ...Object.fromEntries(files.map((bytes) => [`assets/${sha256(bytes)}`, bytes])) }, { level: 0 }));
    const bad = Buffer.from(good);
    const at = bad.indexOf(files[3]!.subarray(0, 64)) + 100;
    bad[at] = (bad[at] ?? 0) ^ 1;
    await writeFile(join(dir, 'pack.zip'), bad);
    must(await fetchFrom(`${server.url}/pack.zip`));
    expect((await until('stopped')).error).toMatchObject({ message: expect.stringContaining('photo-3.jpg') as string });
    // Nobody has brought the wrong one again meanwhile.
    expect(server.asked.filter(({ path }) => path === '/pack.zip')).toHaveLength(1);
    await writeFile(join(dir, 'pack.zip'), good);
    must(await packs.resume({ root }));
    await until('done');
    await isWhole();
    // Four ask for their files at once, and one download answers them all.
    expect(server.asked.filter(({ path }) => path === '/pack.zip')).toHaveLength(2);
  });

  it('comes through an IPFS gateway by CID; a gateway that gives other bytes is found out', async () => {
    must(await packs.setLimits({ ipfsGateway: server.url }));
    const folderCid = CID.createV1(0x70, Digest.create(0x12, randomBytes(32))).toString();
    await mkdir(join(dir, 'ipfs'));
    await rename(folder, join(dir, 'ipfs', folderCid));
    must(await fetchFrom(`ipfs://${folderCid}`));
    expect(await until('done')).toMatchObject({ from: `ipfs://${folderCid}` });
    await isWhole();
    must(await packs.remove({ root }));
    // One raw block, a zip: the CID is the hash of the file.
    const zip = zipped();
    const fileCid = CID.createV1(0x55, Digest.create(0x12, Buffer.from(sha256(zip), 'hex'))).toString();
    await writeFile(join(dir, 'ipfs', fileCid), zipSync({ 'manifest.json': Buffer.from(JSON.stringify(manifest)) }));
    must(await packs.cancel({ root }));
    must(await fetchFrom(`ipfs://${fileCid}`));
    expect((await until('stopped')).error).toMatchObject({ code: 'PACK_ALTERED', message: expect.stringContaining(fileCid) as string });
    await writeFile(join(dir, 'ipfs', fileCid), zip);
    must(await packs.resume({ root }));
    await until('done');
    await isWhole();
    for (const uri of ['ipfs://nonsense', `ipfs://${folderCid}/../secret`, 'ftp://x/y', 'https://me:pw@x/', 'no address']) expect(await fetchFrom(uri)).toMatchObject({ ok: false, error: { code: 'BAD_PACK_URI' } });
    expect(await packs.setLimits({ ipfsGateway: 'javascript:alert(1)' })).toMatchObject({ ok: false, error: { code: 'BAD_GATEWAY' } });
  });

  it('comes from files that a window has chosen: a folder, or a zip file alone', async () => {
    const stage = async (stagingId: string, relativePath: string, bytes: Uint8Array) => must(await packs.stage({ stagingId, relativePath, offset: 0, chunk: Uint8Array.from(bytes), isLast: true }));
    await stage('chosen-zip-1', 'pack.zip', zipped());
    must(await packs.fetch({ root, source: { from: 'staging', stagingId: 'chosen-zip-1' } }));
    await until('done');
    await isWhole();
    must(await packs.remove({ root }));
    await stage('chosen-dir-1', 'manifest.json', Buffer.from(JSON.stringify(manifest)));
    for (const bytes of files) await stage('chosen-dir-1', `assets/${sha256(bytes)}`, bytes);
    must(await packs.fetch({ root, source: { from: 'staging', stagingId: 'chosen-dir-1' } }));
    await until('done');
    await isWhole();
    expect(await readdir(join(home, 'packs', 'staging'))).toEqual([]);
    expect(await packs.fetch({ root, source: { from: 'staging', stagingId: 'chosen-dir-1' } })).toMatchObject({ ok: false, error: { code: 'STAGING_EMPTY' } });
  });

  it('comes from a folder of a stick; pulled out in the middle it waits for a person and goes on', async () => {
    const stick = join(dir, 'stick');
    await cp(folder, stick, { recursive: true });
    await rm(join(stick, 'assets', assetOf(4)));
    await symlink('/etc/hostname', join(stick, 'assets', assetOf(4)));
    must(await fromPath(stick));
    expect((await until('stopped')).error).toMatchObject({ message: expect.stringContaining('photo-4.jpg') as string });
    await rename(stick, `${stick}-pulled-out`);
    must(await packs.resume({ root }));
    expect((await until('stopped')).error).toMatchObject({ code: 'SOURCE_GONE', fix: expect.stringContaining('Plug') as string });
    await rename(`${stick}-pulled-out`, stick);
    await rm(join(stick, 'assets', assetOf(4)));
    await writeFile(join(stick, 'assets', assetOf(4)), files[4]!.subarray(0, 10));
    must(await packs.resume({ root }));
    expect((await until('stopped')).error).toMatchObject({ code: 'PACK_ALTERED', message: expect.stringContaining('photo-4.jpg') as string });
    await writeFile(join(stick, 'assets', assetOf(4)), files[4]!);
    must(await packs.resume({ root }));
    await until('done');
    await isWhole();
    expect(await fromPath('relative/path')).toMatchObject({ ok: false, error: { code: 'BAD_PATH' } });
  });
});
