import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import { must } from '../../../shared/result.ts';
import { publishPack } from './export-pack.ts';
import { PackStore } from './pack-store.ts';
import type { PacksService } from './port.ts';
import { createPacksService } from './service.ts';
import { bmp, png } from './test-images.ts';

let home: string;
let packs: PacksService;

const serviceIn = (folder: string) => createPacksService({ homeDir: folder, profileDir: folder, nowMs: () => Date.now() });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tessera-pictures-'));
  packs = serviceIn(home);
  await mkdir(join(home, 'data'));
  await mkdir(join(home, 'guide'));
  await writeFile(join(home, 'data', 'item.png'), png(40, 30));
  await writeFile(join(home, 'guide', 'good box.png'), png(12, 8));
});

afterEach(async () => {
  await packs.close();
  await rm(home, { recursive: true, force: true });
});

const ingest = (instructions: string) =>
  packs.ingest({
    source: { from: 'paths', paths: [join(home, 'data')] },
    name: 'Harbour',
    schema: { name: 'Harbour', kind: 'boxes', classes: [{ id: 1, name: 'Boat', colour: '#0077bb' }], instructions },
    pictures: { from: 'path', path: join(home, 'guide') },
  });
const manifestOf = async (root: string) => must(parseManifestOf(parseBytes32(root), must(await packs.manifest({ root }))));

it('pictures of instructions are files of the pack: published, fetched on another machine, and gone with it', async () => {
  const { pack, problems } = must(await ingest('Tight.\n\n![A good box](good box.png)'));
  expect(problems).toEqual([]);
  expect(pack.itemCount).toBe(1);
  const [picture] = (await manifestOf(pack.root)).schema.pictures ?? [];
  expect(picture).toMatchObject({ name: 'good box.png', mediaType: 'image/png', widthPx: 12, heightPx: 8 });
  must(await publishPack(new PackStore(join(home, 'packs')), pack.root, join(home, 'harbour.tpack'), () => undefined));
  const there = join(home, 'there');
  const other = serviceIn(there);
  must(await other.fetch({ root: pack.root, source: { from: 'path', path: join(home, 'harbour.tpack') } }));
  await vi.waitFor(async () => expect(must(await other.fetches({})).map(({ state }) => state)).toEqual(['done']), { timeout: 20_000 });
  expect(must(await other.asset(picture?.sha256 ?? '')).mediaType).toBe('image/png');
  await other.close();
  must(await packs.remove({ root: pack.root }));
  expect((await packs.asset(picture?.sha256 ?? '')).ok).toBe(false);
});

it('what the instructions name and is no picture beside them is named, and the pack is made all the same', async () => {
  await writeFile(join(home, 'secret.png'), png(4, 4));
  await writeFile(join(home, 'guide', 'note.png'), 'no picture');
  await writeFile(join(home, 'guide', 'old.bmp'), bmp(4, 4));
  await symlink(join(home, 'secret.png'), join(home, 'guide', 'link.png'));
  const { pack, problems } = must(await ingest('![](lost.png) ![](../secret.png) ![](note.png) ![](link.png) ![](old.bmp) ![](good box.png)'));
  expect(problems.map(({ file, field }) => [file, field])).toEqual([['lost.png', 'instructions'], ['../secret.png', 'instructions'], ['note.png', 'instructions'], ['link.png', 'instructions'], ['old.bmp', 'instructions']]);
  expect((await manifestOf(pack.root)).schema.pictures?.map(({ name }) => name)).toEqual(['good box.png']);
});

it('a schema without pictures keeps the root that it had', async () => {
  const without = must(await ingest('Tight.'));
  expect((await manifestOf(without.pack.root)).schema).not.toHaveProperty('pictures');
  // A picture that the disk has, which the schema brings along, needs no folder.
  const { pack } = must(await ingest('![](good box.png)'));
  const { schema } = await manifestOf(pack.root);
  const again = must(await packs.ingest({ source: { from: 'paths', paths: [join(home, 'data')] }, name: 'Harbour', schema }));
  expect(again.problems).toEqual([]);
  expect(again.pack.root).toBe(pack.root);
});
