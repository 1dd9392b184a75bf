import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import { must } from '../../../shared/result.ts';
import type { PacksService } from './port.ts';
import { createPacksService } from './service.ts';
import { jpg, jpgTurned, png } from './test-images.ts';

let home: string;
let data: string;
let packs: PacksService;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tessera-packs-'));
  data = join(home, 'data');
  packs = createPacksService({ homeDir: home, profileDir: home, nowMs: () => Date.now() });
});

afterEach(async () => {
  await packs.close();
  await rm(home, { recursive: true, force: true });
});

async function put(name: string, content: string | Uint8Array): Promise<void> {
  const path = join(data, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

const classes = [{ id: 1, name: 'Boat', colour: '#0077bb' }];
const schema = (kind: 'boxes' | 'spans' | 'class') => ({ name: 'Harbour', kind, classes });
const ingest = (kind: 'boxes' | 'spans' | 'class') => packs.ingest({ source: { from: 'paths', paths: [data] }, name: 'Harbour', schema: schema(kind) });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('suggestions of a model', () => {
  const coco = (annotations: unknown[]) =>
    JSON.stringify({
      images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }, { id: 2, file_name: 'b.png', width: 40, height: 30 }],
      categories: [{ id: 7, name: 'boat' }, { id: 9, name: 'Whale' }],
      annotations,
    });
  const read = async (root: string) => must(parseManifestOf(parseBytes32(root), must(await packs.manifest({ root })))).items;

  it('come with their images, by name; what the project has no class for is named', async () => {
    await put('deep/a.png', png(40, 30));
    await put('deep/b.png', png(40, 31));
    await put('suggestions.json', coco([
      { image_id: 1, category_id: 7, bbox: [5, 6, 10, 12], score: 0.614 },
      { image_id: 1, category_id: 9, bbox: [1, 1, 4, 4] },
      { image_id: 2, category_id: 7, bbox: [1, 1, 'x', 4] },
    ]));
    const { pack, problems } = must(await ingest('boxes'));
    const items = await read(pack.root);
    expect(items.map(({ suggestions }) => suggestions)).toEqual([[{ classId: 1, confidence: 61, box: [5, 6, 15, 18] }], undefined]);
    expect(problems.map(({ file, field }) => [file, field])).toEqual([['suggestions.json', 'annotations[2].bbox'], ['suggestions.json', 'categories']]);
    expect(problems[1]?.reason).toContain('Whale');
  });

  it('that cannot be read keep no image from being taken', async () => {
    await put('a.png', png(40, 30));
    await put('suggestions.json', '{ "images": ');
    const { pack, problems } = must(await ingest('boxes'));
    expect(pack.itemCount).toBe(1);
    expect(problems).toMatchObject([{ file: 'suggestions.json', reason: expect.stringContaining('JSON') as string }]);
    await put('suggestions.json', coco([{ image_id: 1, category_id: 7, bbox: [5, 6, 10, 12] }]));
    expect(must(await ingest('class')).problems).toMatchObject([{ reason: expect.stringContaining('another kind') as string }]);
  });
});

describe('a folder of images', () => {
  it('becomes a pack whose root holds over its manifest and whose assets are found by hash', async () => {
    const turned = jpgTurned(30, 20, 6);
    await put('two words.jpg', turned);
    await put('deep/er/b.png', png(12, 9));
    await put('.DS_Store', 'x');
    const { pack, problems } = must(await ingest('boxes'));
    expect(problems).toEqual([]);
    expect(pack).toMatchObject({ name: 'Harbour', kind: 'boxes', itemCount: 2, bytes: turned.length + png(12, 9).length });

    const manifest = must(parseManifestOf(parseBytes32(pack.root), must(await packs.manifest({ root: pack.root }))));
    expect(manifest.items.map(({ id, name, width, height }) => [id, name, width, height])).toEqual([
      ['deep/er/b.png', 'deep/er/b.png', 12, 9],
      ['two_words.jpg', 'two words.jpg', 20, 30],
    ]);
    const served = must(await packs.asset(sha256(turned)));
    expect(served).toMatchObject({ mediaType: 'image/jpeg', bytes: turned.length });
    expect(await readFile(served.path)).toEqual(turned);
    expect(must(await packs.list({}))).toEqual([pack]);
  });

  it('shows no name of a file that turns or breaks the line', async () => {
    await put('a\u202Egpj.png', png(12, 9));
    const { pack, problems } = must(await ingest('boxes'));
    expect(problems).toEqual([]);
    expect(must(parseManifestOf(parseBytes32(pack.root), must(await packs.manifest({ root: pack.root })))).items[0]?.name).toBe('a_gpj.png');
  });

  it('has the same root again, and on another machine', async () => {
    await put('a.jpg', jpg(8, 8));
    await put('b.jpg', jpg(8, 8, 10));
    const first = must(await ingest('boxes')).pack.root;
    const elsewhere = createPacksService({ homeDir: join(home, 'other'), profileDir: join(home, 'other'), nowMs: () => 0 });
    const second = must(await elsewhere.ingest({ source: { from: 'paths', paths: [data] }, name: 'Harbour', schema: schema('boxes') })).pack.root;
    expect(second).toBe(first);
  });

  it('lists every broken file with its reason and takes the rest', async () => {
    await put('good.jpg', jpg(8, 8));
    await put('same.jpg', jpg(8, 8));
    await put('words.jpg', 'not a picture');
    await put('empty.png', '');
    await put('cut.jpg', jpg(64, 64).subarray(0, 300));
    await put('wide.png', png(1, 1, { claimedWidthPx: 40_000 }));
    await put('note.txt', 'a text');
    await put('huge.png', png(1, 1));
    await truncate(join(data, 'huge.png'), 600 * 1024 * 1024);
    await writeFile(join(home, 'secret.jpg'), jpg(9, 9));
    await symlink(join(home, 'secret.jpg'), join(data, 'out.jpg'));
    await symlink(join(data, 'gone.jpg'), join(data, 'nowhere.jpg'));
    await symlink(data, join(data, 'circle'));

    const { pack, problems } = must(await ingest('boxes'));
    expect(pack.itemCount).toBe(1);
    const byFile = new Map(problems.map((problem) => [problem.file, problem]));
    expect([...byFile.keys()].sort()).toEqual(['cut.jpg', 'empty.png', 'huge.png', 'note.txt', 'nowhere.jpg', 'out.jpg', 'same.jpg', 'wide.png', 'words.jpg']);
    expect(byFile.get('same.jpg')?.reason).toContain('good.jpg');
    expect(byFile.get('wide.png')?.field).toBe('width');
    expect(byFile.get('out.jpg')?.reason).toContain('out of the folder');
    for (const { reason, fix } of problems) {
      expect(reason.length).toBeGreaterThan(10);
      expect(fix.length).toBeGreaterThan(10);
    }
    expect(await packs.asset(sha256(jpg(9, 9)))).toMatchObject({ ok: false, error: { code: 'ASSET_MISSING' } });
  });

  it('says so where nothing can be taken', async () => {
    await put('words.jpg', 'not a picture');
    expect(await ingest('boxes')).toMatchObject({ ok: false, error: { code: 'NO_ITEMS', message: expect.stringContaining('words.jpg') as string } });
    expect(await packs.ingest({ source: { from: 'paths', paths: [join(home, 'none')] }, name: 'x', schema: schema('boxes') })).toMatchObject({
      ok: false,
      error: { code: 'NO_ITEMS', message: expect.stringContaining('no such file') as string },
    });
    expect(must(await packs.list({}))).toEqual([]);
  });

  it('names the field of a schema that can’t be used', async () => {
    await put('a.jpg', jpg(8, 8));
    const wrong = { ...schema('boxes'), classes: [{ id: 0, name: 'Boat', colour: 'blue' }] };
    expect(await packs.ingest({ source: { from: 'paths', paths: [data] }, name: 'x', schema: wrong })).toMatchObject({
      ok: false,
      error: { code: 'SCHEMA_INVALID', field: 'schema.classes.0.id' },
    });
  });

  it('refuses a manifest that was changed on the disk', async () => {
    await put('a.jpg', jpg(8, 8));
    const { root } = must(await ingest('boxes')).pack;
    const path = join(home, 'packs', 'manifests', `${root}.json`);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"width":8', '"width":9'));
    const restarted = createPacksService({ homeDir: home, profileDir: home, nowMs: () => 0 });
    expect(await restarted.manifest({ root })).toMatchObject({ ok: false, error: { code: 'PACK_BROKEN' } });
    expect(must(await restarted.list({}))).toEqual([]);
  });
});

describe('texts', () => {
  it('are kept byte for byte', async () => {
    const content = '\ufeffone\r\ntwo e\u0301 👩🏽‍🌾\r\n';
    await put('a.txt', content);
    const { pack } = must(await ingest('spans'));
    const manifest = must(parseManifestOf(parseBytes32(pack.root), must(await packs.manifest({ root: pack.root }))));
    const [item] = manifest.items;
    expect(item).toMatchObject({ id: 'a.txt', mediaType: 'text/plain', codePoints: 19 });
    const served = must(await packs.asset(item?.sha256 ?? ''));
    expect(served.mediaType).toBe('text/plain; charset=utf-8');
    expect(await readFile(served.path, 'utf8')).toBe(content);
  });

  it('and images fit side by side in a class project alone', async () => {
    await put('a.txt', 'a text');
    await put('b.png', png(3, 3));
    await put('c.csv', 'task,label');
    expect(must(await ingest('class')).pack.itemCount).toBe(2);
    const { pack, problems } = must(await ingest('spans'));
    expect(pack.itemCount).toBe(1);
    expect(problems.map(({ file }) => file)).toEqual(['b.png', 'c.csv']);
  });
});

describe('staging', () => {
  const stagingId = 'staging-0001';
  const send = (relativePath: string, bytes: Uint8Array, offset = 0, isLast = true) => packs.stage({ stagingId, relativePath, offset, chunk: Uint8Array.from(bytes), isLast });

  it('puts a file together from its chunks, one of them sent twice, and forgets it once it is a pack', async () => {
    const image = jpg(200, 100);
    must(await send('in/a.jpg', image.subarray(0, 100), 0, false));
    must(await send('in/a.jpg', image.subarray(100, 400), 100, false));
    must(await send('in/a.jpg', image.subarray(100, 400), 100, false));
    must(await send('in/a.jpg', image.subarray(400), 400));
    const done = must(await packs.ingest({ source: { from: 'staging', stagingId }, name: 'Staged', schema: schema('boxes') }));
    expect(done).toMatchObject({ problems: [], pack: { itemCount: 1 } });
    expect(must(await packs.asset(sha256(image))).bytes).toBe(image.length);
    expect(existsSync(join(home, 'packs', 'staging', stagingId))).toBe(false);
  });

  it.each(['../a.jpg', 'in/../../a.jpg', '/etc/passwd', 'C:\\a.jpg', '..\\a.jpg', 'a\0.jpg', 'in//a.jpg', './a.jpg', 'in/', '', 'nul', 'a:stream', `${'x'.repeat(300)}.jpg`])(
    'refuses the path %j',
    async (path) => {
      expect(await send(path, jpg(8, 8))).toMatchObject({ ok: false, error: { code: 'BAD_PATH' } });
      expect(existsSync(join(home, 'packs', 'staging'))).toBe(false);
    },
  );

  it('refuses a gap, a file in the place of a folder, and ids that are paths', async () => {
    expect(await send('a.jpg', jpg(8, 8), 10)).toMatchObject({ ok: false, error: { code: 'STAGING_GAP' } });
    must(await send('a.jpg', jpg(8, 8)));
    expect(await send('a.jpg', jpg(8, 8), 1e6)).toMatchObject({ ok: false, error: { code: 'STAGING_GAP' } });
    expect(await send('a.jpg/b.jpg', jpg(8, 8))).toMatchObject({ ok: false, error: { code: 'STAGING_FAILED' } });
    expect(await packs.ingest({ source: { from: 'staging', stagingId: '../../data' }, name: 'x', schema: schema('boxes') })).toMatchObject({ ok: false, error: { code: 'BAD_STAGING' } });
    expect(await packs.ingest({ source: { from: 'staging', stagingId: 'never-sent' }, name: 'x', schema: schema('boxes') })).toMatchObject({ ok: false, error: { code: 'STAGING_EMPTY' } });
  });

  it('keeps what was sent where nothing of it fits, so that the kind can be changed', async () => {
    must(await send('a.txt', new TextEncoder().encode('a text')));
    expect(await packs.ingest({ source: { from: 'staging', stagingId }, name: 'x', schema: schema('boxes') })).toMatchObject({ ok: false, error: { code: 'NO_ITEMS' } });
    expect(must(await packs.ingest({ source: { from: 'staging', stagingId }, name: 'x', schema: schema('spans') })).pack.itemCount).toBe(1);
  });
});

it('tells progress, the last file included', async () => {
  for (let index = 0; index < 20; index++) await put(`${index}.jpg`, jpg(8, 8, index * 10));
  const seen: string[] = [];
  const stop = packs.onProgress(({ job, done, total }) => seen.push(`${job} ${done}/${total}`));
  must(await ingest('boxes'));
  expect(seen.at(-1)).toBe('Harbour 20/20');
  stop();
});

it('serves nothing for a name that is no hash', async () => {
  for (const name of ['../manifests/x', '', 'AB'.repeat(32), `${'a'.repeat(63)}/`]) {
    expect(await packs.asset(name)).toMatchObject({ ok: false, error: { code: 'ASSET_MISSING' } });
  }
});
