import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../shared/result.ts';
import type { PacksService } from './port.ts';
import { createPacksService } from './service.ts';
import { png } from './test-images.ts';

let home: string;
let data: string;
let nowMs: number;
let packs: PacksService;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tessera-resume-'));
  data = join(home, 'data');
  nowMs = Date.now();
  packs = open();
});

afterEach(async () => {
  await packs.close();
  await rm(home, { recursive: true, force: true });
});

const open = () => createPacksService({ homeDir: home, profileDir: home, nowMs: () => (nowMs += 1000) });
const schema = { name: 'Harbour', kind: 'boxes', classes: [{ id: 1, name: 'Boat', colour: '#0077bb' }] };
const make = (more: { apartFrom?: string[]; only?: string[] } = {}) =>
  packs.ingest({ source: { from: 'paths', paths: [data], ...(more.only === undefined ? {} : { only: more.only }) }, name: 'Harbour', schema, ...(more.apartFrom === undefined ? {} : { apartFrom: more.apartFrom }) });

async function put(name: string, content: Uint8Array): Promise<void> {
  const path = join(data, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function manyImages(count: number): Promise<void> {
  for (let at = 0; at < count; at++) await put(`${String(at).padStart(3, '0')}.png`, png(40, 10 + at));
}

/** Stops the ingest once some files have been looked at. */
async function stopInTheMiddle() {
  const off = packs.onProgress(({ job, done }) => {
    if (done > 4) void packs.stopIngest({ job });
  });
  const answer = await make();
  off();
  return answer;
}

const recordsOf = () => readdir(join(home, 'packs', 'ingests'));
const assetsOf = async () => (await readdir(join(home, 'packs', 'assets'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);

describe('an ingest that is stopped', () => {
  it('leaves no pack, and the next run makes the very pack', async () => {
    await manyImages(30);
    expect(await stopInTheMiddle()).toMatchObject({ ok: false, error: { code: 'INGEST_STOPPED' } });
    expect(must(await packs.list({}))).toEqual([]);
    const [record] = await recordsOf();
    const taken = (await readFile(join(home, 'packs', 'ingests', record ?? ''), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { path: string; sha256: string });
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length).toBeLessThan(30);
    await packs.close();
    packs = open();
    const { pack } = must(await make());
    expect(pack.itemCount).toBe(30);
    expect(await recordsOf()).toEqual([]);

    // The same as in one go, on another machine.
    const other = await mkdtemp(join(tmpdir(), 'tessera-resume-'));
    const there = createPacksService({ homeDir: other, profileDir: other, nowMs: () => nowMs });
    expect(must(await there.ingest({ source: { from: 'paths', paths: [data] }, name: 'Harbour', schema })).pack.root).toBe(pack.root);
    await there.close();
    await rm(other, { recursive: true, force: true });
  });

  it('takes what was read from the record, and reads again what has changed or is gone from the store', async () => {
    await manyImages(30);
    await stopInTheMiddle();
    const [record] = await recordsOf();
    const path = join(home, 'packs', 'ingests', record ?? '');
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { path: string; sha256: string; facts: object });
    // A size that no file has: it is in the pack where the record was believed.
    await writeFile(path, lines.map((line) => `${JSON.stringify({ ...line, facts: { ...line.facts, widthPx: 4321 } })}\n`).join('') + '{"path": "torn');
    const [changed, lost] = lines;
    if (changed === undefined || lost === undefined) throw new Error('Two files are needed');
    await writeFile(changed.path, png(41, 33));
    await rm(join(home, 'packs', 'assets', lost.sha256.slice(0, 2), lost.sha256));
    packs = open();
    const { pack } = must(await make());
    const items = (must(await packs.manifest({ root: pack.root })) as { items: { name: string; width: number }[] }).items;
    expect(items).toHaveLength(30);
    expect(items.filter(({ width }) => width === 4321)).toHaveLength(lines.length - 2);
    expect(items.find(({ name }) => changed.path.endsWith(name))?.width).toBe(41);
    expect(items.find(({ name }) => lost.path.endsWith(name))?.width).toBe(40);
  });

  it('is forgotten after a week with the bytes that no pack has', async () => {
    await manyImages(30);
    await stopInTheMiddle();
    const [record] = await recordsOf();
    expect(await assetsOf()).not.toEqual([]);
    const weekAgo = new Date(nowMs - 8 * 24 * 60 * 60 * 1000);
    await utimes(join(home, 'packs', 'ingests', record ?? ''), weekAgo, weekAgo);
    const [folder] = await readdir(join(home, 'packs', 'assets'));
    const half = join(home, 'packs', 'assets', folder ?? '', '.0123456789ab.tmp');
    await writeFile(half, 'half');
    await utimes(half, weekAgo, weekAgo);
    await rm(data, { recursive: true });
    await put('other.png', png(50, 50));
    packs = open();
    const { pack } = must(await packs.ingest({ source: { from: 'paths', paths: [join(data, 'other.png')] }, name: 'Other', schema }));
    expect(pack.itemCount).toBe(1);
    expect(await recordsOf()).toEqual([]);
    expect(await assetsOf()).toHaveLength(1);
  });
});

describe('a zip that is gone on with', () => {
  const images = (from: number, to: number) => Object.fromEntries(Array.from({ length: to - from }, (_, at) => [`deep/${String(from + at).padStart(3, '0')}.png`, png(40, 10 + from + at)]));
  const recordPath = async () => join(home, 'packs', 'ingests', (await recordsOf())[0] ?? '');
  const linesOf = async () => (await readFile(await recordPath(), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { path: string; sha256: string; facts: object });
  /** A size that no picture has: it is in the pack where the record was believed, so that the picture was not read. */
  const markLines = async () => {
    const lines = await linesOf();
    await writeFile(await recordPath(), lines.map((line) => `${JSON.stringify({ ...line, facts: { ...line.facts, widthPx: 4321 } })}\n`).join(''));
    return lines;
  };
  /** What this process has of zips in the system's folder for temporary files. */
  const unpackedNow = () =>
    readdirSync(tmpdir())
      .filter((name) => name.startsWith(`tessera-zip-${process.pid}-`))
      .flatMap((name) => readdirSync(join(tmpdir(), name), { recursive: true, encoding: 'utf8' }));
  const itemsOf = async (root: string) => (must(await packs.manifest({ root })) as { items: { name: string; width: number }[] }).items;

  it('makes the very pack, and reads nothing of it again, in a zip inside it neither', async () => {
    await put('a.zip', zipSync({ ...images(0, 20), 'notes.txt': Buffer.from('no image'), 'inner.zip': zipSync(images(20, 40)) }));
    const whole = must(await packs.ingest({ source: { from: 'paths', paths: [join(data, 'a.zip')] }, name: 'Whole', schema }));
    await rm(join(home, 'packs', 'assets'), { recursive: true });
    const off = packs.onProgress(({ job, done }) => {
      if (done > 30) void packs.stopIngest({ job });
    });
    expect(await make()).toMatchObject({ ok: false, error: { code: 'INGEST_STOPPED' } });
    off();
    const taken = await markLines();
    expect(taken.length).toBeGreaterThan(20);
    expect(taken.length).toBeLessThan(40);
    expect(taken.some(({ path }) => path.endsWith('a.zip/inner.zip/deep/020.png'))).toBe(true);
    packs = open();
    const unpacked: string[] = [];
    packs.onProgress(({ done }) => {
      if (done === 1) unpacked.push(...unpackedNow());
    });
    const { pack, problems } = must(await make());
    expect(unpacked.filter((name) => name.endsWith('.png'))).toHaveLength(40 - taken.length);
    expect(unpackedNow()).toEqual([]);
    const items = await itemsOf(pack.root);
    expect(items.filter(({ width }) => width === 4321)).toHaveLength(taken.length);
    expect(items.map(({ name }) => name)).toEqual((await itemsOf(whole.pack.root)).map(({ name }) => name));
    expect(problems).toEqual(whole.problems);
    expect(await recordsOf()).toEqual([]);
  });

  it('reads again what is gone from the store, and all of a zip that is another one', async () => {
    await put('a.zip', zipSync(images(0, 30)));
    await stopInTheMiddle();
    const taken = await markLines();
    const [lost] = taken;
    if (lost === undefined) throw new Error('A file is needed');
    await rm(join(home, 'packs', 'assets', lost.sha256.slice(0, 2), lost.sha256));
    const kept = await readFile(await recordPath());
    const path = await recordPath();
    packs = open();
    const first = await itemsOf(must(await make()).pack.root);
    expect(first).toHaveLength(30);
    expect(first.filter(({ width }) => width === 4321)).toHaveLength(taken.length - 1);

    await writeFile(path, kept);
    await put('a.zip', zipSync(images(0, 30)));
    packs = open();
    const second = await itemsOf(must(await make()).pack.root);
    expect(second).toHaveLength(30);
    expect(second.filter(({ width }) => width === 4321)).toEqual([]);
  });
});

it('two of one name do not run at a time', async () => {
  await manyImages(10);
  const [first, second] = await Promise.all([make(), make()]);
  expect(first.ok).toBe(true);
  expect(second).toMatchObject({ ok: false, error: { code: 'INGEST_RUNNING' } });
});

describe('what is new in a folder', () => {
  it('is taken apart from earlier packs: by hash, and only what is named', async () => {
    await put('a.png', png(40, 30));
    const first = must(await make()).pack;
    await put('again/a.png', png(40, 30));
    expect(await make({ apartFrom: [first.root] })).toMatchObject({ ok: false, error: { code: 'NOTHING_NEW' } });
    await put('b.png', png(40, 31));
    await put('c.png', png(40, 32));
    const next = must(await make({ apartFrom: [first.root], only: ['again/a.png', 'b.png'] }));
    expect(next.problems).toEqual([]);
    expect((must(await packs.manifest({ root: next.pack.root })) as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(['b.png']);
  });
});

it('says what of a staging folder has arrived', async () => {
  const stagingId = 'lead-0123456789';
  expect(must(await packs.staged({ stagingId }))).toEqual([]);
  await packs.stage({ stagingId, relativePath: 'deep/a.png', offset: 0, chunk: new Uint8Array(7), isLast: false });
  expect(must(await packs.staged({ stagingId }))).toEqual([{ relativePath: 'deep/a.png', bytes: 7 }]);
  expect(existsSync(join(home, 'packs', 'staging', stagingId, 'deep', 'a.png'))).toBe(true);
});
