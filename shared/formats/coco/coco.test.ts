import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyIndex, extendIndex, readLogs } from '../../protocol/chain-index.ts';
import { buildDataset } from '../../protocol/dataset.ts';
import type { Dataset, DatasetItem } from '../../protocol/dataset-types.ts';
import { must } from '../../result.ts';
import { historySchema } from '../../test-support/history/history.ts';
import { testManifest } from '../../test-support/pack.ts';
import { writeDataset } from '../convert.ts';
import { datasetReading } from '../dataset-items.ts';
import type { LabelChoice } from '../dataset-items.ts';
import { usualOptions } from '../format.ts';
import { datasetProvenance } from '../provenance.ts';
import { memorySink, memorySource } from '../test-support/memory.ts';
import { readAll } from '../test-support/passes.ts';
import { coco } from './coco.ts';

interface CocoFile {
  info: { provenance: Record<string, unknown> };
  images: { id: number; file_name: string; width: number; height: number; provenance: { outcome: string }; categories?: unknown[] }[];
  annotations: { id: number; image_id: number; category_id: number; bbox: number[]; area: number; iscrowd: number; score: number; segmentation: unknown; attributes: { provenance: Record<string, unknown> } }[];
  categories: { id: number; name: string }[];
}

let dataset: Dataset;
beforeAll(() => {
  const history = historySchema.parse(JSON.parse(readFileSync(new URL('../../test-support/history/two-projects.json', import.meta.url), 'utf8')));
  const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
  dataset = must(buildDataset({ chainId: 31_337, coordinator: history.coordinator, index, projectId: history.projectId, manifest: testManifest('boxes', 24) }));
});

async function exportOf(of: Dataset, labels: LabelChoice = 'consensus') {
  const sink = memorySink();
  const reading = datasetReading(of, labels, async () => null);
  await writeDataset(coco, reading, sink, { ...usualOptions, nowMs: 0, provenance: datasetProvenance(of) }, null);
  const text = String(sink.written['annotations/instances.json']);
  return { text, file: JSON.parse(text) as CocoFile, losses: reading.report.losses.list() };
}

describe('COCO out of a project', () => {
  it('has ids from 1, whole references, and boxes as x, y, width, height', async () => {
    const { file } = await exportOf(dataset);
    expect(file.images.map((image) => image.id)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(file.annotations.map((annotation) => annotation.id)).toEqual(file.annotations.map((_, index) => index + 1));
    // The schema's own numbers.
    expect(file.categories.map(({ id, name }) => [id, name])).toEqual(dataset.manifest.schema.classes.map(({ id, name }) => [id, name]));
    const final = dataset.items.filter((item) => item.outcome !== 'disputed').flatMap((item) => item.regions.flatMap((region) => (region.shape.kind === 'box' ? [{ item, region: region.shape }] : [])));
    expect(file.annotations).toHaveLength(final.length);
    for (const [index, { item, region }] of final.entries()) {
      const annotation = file.annotations[index]!;
      expect(annotation.image_id).toBe(item.index + 1);
      const [x, y, width, height] = annotation.bbox as [number, number, number, number];
      expect([x, y]).toEqual([region.x0, region.y0]);
      expect([x + width, y + height].map((value) => Number(value.toFixed(9)))).toEqual([region.x1, region.y1]);
      expect(annotation.area).toBeCloseTo(width * height, 6);
    }
  });

  it('says of every box who, where and how sure', async () => {
    const { file } = await exportOf(dataset);
    const [annotation] = file.annotations;
    const { provenance } = annotation!.attributes;
    expect(provenance).toMatchObject({ batchId: expect.stringMatching(/^\d+$/) as string, votes: expect.any(Number) as number, confidence: Math.round(annotation!.score * 100) });
    for (const voter of provenance['voters'] as Record<string, unknown>[]) {
      expect(voter['annotator']).toMatch(/^0x[0-9a-fA-F]{40}$/);
      expect(voter['transaction']).toMatch(/^0x[0-9a-f]{64}$/);
      expect(voter).toMatchObject({ block: expect.any(Number) as number, reputationBps: expect.any(Number) as number, seatId: expect.stringMatching(/^\d+$/) as string });
    }
    expect(file.info.provenance).toMatchObject({ chainId: 31_337, coordinator: dataset.coordinator, manifestRoot: dataset.project.manifestRoot });
    expect(file.images[0]?.provenance).toMatchObject({ outcome: dataset.items[0]?.outcome });
  });

  it('can have each annotator\'s own labels, or both', async () => {
    const [mine, theirs, both] = await Promise.all((['consensus', 'annotators', 'both'] as const).map(async (labels) => (await exportOf(dataset, labels)).file.annotations.length));
    expect(theirs).toBeGreaterThan(mine!);
    expect(both).toBe(mine! + theirs!);
  });

  it('gives files that share a name names of their own', async () => {
    const names = (await exportOf(dataset)).file.images.map((image) => image.file_name);
    expect(new Set(names).size).toBe(24);
    expect(names[0]).toBe('photo 0.jpg');
    expect(names[4]).toBe('5-photo 0.jpg');
  });

  it('leaves out what nobody settled and spans, and says so', async () => {
    const [first] = dataset.items;
    const span = { ...first!.regions[0]!, shape: { kind: 'span' as const, start: 0, end: 4 } };
    const items: DatasetItem[] = [{ ...first!, outcome: 'disputed' }, { ...first!, index: 1, outcome: 'resolved', regions: [span] }];
    const { losses } = await exportOf({ ...dataset, items });
    expect(losses.map((loss) => [loss.what, loss.count])).toEqual([['disputed items', 1], ['spans', 1]]);
  });

  it('puts a class of the whole image with the image, and a crowd\'s mask in run lengths', async () => {
    const [first] = dataset.items;
    const region = first!.regions[0]!;
    const item = { ...first!.item, width: 4, height: 3 };
    const crowd = { ...region, crowd: true, shape: { kind: 'box' as const, x0: 1, y0: 1, x1: 3, y1: 3 } };
    const whole = { ...region, shape: { kind: 'item-class' as const } };
    const { file } = await exportOf({ ...dataset, items: [{ ...first!, outcome: 'resolved', item, regions: [crowd, whole] }] });
    expect(file.images[0]!.categories).toHaveLength(1);
    expect(file.annotations[0]).toMatchObject({ iscrowd: 1, segmentation: { size: [3, 4], counts: [4, 2, 1, 2, 3] } });
  });

  it('is read back box for box, with all that it says', async () => {
    const { text, file } = await exportOf(dataset);
    const back = await readAll('coco', memorySource({ 'annotations/instances.json': text }));
    expect(back.report.problems()).toEqual([]);
    const labels = back.items.flatMap((item) => item.labels).filter(({ kind }) => kind === 'box');
    expect(labels).toHaveLength(file.annotations.length);
    for (const [index, label] of labels.entries()) expect(label).toMatchObject({ score: file.annotations[index]!.score, extras: file.annotations[index]!.attributes.provenance });
  });
});
