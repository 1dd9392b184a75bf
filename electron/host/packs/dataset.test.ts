import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import { must } from '../../../shared/result.ts';
import { GoldFiles } from '../gold/gold-files.ts';
import type { PacksService } from './port.ts';
import { createPacksService } from './service.ts';
import { png } from './test-images.ts';

let home: string;
let packs: PacksService;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tessera-dataset-'));
  packs = createPacksService({ homeDir: home, profileDir: home, nowMs: () => Date.now() });
});
afterEach(async () => {
  await packs.close();
  await rm(home, { recursive: true, force: true });
});

async function put(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(home, 'data', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}
const schema = (kind: 'boxes' | 'spans' | 'class', ...names: string[]) => ({ name: 'Harbour', kind, classes: names.map((name, at) => ({ id: at + 1, name, colour: '#0077bb' })) });
const itemsOf = async (root: string) => must(parseManifestOf(parseBytes32(root), must(await packs.manifest({ root })))).items;

const coco = {
  images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }, { id: 2, file_name: 'b.png', width: 40, height: 30 }, { id: 3, file_name: 'gone.png', width: 40, height: 30 }],
  categories: [{ id: 7, name: 'boat' }, { id: 9, name: 'Whale' }],
  annotations: [{ id: 1, image_id: 1, category_id: 7, bbox: [5, 6, 10, 12] }, { id: 2, image_id: 2, category_id: 9, bbox: [1, 1, 4, 4] }],
};

async function putCoco(): Promise<string> {
  await put('coco/annotations/instances.json', JSON.stringify(coco));
  await put('coco/images/a.png', png(40, 30));
  await put('coco/images/b.png', png(40, 31));
  return join(home, 'data/coco');
}

describe('a dataset of boxes', () => {
  it('is described before anything is made of it', async () => {
    const path = await putCoco();
    expect(must(await packs.describe({ source: { from: 'path', path }, format: 'coco' }))).toEqual({ format: 'coco', kind: 'boxes', classes: ['boat', 'Whale'], items: 3, labels: 2 });
    expect(await packs.describe({ source: { from: 'path', path }, format: 'cvat' })).toMatchObject({ ok: false, error: { code: 'NOTHING_READ' } });
  });

  it('gives its images, and its labels as suggestions; an image that is nowhere is named', async () => {
    const path = await putCoco();
    const { pack, problems } = must(await packs.ingest({ source: { from: 'paths', paths: [path], format: 'coco' }, name: 'Harbour', schema: schema('boxes', 'Boat') }));
    expect((await itemsOf(pack.root)).map(({ name, suggestions }) => [name, suggestions])).toEqual([['a.png', [{ classId: 1, confidence: 100, box: [5, 6, 15, 18] }]], ['b.png', undefined]]);
    expect(problems.map(({ file, reason }) => [file, reason])).toEqual([['gone.png', expect.stringContaining('nowhere')], ['coco', expect.stringContaining('Whale')]]);
  });

  it('gives its labels as known answers, which are not in the pack', async () => {
    const path = await putCoco();
    const { pack, gold } = must(await packs.ingest({ source: { from: 'paths', paths: [path], format: 'coco', labels: 'gold' }, name: 'Harbour', schema: schema('boxes', 'Boat', 'Whale') }));
    expect(gold).toEqual({ answers: 2, classes: [{ classId: 1, count: 1 }, { classId: 2, count: 1 }] });
    expect((await itemsOf(pack.root)).map(({ suggestions }) => suggestions)).toEqual([undefined, undefined]);
    const kept = await new GoldFiles(home).answers(parseBytes32(pack.root));
    expect(kept?.get('a.png')).toEqual({ regions: [{ classId: 1, box: [5, 6, 10, 12] }] });
  });

  it('comes out of a zip, with the images elsewhere', async () => {
    const zip = await put('set.zip', zipSync({ 'set/annotations/instances.json': new TextEncoder().encode(JSON.stringify(coco)) }));
    await put('pictures/a.png', png(40, 30));
    const { pack } = must(await packs.ingest({ source: { from: 'paths', paths: [zip], format: 'coco', labels: 'none', images: join(home, 'data/pictures') }, name: 'Harbour', schema: schema('boxes', 'Boat') }));
    expect((await itemsOf(pack.root)).map(({ name, suggestions }) => [name, suggestions])).toEqual([['a.png', undefined]]);
  });
});

describe('a dataset of texts', () => {
  it('in one file is known by its ending; its texts are items, and its spans proposals', async () => {
    const lines = [{ file: 'one.txt', text: 'A 🚢 in Rome', regions: [{ label: 'Place', span: [7, 11] }] }, { file: 'two', text: 'Nothing here', regions: [] }];
    const path = await put('texts.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    const { pack, problems } = must(await packs.ingest({ source: { from: 'paths', paths: [path] }, name: 'Places', schema: schema('spans', 'Place') }));
    expect(problems).toEqual([]);
    const items = await itemsOf(pack.root);
    expect(items.map(({ name, codePoints, suggestions }) => [name, codePoints, suggestions])).toEqual([['one.txt', 11, [{ classId: 1, confidence: 100, span: [7, 11] }]], ['two.txt', 12, undefined]]);
  });

  it('that is no dataset at all is refused by name', async () => {
    const path = await put('texts.json', '{ "images": [');
    expect(await packs.ingest({ source: { from: 'paths', paths: [path] }, name: 'Places', schema: schema('spans', 'Place') })).toMatchObject({ ok: false, error: { code: 'NO_ITEMS', message: expect.stringContaining('texts.json') as string } });
  });
});

it('a zip among raw files is unpacked; what leads out of it is named', async () => {
  await put('raw/a.png', png(12, 9));
  await put('raw/more.zip', zipSync({ 'b.png': png(13, 9), 'deep/c.png': png(14, 9), '../out.png': png(15, 9) }));
  const { pack, problems } = must(await packs.ingest({ source: { from: 'paths', paths: [join(home, 'data/raw')] }, name: 'Harbour', schema: schema('boxes', 'Boat') }));
  expect((await itemsOf(pack.root)).map(({ name }) => name)).toEqual(['a.png', 'more/b.png', 'more/deep/c.png']);
  expect(problems).toMatchObject([{ file: 'more.zip/../out.png', reason: expect.stringContaining('leads out') as string }]);
});
