import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyIndex, extendIndex, readLogs } from '../protocol/chain-index.ts';
import { buildDataset } from '../protocol/dataset.ts';
import type { Dataset, DatasetItem } from '../protocol/dataset-types.ts';
import { must } from '../result.ts';
import { historySchema } from '../test-support/history/history.ts';
import { testManifest } from '../test-support/pack.ts';
import { coco } from './coco.ts';
import { importCoco } from './coco-import.ts';
import { exportFormat } from './registry.ts';

interface CocoFile {
  info: { provenance: Record<string, unknown> };
  images: { id: number; file_name: string; width: number; height: number; provenance: { outcome: string }; categories?: unknown[] }[];
  annotations: { id: number; image_id: number; category_id: number; bbox: number[]; area: number; iscrowd: number; score: number; segmentation: unknown; attributes: { provenance: Record<string, unknown> } }[];
  categories: { id: number; name: string }[];
}

let dataset: Dataset;
beforeAll(() => {
  const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
  const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
  dataset = must(buildDataset({ chainId: 31_337, coordinator: history.coordinator, index, projectId: history.projectId, manifest: testManifest('boxes', 24) }));
});

function exported(of: Dataset, labels: 'consensus' | 'annotators' | 'both' = 'consensus'): CocoFile {
  return JSON.parse(coco.export(of, { labels, nowMs: 0 }).files[0]!.text) as CocoFile;
}

describe('COCO export', () => {
  it('has ids from 1, whole references, and boxes as x, y, width, height', () => {
    const file = exported(dataset);
    expect(file.images.map((image) => image.id)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(file.annotations.map((annotation) => annotation.id)).toEqual(file.annotations.map((_, index) => index + 1));
    const final = dataset.items.filter((item) => item.outcome !== 'disputed').flatMap((item) => item.regions.flatMap((region) => (region.shape.kind === 'box' ? [{ item, region: region.shape }] : [])));
    expect(file.annotations).toHaveLength(final.length);
    for (const [index, { item, region }] of final.entries()) {
      const annotation = file.annotations[index]!;
      expect(annotation.image_id).toBe(item.index + 1);
      const [x, y, width, height] = annotation.bbox as [number, number, number, number];
      expect([x, y]).toEqual([region.x0, region.y0]);
      expect([x + width, y + height].map((value) => Number(value.toFixed(9)))).toEqual([region.x1, region.y1]);
      expect(annotation.area).toBeCloseTo(width * height, 6);
      expect(file.categories.map((category) => category.id)).toContain(annotation.category_id);
    }
  });

  it('says of every box who, where and how sure', () => {
    const [annotation] = exported(dataset).annotations;
    const { provenance } = annotation!.attributes;
    expect(provenance).toMatchObject({ batchId: expect.stringMatching(/^\d+$/) as string, votes: expect.any(Number) as number, confidence: Math.round(annotation!.score * 100) });
    for (const voter of provenance['voters'] as Record<string, unknown>[]) {
      expect(voter['annotator']).toMatch(/^0x[0-9a-fA-F]{40}$/);
      expect(voter['transaction']).toMatch(/^0x[0-9a-f]{64}$/);
      expect(voter).toMatchObject({ block: expect.any(Number) as number, reputationBps: expect.any(Number) as number, seatId: expect.stringMatching(/^\d+$/) as string });
    }
    expect(exported(dataset).info.provenance).toMatchObject({ chainId: 31_337, coordinator: dataset.coordinator, manifestRoot: dataset.project.manifestRoot, faults: [] });
  });

  it('can have each annotator\'s own labels, or both', () => {
    const [mine, theirs, both] = (['consensus', 'annotators', 'both'] as const).map((labels) => exported(dataset, labels).annotations.length);
    expect(theirs).toBeGreaterThan(mine!);
    expect(both).toBe(mine! + theirs!);
  });

  it('gives files that share a name names of their own', () => {
    const names = exported(dataset).images.map((image) => image.file_name);
    expect(new Set(names).size).toBe(24);
    expect(names[0]).toBe('images/photo 0.jpg');
    expect(names[4]).toBe('images/5-photo 0.jpg');
  });

  it('leaves out what nobody settled and spans, and says so', () => {
    const [first] = dataset.items;
    const span = { ...first!.regions[0]!, shape: { kind: 'span' as const, start: 0, end: 4 } };
    const items: DatasetItem[] = [{ ...first!, outcome: 'disputed' }, { ...first!, outcome: 'resolved', regions: [span] }];
    const { losses } = coco.export({ ...dataset, items }, { labels: 'consensus', nowMs: 0 });
    expect(losses.map((loss) => [loss.what, loss.count])).toEqual([['disputed items', 1], ['spans', 1]]);
  });

  it('puts a class of the whole image with the image, and a crowd\'s mask in run lengths', () => {
    const [first] = dataset.items;
    const region = first!.regions[0]!;
    const item = { ...first!.item, width: 4, height: 3 };
    const crowd = { ...region, crowd: true, shape: { kind: 'box' as const, x0: 1, y0: 1, x1: 3, y1: 3 } };
    const whole = { ...region, shape: { kind: 'item-class' as const } };
    const file = exported({ ...dataset, items: [{ ...first!, outcome: 'resolved', item, regions: [crowd, whole] }] });
    expect(file.images[0]!.categories).toHaveLength(1);
    expect(file.annotations[0]).toMatchObject({ iscrowd: 1, segmentation: { size: [3, 4], counts: [4, 2, 1, 2, 3] } });
  });

  it('is in the registry', () => {
    expect(exportFormat('coco')).toBe(coco);
    expect(exportFormat('none')).toBeUndefined();
  });
});

describe('COCO import', () => {
  it('reads back its own export, box for box', () => {
    const file = exported(dataset);
    const back = must(importCoco('instances.json', file));
    expect(back.problems).toEqual([]);
    const boxes = back.items.flatMap((item) => item.labels.map((label) => ({ file: item.fileName, ...label })));
    expect(boxes).toHaveLength(file.annotations.length);
    expect(back.classes).toEqual(file.categories.map(({ id, name }) => ({ id, name })));
    const nameOf = new Map(file.images.map((image) => [image.id, image.file_name]));
    for (const annotation of file.annotations) {
      const [x, y, width, height] = annotation.bbox as [number, number, number, number];
      const box = [x, y, Number((x + width).toFixed(9)), Number((y + height).toFixed(9))];
      expect(boxes).toContainEqual(expect.objectContaining({ file: nameOf.get(annotation.image_id), classId: annotation.category_id, box, confidence: Math.round(annotation.score * 100) }));
    }
  });

  const good = { images: [{ id: 0, file_name: 'a.jpg', width: 10, height: 10 }], categories: [{ id: 0, name: 'cat' }], annotations: [{ image_id: 0, category_id: 0, bbox: [1, 1, 4, 4] }] };

  it('takes ids from 0 and gaps, and clips boxes at the edges', () => {
    const wide = { ...good, categories: [{ id: 90, name: 'dog' }, ...good.categories], annotations: [{ image_id: 0, category_id: 0, bbox: [-2, 8, 4, 4], iscrowd: 1 }] };
    const back = must(importCoco('a.json', wide));
    expect(back.items[0]!.labels).toEqual([{ classId: 2, confidence: 100, box: [0, 8, 2, 10], attributes: { crowd: true } }]);
    expect(back.losses).toHaveLength(1);
  });

  it.each([
    ['annotations[1].bbox', { image_id: 0, category_id: 0, bbox: [1, 1, 0, 4] }],
    ['annotations[1].bbox', { image_id: 0, category_id: 0, bbox: [20, 1, 4, 4] }],
    ['annotations[1].bbox.2', { image_id: 0, category_id: 0, bbox: [1, 1, null, 4] }],
    ['annotations[1].bbox.0', { image_id: 0, category_id: 0, bbox: [Number.NaN, 1, 4, 4] }],
    ['annotations[1].bbox.3', { image_id: 0, category_id: 0, bbox: [1, 1, 4, Infinity] }],
    ['annotations[1].image_id', { image_id: 7, category_id: 0, bbox: [1, 1, 4, 4] }],
    ['annotations[1].category_id', { image_id: 0, category_id: 7, bbox: [1, 1, 4, 4] }],
    ['annotations[1]', 'nonsense'],
  ])('names %s and takes the rest', (field, broken) => {
    const back = must(importCoco('a.json', { ...good, annotations: [...good.annotations, broken] }));
    expect(back.problems).toMatchObject([{ file: 'a.json', field }]);
    expect(back.items[0]!.labels).toHaveLength(1);
  });

  it('refuses what is no COCO file, and counts problems past the first thousand', () => {
    for (const input of [null, [], {}, { images: 3, categories: [] }, 'text']) expect(importCoco('a.json', input)).toMatchObject({ ok: false, error: { code: 'COCO_INVALID', file: 'a.json' } });
    const back = must(importCoco('a.json', { ...good, annotations: Array.from({ length: 1500 }, () => 1) }));
    expect(back.problems).toHaveLength(1001);
    expect(back.problems.at(-1)?.reason).toContain('500 more');
  });

  const oracle = new URL('../../../shared/fixtures/boxes-oracle/coco/instances.json', import.meta.url);
  it.skipIf(!existsSync(oracle))('reads the 135 boxes of the shared fixture', () => {
    const back = must(importCoco('instances.json', JSON.parse(readFileSync(oracle, 'utf8'))));
    expect(back.problems).toEqual([]);
    expect([back.items.length, back.classes.length, back.items.flatMap((item) => item.labels).length]).toEqual([50, 20, 135]);
  });
});
