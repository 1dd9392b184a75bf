import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDataset } from '../../../shared/formats/convert.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import { formatsOfKind } from '../../../shared/formats/names.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import { detailsHash, packDetails } from '../../../shared/labels/details.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import type { BoxRegion, SpanRegion } from '../../../shared/labels/types.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import { must } from '../../../shared/result.ts';
import type { ChainService } from '../chain/port.ts';
import type { PacksService } from '../packs/port.ts';
import { openSample } from '../packs/sample/sample.ts';
import type { OpenedSamplePack } from '../packs/sample/sample.ts';
import { FolderSource } from '../formats/folder-source.ts';
import { createPacksService } from '../packs/service.ts';
import { verifyExport } from '../verify/verify-export.ts';
import type { FilesService } from './port.ts';
import { createFilesService } from './service.ts';
import { ANNOTATORS, CHAIN_ID, COORDINATOR, EXPERT, testHistory } from './test-history.ts';
import type { TestHistory } from './test-history.ts';

const sampleDir = join(import.meta.dirname, '../../../dist/sample');
let home: string;
let packs: PacksService;

beforeAll(() => {
  if (!existsSync(join(sampleDir, 'sample.json'))) execFileSync('npm', ['run', '--silent', 'build:sample'], { stdio: 'inherit' });
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tessera-files-'));
  packs = createPacksService({ homeDir: home, profileDir: home, nowMs: () => 0 });
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Only what an export asks of a chain; `log` ranges over 40 blocks are too wide for it. */
function chainOf({ logs }: Pick<TestHistory, 'logs'>): ChainService {
  const head = { number: 100 + logs.length, hash: `0x${'77'.repeat(32)}`, parentHash: `0x${'76'.repeat(32)}`, timestampSeconds: 1_900_002_000 };
  const part: Partial<ChainService> = {
    network: () => ({ id: 'test', name: 'Test', chainId: CHAIN_ID, isLocal: true, currency: 'ETH', coordinator: COORDINATOR, token: null, deployedAtBlock: 90, rpcUrl: '' }),
    block: async () => ({ ok: true, value: head }),
    // Its blocks are made up, and hash to nothing.
    rawBlock: async () => ({ ok: false, error: { code: 'PROOF_UNAVAILABLE', message: 'this chain has no blocks' } }),
    logs: async ({ fromBlock, toBlock }) =>
      toBlock - fromBlock > 40
        ? { ok: false, error: { code: 'RANGE_TOO_WIDE', message: 'at most 40 blocks' } }
        : { ok: true, value: logs.filter(({ blockNumber }) => blockNumber >= fromBlock && blockNumber <= toBlock) },
  };
  return part as ChainService;
}

async function played(key: string, overturn: readonly string[]): Promise<{ files: FilesService; history: TestHistory; sample: OpenedSamplePack; ids: string[] }> {
  const sample = must(await openSample(sampleDir)).find(({ pack }) => pack.key === key);
  if (sample === undefined) throw new Error(`no sample ${key}`);
  const { pack } = must(await packs.ingest({ source: { from: 'paths', paths: [sample.folder] }, name: sample.pack.schema.name, schema: sample.pack.schema }));
  const manifest = must(parseManifestOf(parseBytes32(pack.root), must(await packs.manifest({ root: pack.root }))));
  const history = await testHistory(manifest, pack.root, sample, overturn);
  const files = createFilesService({ homeDir: home, nowMs: () => 0 }, { chain: chainOf(history), packs });
  return { files, history, sample, ids: manifest.items.map(({ id }) => id) };
}

const cocoSchema = z.object({
  images: z.array(z.object({ id: z.number(), file_name: z.string(), width: z.number(), height: z.number() })),
  annotations: z.array(z.object({ id: z.number(), image_id: z.number(), category_id: z.number(), bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]), area: z.number(), iscrowd: z.literal(0) })),
  categories: z.array(z.object({ id: z.number(), name: z.string() })),
});
const jsonLines = (text: string): Record<string, unknown>[] => text.trimEnd().split('\n').map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));

describe('a boxes project', () => {
  it('leaves as COCO whose boxes are where the annotators drew them, every file under its hash', async () => {
    const { files, sample } = await played('boxes', ['allium-flower-head.jpg']);
    const done = must(await files.export({ projectId: '7', format: 'coco', labels: 'consensus' }));
    const coco = cocoSchema.parse(JSON.parse(await readFile(join(done.path, 'annotations', 'instances.json'), 'utf8')));
    expect(coco.images).toHaveLength(12);
    expect(coco.categories.map(({ id, name }) => [id, name])).toContainEqual([1, 'Boat']);

    for (const { file_name, id } of coco.images) {
      const truth = (sample.answers(file_name, 'expert') ?? []).filter((region): region is BoxRegion => region.kind === 'box');
      const exported = coco.annotations.filter(({ image_id }) => image_id === id);
      // Where both practice annotators are wrong alike, their consensus stands until an expert rules: only one was ruled on.
      if (file_name === 'acanthus.jpg') continue;
      expect(exported.length, file_name).toBe(truth.length);
      for (const { bbox: [x, y, width, height], category_id, area } of exported) {
        const near = truth.some((box) => box.classId === category_id && Math.abs(box.x0 - x) <= 0.03 * width + 1 && Math.abs(box.y1 - y - height) <= 0.03 * height + 1);
        expect(near, `${file_name} ${x} ${y}`).toBe(true);
        expect(area).toBeCloseTo(width * height, 3);
      }
    }
    // The overturned item has the expert's own box, to the pixel.
    const allium = coco.images.find(({ file_name }) => file_name.includes('allium'));
    expect(coco.annotations.filter(({ image_id }) => image_id === allium?.id).map(({ bbox }) => bbox)).toEqual([[10, 64, 791, 629]]);

    const manifest = z.object({ files: z.array(z.object({ name: z.string(), sha256: z.string() })), faults: z.array(z.unknown()) }).parse(JSON.parse(await readFile(join(done.path, 'manifest.json'), 'utf8')));
    expect(manifest.faults).toEqual([]);
    expect(manifest.files).toHaveLength(12 + 4);
    for (const { name, sha256 } of manifest.files) expect(createHash('sha256').update(await readFile(join(done.path, name))).digest('hex'), name).toBe(sha256);
  });

  it('says of every label who, where, with how many votes, and what became of it', async () => {
    const { files } = await played('boxes', ['allium-flower-head.jpg']);
    const done = must(await files.export({ projectId: '7', format: 'coco', labels: 'both' }));
    const lines = jsonLines(await readFile(join(done.path, 'provenance.jsonl'), 'utf8'));
    const of = (label: string, item: string) => lines.filter((line) => line['label'] === label && line['itemId'] === item);
    expect(of('item', 'allium-flower-head.jpg')[0]).toMatchObject({ outcome: 'overturned', wasDrawnForAudit: true, audit: { verdict: 'overturned', by: EXPERT } });
    expect(of('consensus', 'allium-flower-head.jpg')).toMatchObject([{ votes: 1, source: 'expert', voters: [2] }]);
    expect(of('item', 'allium-flower-head.jpg')[0]).toMatchObject({ seats: [{ seat: 0 }, { seat: 1 }, { seat: 2, annotator: ANNOTATORS[2], cannotTell: false, labels: 1 }] });
    expect(of('consensus', 'dust-bowl-home.jpg')).toMatchObject([{ votes: 3, class: 'Building', outcome: 'resolved' }]);
    // Two say four flowers each, the third one head.
    expect(of('annotator', 'allium-flower-head.jpg')).toHaveLength(9);
    expect(of('annotator', 'dust-bowl-home.jpg')[0]).toMatchObject({ annotator: ANNOTATORS[0], transaction: expect.stringMatching(/^0x[0-9a-f]{64}$/) as string });
  });

  it.each(formatsOfKind.boxes)('leaves as %s with the same boxes, and its files where the format has them', async (format) => {
    const { files, ids } = await played('boxes', []);
    const done = must(await files.export({ projectId: '7', format, labels: 'consensus' }));
    const source = await FolderSource.at(done.path);
    if (source === null) throw new Error('nothing was written');
    const { items, report } = readDataset(formatOf(format), source, usualOptions);
    const boxes: string[] = [];
    const names: string[] = [];
    for await (const item of items) {
      names.push(item.path);
      expect(await source.find(item.path), item.path).not.toBeNull();
      for (const label of item.labels) if (label.kind === 'box') boxes.push(`${item.path} ${label.className} ${label.x0} ${label.y0} ${label.x1} ${label.y1} ${label.score}`);
    }
    await source.close();
    expect(report.problems()).toEqual([]);
    expect(names.sort()).toEqual([...ids].sort());
    const coco = must(await files.export({ projectId: '7', format: 'jsonl', labels: 'consensus' }));
    const expected = jsonLines(await readFile(join(coco.path, 'labels.jsonl'), 'utf8')).flatMap((row) => z.object({ file: z.string(), regions: z.array(z.object({ label: z.string(), box: z.tuple([z.number(), z.number(), z.number(), z.number()]), confidence: z.number() })) }).parse(row).regions.map(({ label, box: [x, y, width, height], confidence }) => `${String(row['file'])} ${label} ${x} ${y} ${Number((x + width).toFixed(9))} ${Number((y + height).toFixed(9))} ${confidence}`));
    expect(boxes.sort()).toEqual(expected.sort());
    expect(boxes.length).toBeGreaterThan(10);
  });

  it('is served by name and by nothing that is no name of it', async () => {
    const { files } = await played('boxes', []);
    const done = must(await files.export({ projectId: '7', format: 'coco', labels: 'consensus' }));
    const exportId = done.path.split('/').at(-1) ?? '';
    const labels = done.files.find(({ name }) => name === 'annotations/instances.json');
    expect(labels?.url).toBe(`/export/${exportId}/annotations__instances.json`);
    expect(must(await files.exported(exportId, 'annotations__instances.json'))).toMatchObject({ mediaType: 'application/json', bytes: labels?.bytes });
    expect(must(await files.exported(exportId, 'manifest.json')).mediaType).toBe('application/json');
    await writeFile(join(home, 'secret.json'), '{}');
    for (const [id, name] of [[exportId, '..__secret.json'], [exportId, '../secret.json'], ['..', 'secret.json'], ['../exports', 'manifest.json'], [exportId, 'annotations'], [exportId, '']] as const) {
      expect(await files.exported(id, name), `${id} ${name}`).toMatchObject({ ok: false, error: { code: 'EXPORT_MISSING' } });
    }
  });

  it('lists a picture that is not what its hash says, and exports the rest', async () => {
    const { files } = await played('boxes', []);
    const manifest = must(await packs.manifest({ root: must(await packs.list({}))[0]?.root ?? '' }));
    const { items } = z.object({ items: z.array(z.object({ sha256: z.string() })) }).parse(manifest);
    await writeFile(must(await packs.asset(items[0]?.sha256 ?? '')).path, 'rotten');
    const done = must(await files.export({ projectId: '7', format: 'coco', labels: 'consensus' }));
    expect(done.losses).toContainEqual(expect.objectContaining({ what: 'files of items', count: 1 }));
    expect(await readdir(join(done.path, 'images'))).toHaveLength(11);
  });

  it('says what is wrong where it can’t be', async () => {
    const { files, history } = await played('boxes', []);
    expect(await files.export({ projectId: '8', format: 'coco', labels: 'consensus' })).toMatchObject({ ok: false, error: { code: 'PROJECT_UNKNOWN' } });
    const elsewhere = createFilesService({ homeDir: join(home, 'other'), nowMs: () => 0 }, { chain: chainOf(history), packs: createPacksService({ homeDir: join(home, 'other'), profileDir: join(home, 'other'), nowMs: () => 0 }) });
    expect(await elsewhere.export({ projectId: '7', format: 'coco', labels: 'consensus' })).toMatchObject({ ok: false, error: { code: 'PACK_MISSING' } });
    const young = createFilesService({ homeDir: home, nowMs: () => 0 }, { chain: chainOf({ logs: history.logs.slice(0, 5) }), packs });
    expect(await young.export({ projectId: '7', format: 'coco', labels: 'consensus' })).toMatchObject({ ok: false, error: { code: 'NOTHING_SETTLED' } });
    expect(await readdir(join(home, 'exports')).catch(() => [])).toEqual([]);
  });
});

it('details that annotators hand over leave with time spent, and their file is held too', async () => {
  const sample = must(await openSample(sampleDir)).find(({ pack }) => pack.key === 'boxes')!;
  const { pack } = must(await packs.ingest({ source: { from: 'paths', paths: [sample.folder] }, name: sample.pack.schema.name, schema: sample.pack.schema }));
  const manifest = must(parseManifestOf(parseBytes32(pack.root), must(await packs.manifest({ root: pack.root }))));
  const known = new Map<string, Uint8Array>();
  const history = await testHistory(manifest, pack.root, sample, [], (batch, seat) => {
    const bytes = packDetails({ version: 1, items: Array.from({ length: sample.pack.batchSize }, (_, item) => ({ activeMs: 1000 * (seat + 1) + item + batch, regions: [] })) });
    if (seat < 2) known.set(detailsHash(bytes), bytes);
    return detailsHash(bytes);
  });
  const chain = chainOf(history);
  const files = createFilesService({ homeDir: home, nowMs: () => 0 }, { chain, packs, findDetails: async (hash) => known.get(hash) ?? null });
  const done = must(await files.export({ projectId: '7', format: 'jsonl', labels: 'annotators' }));
  const [item] = jsonLines(await readFile(join(done.path, 'provenance.jsonl'), 'utf8'));
  expect(item).toMatchObject({ seats: [{ activeMs: 1000 }, { activeMs: 2000 }, { activeMs: null }] });
  const right = must(await verifyExport({ folder: done.path, chain, blockHash: null }));
  expect(right.faults).toEqual([]);
  expect(right.remarks.join()).toMatch(/details of \d+ seats/);
  const path = join(done.path, 'proof/details.jsonl');
  await writeFile(path, (await readFile(path, 'utf8')).replace(/"details":"0x78/, '"details":"0x79'));
  const wrong = must(await verifyExport({ folder: done.path, chain, blockHash: null }));
  expect(wrong.faults.map(({ file }) => file)).toEqual(expect.arrayContaining(['proof/details.jsonl', 'labels.jsonl', 'provenance.jsonl']));
});

it.each(['jsonl', 'parquet', 'csv', 'label-studio', 'spacy', 'doccano'] as const)('relations of spans leave as %s: each annotator’s own, and those that most give', async (format) => {
  const sample = must(await openSample(sampleDir)).find(({ pack }) => pack.key === 'spans')!;
  const { pack } = must(await packs.ingest({ source: { from: 'paths', paths: [sample.folder] }, name: sample.pack.schema.name, schema: sample.pack.schema }));
  const manifest = must(parseManifestOf(parseBytes32(pack.root), must(await packs.manifest({ root: pack.root }))));
  const known = new Map<string, Uint8Array>();
  const history = await testHistory(manifest, pack.root, sample, [], (_, seat) => {
    // The last leads to no span, as nobody but a hostile annotator would say.
    const relations = [{ from: 1, to: 0, label: 'in' }, ...(seat === 1 ? [{ from: 0, to: 1, label: 'of' }] : []), { from: 0, to: 900, label: 'in' }];
    const bytes = packDetails({ version: 1, items: Array.from({ length: sample.pack.batchSize }, () => ({ activeMs: 0, regions: [], relations })) });
    if (seat < 2) known.set(detailsHash(bytes), bytes);
    return detailsHash(bytes);
  });
  const chain = chainOf(history);
  const files = createFilesService({ homeDir: home, nowMs: () => 0 }, { chain, packs, findDetails: async (hash) => known.get(hash) ?? null });
  const done = must(await files.export({ projectId: '7', format, labels: 'both' }));
  expect((await verifyExport({ folder: done.path, chain, blockHash: null }))).toMatchObject({ ok: true, value: { faults: [] } });
  const source = await FolderSource.at(done.path);
  const { items } = readDataset(formatOf(format), source!, usualOptions);
  let related = 0;
  for await (const { labels, relations } of items) {
    const said = relations.map(({ from, to, label }) => [labels[from]?.extras?.['annotator'] ?? labels[from]?.extras?.['source'], labels[to]?.extras?.['annotator'] ?? labels[to]?.extras?.['source'], label]);
    if (said.length > 0) related++;
    const [a, b] = [ANNOTATORS[0], ANNOTATORS[1]];
    for (const [from, to] of said) expect(from).toBe(to);
    expect(said.filter(([who]) => who === a).map(([, , label]) => label)).toEqual(said.some(([who]) => who === a) ? ['in'] : []);
    expect(said.filter(([who]) => who === b).map(([, , label]) => label)).toEqual(said.some(([who]) => who === b) ? ['in', 'of'] : []);
    // One of two says "of", which is no majority.
    expect(said.filter(([who]) => who !== a && who !== b).every(([, , label]) => label === 'in')).toBe(true);
  }
  expect(related).toBeGreaterThan(2);
  await source!.close();
});

it('a spans project leaves as JSONL whose spans say what the text has there', async () => {
  const { files, sample } = await played('spans', ['statue-of-liberty.txt']);
  expect(await files.export({ projectId: '7', format: 'coco', labels: 'consensus' })).toMatchObject({ ok: false, error: { code: 'FORMAT_UNFIT', field: 'format' } });
  const done = must(await files.export({ projectId: '7', format: 'jsonl', labels: 'consensus' }));
  const rows = jsonLines(await readFile(join(done.path, 'labels.jsonl'), 'utf8'));
  const market = z.object({ text: z.string(), regions: z.array(z.object({ label: z.string(), span: z.tuple([z.number(), z.number()]).optional(), text: z.string().optional() })) }).parse(rows.find((row) => row['file'] === 'market-day.txt'));
  const spans = market.regions.flatMap(({ span, text }) => (span === undefined ? [] : [{ span, text }]));
  const truth = (sample.answers('market-day', 'expert') ?? []).filter((region): region is SpanRegion => region.kind === 'span');
  expect(spans.map(({ text }) => text).sort()).toEqual(truth.map(({ quote }) => quote).sort());
  // As Python would slice it.
  const points = Array.from(market.text);
  for (const { span, text } of spans) expect(points.slice(...span).join('')).toBe(text);
  expect(market.regions.filter(({ span }) => span === undefined)).toMatchObject([{ label: 'Everyday life' }]);
});

it('an export is verified where it lies, and as a zip that a window has sent, whose changed file and stray entry are named', async () => {
  const { files } = await played('boxes', []);
  const done = must(await files.export({ projectId: '7', format: 'coco', labels: 'consensus' }));
  const exportId = done.path.split(/[\\/]/).at(-1) ?? '';
  expect(must(await files.verify({ source: { from: 'export', exportId }, against: 'chain' }))).toMatchObject({ holds: true, faultCount: 0, against: 'chain', of: { projectId: '7' } });
  expect(await files.verify({ source: { from: 'export', exportId: '../packs' }, against: 'chain' })).toMatchObject({ ok: false, error: { code: 'EXPORT_MISSING' } });
  const contents = Object.fromEntries(await Promise.all(done.files.map(async ({ name }) => [`harbour/${name}`, new Uint8Array(await readFile(join(done.path, name)))] as const)));
  contents['harbour/manifest.json'] = new Uint8Array(await readFile(join(done.path, 'manifest.json')));
  const verdictOf = async (zip: Uint8Array, stagingId: string) => {
    must(await packs.stage({ stagingId, relativePath: 'export.zip', offset: 0, chunk: new Uint8Array(zip), isLast: true }));
    return must(await files.verify({ source: { from: 'staging', stagingId }, against: 'chain' }));
  };
  expect(await verdictOf(zipSync(contents, { level: 0 }), 'lead-whole000')).toMatchObject({ holds: true });
  const changed = { ...contents, 'harbour/quality.json': new TextEncoder().encode('{}') };
  const verdict = await verdictOf(zipSync({ ...changed, '../out.txt': new Uint8Array(1) }, { level: 0 }), 'lead-changed0');
  expect(verdict.holds).toBe(false);
  expect(verdict.faults.map(({ file }) => file)).toEqual(expect.arrayContaining(['../out.txt', 'quality.json']));
  expect(await files.verify({ source: { from: 'staging', stagingId: 'lead-changed0' }, against: 'chain' })).toMatchObject({ ok: false, error: { code: 'STAGING_EMPTY' } });
});
