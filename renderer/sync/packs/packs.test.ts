// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { utf8 } from '../../../shared/bytes.ts';
import { must } from '../../../shared/result.ts';
import { manifestRoot, parseManifest } from '../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { TesseraDatabase } from '../../store/database.ts';
import { listSeats } from '../../store/seats.ts';
import { ScriptedHost, failure } from '../../store/test-support/scripted-host.ts';
import { net, putSeat, textHash, textOf } from '../../store/test-support/seat-fixture.ts';
import { Packs } from './packs.ts';
import type { OpenedProject } from './packs.ts';
import { prefetchAssets } from './prefetch.ts';

let db: TesseraDatabase;
let host: ScriptedHost;
let manifest: Manifest;
let opened: OpenedProject;
let nowMs: number;
let count = 0;

beforeEach(async () => {
  db = new TesseraDatabase(`packs-${count++}`);
  host = new ScriptedHost();
  nowMs = 1_000;
  await putSeat(db, 3);
  const project = (await db.projects.toArray())[0]!;
  const item = (index: number) => ({ id: `item-${index}`, name: `${index}.jpg`, sha256: textHash(index), bytes: 10, mediaType: 'image/jpeg', width: 640, height: 480 });
  manifest = must(parseManifest({ version: 1, name: 'Boats', kind: 'boxes', schema: project.schema, items: [0, 1, 2].map(item) }));
  const { projectId, lead, packUri, itemCount, params, openedAtSeconds } = project;
  opened = { projectId, lead, packUri, itemCount, params, openedAtSeconds, root: manifestRoot(manifest) };
  await db.items.clear();
  await db.projects.clear();
  host.script['packs.manifest'] = () => ({ ok: true, value: manifest });
});

const packs = () => new Packs({ db, host, net, nowMs: () => nowMs });

test('a project gets its name and schema from the pack of its root, and a seat its items', async () => {
  const all = packs();
  expect(await all.project(opened)).toMatchObject({ name: 'Boats', pack: 'ready', schema: { kind: 'boxes' } });
  const [seat] = await listSeats(db, net);
  expect(await all.items(seat!, opened)).toBe(true);
  expect((await db.items.toArray()).map(({ item }) => item.name)).toEqual(['0.jpg', '1.jpg', '2.jpg']);
  expect(host.calls.filter(({ method }) => method === 'packs.manifest')).toHaveLength(1);
});

test('a pack that is missing is said, and asked for again after a while', async () => {
  host.script['packs.manifest'] = () => failure('PACK_MISSING', 'not on this machine');
  const all = packs();
  expect(await all.project(opened)).toMatchObject({ pack: 'missing', packProblem: 'not on this machine' });
  host.script['packs.manifest'] = () => ({ ok: true, value: manifest });
  expect(await all.project(opened)).toMatchObject({ pack: 'missing' });
  nowMs += 10_000;
  expect(await all.project(opened)).toMatchObject({ pack: 'ready' });
});

test('a pack that is not the one on chain is refused', async () => {
  host.script['packs.manifest'] = () => ({ ok: true, value: { ...manifest, name: 'Ships' } });
  expect(await packs().project(opened)).toMatchObject({ pack: 'broken', schema: null });
  host.script['packs.manifest'] = () => ({ ok: true, value: 'garbage' });
  nowMs += 10_000;
  expect(await packs().project(opened)).toMatchObject({ pack: 'broken' });
  const [seat] = await listSeats(db, net);
  expect(await packs().items(seat!, opened)).toBe(false);
});

test('files of seats are kept once, what cannot be had is named, the rest is kept', async () => {
  const all = packs();
  const seats = await listSeats(db, net);
  await all.items(seats[0]!, opened);
  let asked = 0;
  const source = {
    assetBase: 'http://host',
    isKept: true,
    fetch: async (url: string) => {
      asked++;
      const index = [0, 1, 2].find((each) => url.endsWith(textHash(each))) ?? 0;
      return index === 1 ? new Response(null, { status: 404 }) : new Response(utf8(textOf(index)) as Uint8Array<ArrayBuffer>);
    },
  };
  expect(await prefetchAssets(db, source, seats, () => 1, () => undefined)).toEqual({ done: 2, total: 3, missing: ['1.jpg'], isFull: false });
  expect(await prefetchAssets(db, source, seats, () => 1, () => undefined)).toMatchObject({ done: 2 });
  expect(asked).toBe(4);
});
