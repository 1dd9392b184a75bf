import { describe, expect, it } from 'vitest';
import type { FormatName } from './names.ts';
import { memorySource } from './test-support/memory.ts';
import { readAll, writeAll } from './test-support/passes.ts';
import type { Images } from './test-support/passes.ts';
import { boxLabel, imageItem } from './model.ts';

/*
 * Datasets as the tools themselves write them: layouts, fields and habits of their exports that no writer here has.
 */

async function read(name: FormatName, files: Readonly<Record<string, string | object>>, images: Images = {}) {
  const texts = Object.fromEntries(Object.entries(files).map(([path, contents]) => [path, typeof contents === 'string' ? contents : JSON.stringify(contents)]));
  const { items, report, classes } = await readAll(name, memorySource(texts, images));
  return { items, classes, losses: report.losses.list().map(({ what, count }) => `${count} ${what}`), problems: report.problems().map(({ file, field }) => `${file} ${field}`) };
}

describe('COCO', () => {
  const categories = [{ id: 1, name: 'cat', supercategory: 'none' }];
  const annotation = (id: number, more: object = {}) => ({ id, image_id: 1, category_id: 1, bbox: [10, 5, 20, 15], area: 300, iscrowd: 0, segmentation: [], ...more });

  it('is read set by set where every set has a folder, as Roboflow exports it', async () => {
    const set = (name: string) => ({ info: {}, licenses: [], categories, images: [{ id: 1, license: 1, file_name: name, width: 64, height: 48 }], annotations: [annotation(0)] });
    const { items, problems } = await read('coco', { 'README.roboflow.txt': '', 'train/_annotations.coco.json': set('a.jpg'), 'valid/_annotations.coco.json': set('a.jpg') }, { 'train/a.jpg': [64, 48], 'valid/a.jpg': [64, 48] });
    expect(items.map(({ path, labels }) => [path, labels.length])).toEqual([['train/a.jpg', 1], ['valid/a.jpg', 1]]);
    expect(problems).toEqual([]);
  });

  it('says that a crowd loses its mask, unless that is the box itself', async () => {
    const file = (segmentation: unknown) => ({ categories, images: [{ id: 1, file_name: 'a.jpg', width: 64, height: 48 }], annotations: [annotation(1, { iscrowd: 1, segmentation })] });
    for (const mask of [{ size: [48, 64], counts: [485, 15, 2572] }, { size: [48, 64], counts: 'Sb01n0' }, [[1, 1, 9, 1, 9, 9]]]) {
      const { items, losses } = await read('coco', { 'a.json': file(mask) });
      expect(items[0]?.labels).toMatchObject([{ crowd: true, x0: 10, x1: 30 }]);
      expect(losses).toEqual(['1 segmentation masks']);
    }
    const own = await writeAll('coco', { items: [imageItem({ path: 'a.jpg', widthPx: 64, heightPx: 48, labels: [boxLabel({ className: 'cat', x0: 0.1, y0: 0.7, x1: 0.3, y1: 48, crowd: true })] })] });
    const again = await readAll('coco', memorySource(own.files));
    expect(again.items[0]?.labels).toMatchObject([{ crowd: true }]);
    expect(again.report.losses.list()).toEqual([]);
  });
});
