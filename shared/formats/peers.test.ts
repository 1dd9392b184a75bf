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

describe('Label Studio', () => {
  const box = (id: string, classes: readonly string[], more: object = {}) => ({ id, type: 'rectanglelabels', from_name: 'label', to_name: 'image', original_width: 100, original_height: 50, value: { x: 10, y: 10, width: 20, height: 20, rotation: 0, rectanglelabels: classes }, ...more });
  const task = (data: object, result: readonly object[], more: object = {}) => ({ id: 7, data, annotations: [{ id: 1, completed_by: 3, was_cancelled: false, result }], ...more });

  it('takes every class that a control lets a person choose', async () => {
    const { items } = await read('label-studio', {
      'tasks.json': [
        task({ image: '/data/upload/1/a.jpg' }, [box('a', ['Cat', 'Wet']), { id: 'c', type: 'choices', from_name: 'where', to_name: 'image', value: { choices: ['Indoor', 'Dark'] } }]),
        task({ text: 'Hello World' }, [{ id: 's', type: 'labels', value: { start: 0, end: 5, text: 'Hello', labels: ['G', 'H'] } }]),
      ],
    });
    expect(items.map(({ labels }) => labels.map(({ kind, className }) => `${kind} ${className}`))).toEqual([['box Cat', 'box Wet', 'class Indoor', 'class Dark'], ['span G', 'span H']]);
  });

  it('keeps what is said of one region with the region', async () => {
    const said = (type: string, name: string, value: object) => ({ id: 'a', type, from_name: name, to_name: 'image', value: { x: 10, y: 10, width: 20, height: 20, ...value } });
    const { items, losses, problems } = await read('label-studio', {
      'tasks.json': [task({ image: 'a.jpg' }, [box('a', ['Cat']), said('choices', 'colour', { choices: ['red', 'black'] }), said('textarea', 'plate', { text: ['AB 12'] }), box('b', ['Dog']), { type: 'relation', from_id: 'a', to_id: 'b', direction: 'right' }])],
    });
    expect(items[0]?.labels).toMatchObject([{ className: 'Cat', attributes: { colour: 'red, black', plate: 'AB 12' } }, { className: 'Dog', attributes: {} }]);
    expect(items[0]?.relations).toEqual([{ from: 0, to: 1, label: '' }]);
    expect([losses, problems]).toEqual([[], []]);
  });

  it('finds image and text under a project’s own names, and counts drafts and predictions', async () => {
    const { items, losses } = await read('label-studio', {
      'tasks.json': [
        task({ photo: 's3://bucket/x/y.JPG?v=2', note: 'z' }, [box('a', ['Cat'], { to_name: 'photo' })], { drafts: [{ result: [] }], predictions: [{ result: [] }, { result: [] }] }),
        task({ id: 'r1', review: '💩 Bye World' }, [{ id: 's', type: 'labels', value: { start: 3, end: 6, text: 'Bye', labels: ['G'] } }]),
        task({ image: 'b.jpg', text: 'a caption' }, [box('a', ['Cat'])]),
      ],
    });
    expect(items.map(({ kind, path }) => [kind, path])).toEqual([['image', 'y.JPG'], ['text', 'task-7.txt'], ['image', 'b.jpg']]);
    expect(items[1]?.labels).toMatchObject([{ start: 2, end: 5 }]);
    expect(losses).toEqual(['1 drafts', '2 predictions beside annotations']);
  });

  it('reads JSON-MIN, which has controls for keys', async () => {
    const region = { x: 10, y: 10, width: 20, height: 20, rotation: 0, rectanglelabels: ['Cat'], original_width: 100, original_height: 50 };
    const of = { annotator: 1, annotation_id: 5, created_at: '2024', updated_at: '2024', lead_time: 1.5 };
    const { items, losses, problems } = await read('label-studio', {
      'min.json': [
        { image: '/data/upload/3/a.jpg', id: 1, label: [region], choice: 'Indoor', ...of },
        { image: '/data/upload/3/b.jpg', id: 2, choice: { choices: ['A', 'B'] }, camera: 'x', ...of },
        { text: 'Hello World', id: 3, label: [{ start: 0, end: 5, text: 'Hello', labels: ['G'] }], ...of },
        { image: 'c.jpg' },
      ],
    });
    expect(items.map(({ path, labels }) => [path, labels.map(({ kind, className }) => `${kind} ${className}`)])).toEqual([['a.jpg', ['box Cat', 'class Indoor']], ['b.jpg', ['class A', 'class B']], ['task-3.txt', ['span G']]]);
    expect(items[0]?.labels[0]).toMatchObject({ x0: 10, y0: 5, x1: 30, y1: 15 });
    expect([losses, problems]).toEqual([['1 columns that have no place'], ['min.json [3]']]);
  });

  it('is given addresses of files that its server does not cut', async () => {
    const { files } = await writeAll('label-studio', { items: [imageItem({ path: 'a+b & c?#.jpg', widthPx: 9, heightPx: 9 })] });
    const [first] = JSON.parse(String(files['tasks.json'])) as { data: { image: string } }[];
    expect(new URL(first?.data.image ?? '', 'http://x').searchParams.get('d')).toBe('images/a+b & c?#.jpg');
  });
});
