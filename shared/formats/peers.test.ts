import { describe, expect, it } from 'vitest';
import type { FormatName } from './names.ts';
import { parquetOfPyarrow } from './test-support/parquet-of-pyarrow.ts';
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

describe('Datumaro', () => {
  const categories = { label: { labels: [{ name: 'cat', parent: '', attributes: [] }], attributes: [] } };
  const box = { id: 0, type: 'bbox', attributes: { rotation: 0 }, group: 0, label_id: 0, z_order: 0, bbox: [1, 2, 10.5, 11.25] };
  const file = (...items: readonly object[]) => ({ dm_format_version: '1.0', media_type: 2, infos: {}, categories, items });

  it('takes an image of the set’s own folder, and an item whose image stayed on another machine', async () => {
    const { items, problems } = await read(
      'datumaro',
      {
        'annotations/train.json': file({ id: 'a', annotations: [box], image: { path: 'a.jpg' } }),
        'annotations/val.json': file({ id: 'a', annotations: [box], image: { path: 'a.jpg' } }, { id: 'sub/b', annotations: [box], image: { path: '/home/u/data/sub/b.png', size: [48, 64] } }, { id: 'sub/c', annotations: [], image: { path: 'C:\\data\\c.png', size: [48, 64] } }),
      },
      { 'images/train/a.jpg': [64, 48], 'images/val/a.jpg': [32, 24] },
    );
    expect(items.map(({ path, split, widthPx }) => [path, split, widthPx])).toEqual([['a.jpg', null, 64], ['val/a.jpg', 'val', 32], ['sub/b.png', 'val', 64], ['sub/c.png', 'val', 64]]);
    expect(problems).toEqual([]);
  });
});

describe('YOLO', () => {
  it('reads the boxes of poses, whose keypoints are no outline', async () => {
    const files = { 'data.yaml': 'kpt_shape: [2, 3]\nnames:\n  0: person\n', 'labels/train/a.txt': '0 0.5 0.5 0.25 0.5 0.1 0.1 2 0.9 0.9 1\n0 0.5 0.5 0.5 0.5 0.1 0.1 2 0.9 0.9 1 0.75\n' };
    const { items, losses, problems } = await read('ultralytics', files, { 'images/train/a.jpg': [64, 48] });
    expect(items[0]?.labels).toMatchObject([{ x0: 24, y0: 12, x1: 40, y1: 36, score: null }, { x0: 16, x1: 48, score: 0.75 }]);
    expect([losses, problems]).toEqual([['2 keypoints'], []]);
  });

  it('follows a reference in data.yaml, and not one that is a bomb', async () => {
    const images = { 'images/train/a.jpg': [64, 48] } as const;
    const label = { 'labels/train/a.txt': '1 0.5 0.5 0.25 0.5\n' };
    const sound = await read('ultralytics', { ...label, 'data.yaml': 'base: &n [cat, dog]\nnames: *n\n' }, images);
    expect(sound.items[0]?.labels).toMatchObject([{ className: 'dog' }]);
    const levels = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array.from({ length: 9 }, () => `*l${level}`).join(',')}]\n`).join('');
    const bomb = await read('ultralytics', { ...label, 'data.yaml': `l0: &l0 [x,x]\n${levels}names: *l9\n` }, images);
    expect(bomb.problems).toEqual(['data.yaml (file)', 'labels/train/a.txt line 1, class']);
  });

  it('finds images that lie beside the labels’ folder, as Label Studio writes them', async () => {
    const { items } = await read('yolo', { 'classes.txt': 'cat\n', 'notes.json': '{}', 'labels/x-1.txt': '0 0.5 0.5 0.25 0.5\n' }, { 'images/x-1.png': [64, 48] });
    expect(items.map(({ path, labels }) => [path, labels.length])).toEqual([['x-1.png', 1]]);
  });
});

describe('Pascal VOC', () => {
  const voc = (name: string) => `<annotation><filename>${name}</filename><size><width>64</width><height>48</height></size><object><name>cat</name><bndbox><xmin>1.0</xmin><ymin>2.5</ymin><xmax>30.25</xmax><ymax>40</ymax></bndbox></object></annotation>`;

  it('keeps sets apart whose images have the same names, and finds an image whose ending is not said', async () => {
    const sets = await read('voc', { 'train/same.xml': voc('same.jpg'), 'valid/same.xml': voc('same.jpg') }, { 'train/same.jpg': [64, 48], 'valid/same.jpg': [64, 48] });
    expect(sets.items.map(({ path }) => path)).toEqual(['train/same.jpg', 'valid/same.jpg']);
    expect(sets.problems).toEqual([]);
    const bare = await read('voc', { 'Annotations/a.xml': voc('a') }, { 'JPEGImages/a.jpg': [64, 48] });
    expect(bare.items.map(({ path, labels }) => [path, labels.length])).toEqual([['a.jpg', 1]]);
  });
});

describe('texts', () => {
  it('does not lose Prodigy’s texts of one source, nor doccano’s', async () => {
    const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const prodigy = await read('spacy', { 'p.jsonl': lines([1, 2, 3].map((each) => ({ text: `Text ${each}`, meta: { source: 'GitHub' }, spans: [{ start: 0, end: 4, label: 'T' }], answer: 'accept' }))) });
    expect(prodigy.items.map(({ path, extras, labels }) => [path, extras, labels.length])).toEqual([['GitHub', null, 1], ['p-000002.txt', { source: 'GitHub' }, 1], ['p-000003.txt', { source: 'GitHub' }, 1]]);
    const doccano = await read('doccano', { 'd.jsonl': lines([1, 2].map((each) => ({ text: `Text ${each}`, source: 'https://x.org/a' }))) });
    expect(doccano.items.map(({ path }) => path)).toEqual(['d-000001.txt', 'd-000002.txt']);
    expect([prodigy.problems, doccano.problems]).toEqual([[], []]);
  });

  it('reads the annotations of doccano’s first exports', async () => {
    const { items, problems } = await read('doccano', { 'd.jsonl': '{"text":"Hello World","annotations":[{"label":3,"start_offset":0,"end_offset":5,"user":1},{"label":"pos","user":1},{"label":3,"start_offset":9,"end_offset":50}]}\n' });
    expect(items[0]?.labels).toMatchObject([{ kind: 'span', className: '3', start: 0, end: 5 }, { kind: 'class', className: 'pos' }]);
    expect(problems).toEqual(['d.jsonl line 1: annotations[2]']);
  });

  it('parts CoNLL’s columns at blanks and tabs, and leaves other spaces in their tokens', async () => {
    const { items, problems } = await read('conll', { 'a.conll': 'EU NNP B-ORG \r\n10\u00a0000 CD B-NUM\r\n\u3000 O\r\nNew York\tB-LOC\t\r\n \t\r\nx\tO\r\n' });
    expect(items.map(({ text }) => text)).toEqual(['EU 10\u00a0000 \u3000 New York', 'x']);
    expect(items[0]?.labels).toMatchObject([{ className: 'ORG' }, { className: 'NUM', start: 3, end: 9 }, { className: 'LOC', start: 12, end: 20 }]);
    expect(problems).toEqual([]);
  });
});

describe('imagefolder', () => {
  const images = { 'train/a.png': [64, 48], 'train/b.png': [64, 48] } as const;

  it('reads metadata.csv', async () => {
    const { items, losses, problems } = await read('imagefolder', { 'train/metadata.csv': 'file_name,label,caption\na.png,cat,"x, y"\nb.png,,\n../c.png,dog,\n' }, images);
    expect(items.map(({ path, labels }) => [path, labels.map(({ className }) => className)])).toEqual([['a.png', ['cat']], ['b.png', []]]);
    expect(losses).toEqual(['1 columns that have no place']);
    expect(problems).toEqual(['train/metadata.csv line 4: file_name']);
  });

  it('reads objects as a list too', async () => {
    const { items, problems } = await read('imagefolder', { 'train/metadata.jsonl': '{"file_name":"a.png","objects":[{"bbox":[1,2,3,4],"category":"cat"},{"bbox":[1,2,3],"category":"dog"}]}\n{"file_name":"b.png","objects":"none"}\n' }, images);
    expect(items[0]?.labels).toMatchObject([{ className: 'cat', x0: 1, y0: 2, x1: 4, y1: 6 }]);
    expect(problems).toEqual(['train/metadata.jsonl line 1: objects.bbox[1]', 'train/metadata.jsonl line 2: objects']);
  });
});

describe('tables', () => {
  it('bring an item’s rows together that stand apart', async () => {
    const head = 'filename,width,height,class,xmin,ymin,xmax,ymax\n';
    const { items, problems } = await read('csv', { 'l.csv': `${head}a.jpg,64,48,cat,1,2,10,12\nb.jpg,64,48,cat,1,2,10,12\na.jpg,,,dog,3,2,10,12\na.jpg,,,dog,3,2,nan,12\n` });
    expect(items.map(({ path, widthPx, labels }) => [path, widthPx, labels.map(({ className }) => className)])).toEqual([['a.jpg', 64, ['cat', 'dog']], ['b.jpg', 64, ['cat']]]);
    expect(problems).toEqual(['l.csv line 5: xmax', 'l.csv line 5: box']);
  });

  it('of texts without names stay a text a row', async () => {
    const { items } = await read('csv', { 'l.csv': 'label,file,text,start,end\nG,x.txt,Hello,0,5\nH,,World,0,5\nG,x.txt,,1,3\nH,,Again,0,5\n' });
    expect(items.map(({ path, text, labels }) => [path, text, labels.length])).toEqual([['x.txt', 'Hello', 2], ['l-3.txt', 'World', 1], ['l-5.txt', 'Again', 1]]);
  });

  it('are read in Parquet of another writer, by other names of the columns, and nothing nested for one of them', async () => {
    const { items, report } = await readAll('parquet', memorySource({ 'x.parquet': new Uint8Array(Buffer.from(parquetOfPyarrow, 'base64')) }));
    expect(items.map(({ path, widthPx, labels }) => [path, widthPx, labels.map(({ className }) => className)])).toEqual([['a.jpg', 64, ['cat', 'cat']], ['b.jpg', 64, ['dog']]]);
    expect(items[1]?.labels).toMatchObject([{ x0: 2, y0: 2, x1: 20, y1: 20 }]);
    expect(report.losses.list()).toMatchObject([{ what: 'columns that have no place', why: 'image', count: 1 }]);
    expect(report.problems()).toEqual([]);
  });
});
