import { describe, expect, it } from 'vitest';
import type { FormatName } from './names.ts';
import { jsonEntries } from './json-stream.ts';
import { lines } from './lines.ts';
import { memorySource } from './test-support/memory.ts';
import { readAll, writeAll } from './test-support/passes.ts';
import type { Images } from './test-support/passes.ts';
import { boxLabel, imageItem } from './model.ts';
import { xmlNodes } from './xml-stream.ts';

type Files = Readonly<Record<string, string>>;

/** Every problem by file and field; each one has a reason and a fix. Pieces of 7 characters meet a cut at every place. */
async function problems(name: FormatName, files: Files, images: Images = {}) {
  const { items, report } = await readAll(name, memorySource(files, images, 7));
  for (const { reason, fix } of report.problems()) {
    expect(reason).not.toBe('');
    expect(fix).not.toBe('');
  }
  const said = report.problems();
  return { items, said, fields: said.map(({ file, field }) => `${file} ${field}`), losses: report.losses.list().map(({ what, count }) => `${count} ${what}`) };
}

const coco = (annotations: string, more = '') =>
  `{"images":[{"id":1,"file_name":"a.jpg","width":100,"height":80},{"id":0,"file_name":"b.jpg","width":100,"height":80}${more}],"categories":[{"id":0,"name":"zero"},{"id":90,"name":"ninety"}],"annotations":[${annotations}]}`;

describe('COCO', () => {
  it('names every broken number and takes the rest', async () => {
    let id = 0;
    const box = (bbox: string, image = 1) => `{"id":${++id},"image_id":${image},"category_id":90,"bbox":${bbox}}`;
    const found = await problems('coco', { 'a.json': coco([box('[1,2,3,4]'), box('[NaN,2,3,4]'), box('[1,Infinity,3,4]'), box('[1,2,-3,4]'), box('[1,2,0,4]'), box('[1,2,3,1e999]'), box('[200,2,3,4]'), box('[1,2,3]'), box('[1,2,3,99999999]'), box('[1,2,3,4]', 0), box('[-5,-5,10,10]')].join(',')) });
    expect(found.fields).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((index) => `a.json annotations[${index}].bbox`));
    expect(found.said.map(({ reason }) => reason)).toEqual(expect.arrayContaining([expect.stringContaining('x0 is "NaN"'), expect.stringContaining('y0 is "Infinity"')]));
    expect(found.items.map(({ labels }) => labels.length)).toEqual([2, 1]);
    expect(found.losses).toEqual(['1 parts of boxes outside the image']);
  });

  it('takes ids from 0 and with gaps as they are, and names those that lead nowhere or are there twice', async () => {
    const found = await problems('coco', {
      'a.json': coco('{"image_id":0,"category_id":0,"bbox":[1,1,2,2]},{"image_id":0,"category_id":1,"bbox":[1,1,2,2]},{"image_id":7,"category_id":0,"bbox":[1,1,2,2]}', ',{"id":1,"file_name":"c.jpg","width":9,"height":9},{"id":5,"file_name":"a.jpg","width":9,"height":9}'),
    });
    expect(found.fields).toEqual(['a.json images[2].id', 'a.json annotations[1].category_id', 'a.json annotations[2].image_id', 'a.jpg path']);
    expect(found.items[1]?.labels[0]?.className).toBe('zero');
  });

  it('names each id that several annotations have, wherever they stand, and keeps their labels', async () => {
    const box = (id: string) => `{"id":${id},"image_id":1,"category_id":90,"bbox":[1,2,3,4]}`;
    const many = Array.from({ length: 3000 }, (_, index) => box(String(index + 10)));
    const found = await problems('coco', { 'a.json': coco([box('7'), box('"x"'), ...many, box('7'), box('"7"'), box('7'), box('"x"'), box('null'), box('null')].join(',')) });
    expect(found.said.map(({ field, reason }) => [field, reason.split(';')[0]])).toEqual([['annotations[0].id', 'annotation 7 is there 3 times'], ['annotations[1].id', 'annotation "x" is there 2 times']]);
    expect(found.items[0]?.labels).toHaveLength(3008);
  });

  it('refuses paths that lead elsewhere', async () => {
    const names = ['../up.jpg', '/etc/passwd', 'C:\\\\windows\\\\a.jpg', 'a/../../b.jpg', 'file:///etc/x', 'nul\\u0000.jpg', ''];
    const found = await problems('coco', { 'a.json': `{"images":[${names.map((name, id) => `{"id":${id},"file_name":"${name}","width":9,"height":9}`).join(',')},{"id":99,"file_name":"./ok\\\\fine.jpg","width":9,"height":9}],"annotations":[],"categories":[]}` });
    expect(found.fields).toEqual(names.map((_, index) => `a.json images[${index}].file_name`));
    expect(found.items.map(({ path }) => path)).toEqual(['ok/fine.jpg']);
  });

  it('takes what comes before a break in the file, and says where it is', async () => {
    const whole = coco('{"image_id":1,"category_id":90,"bbox":[1,2,3,4]},{"image_id":1,"category_id":90,"bbox":[5,6,7,8]}');
    const found = await problems('coco', { 'a.json': whole.slice(0, -20) });
    expect(found.items[0]?.labels).toHaveLength(1);
    expect(found.said).toMatchObject([{ file: 'a.json', field: expect.stringMatching(/^character \d+$/) as string }]);
    expect((await problems('coco', { 'a.json': '' })).said[0]?.reason).toContain('empty');
    expect((await problems('coco', { 'a.json': 'hello' })).items).toEqual([]);
    expect((await problems('coco', { 'a.json': '[1,2]' })).said).toHaveLength(1);
    expect((await problems('coco', {})).said).toHaveLength(1);
  });

  it('reads texts with quotes, backslashes and the word NaN in them as they are', async () => {
    const name = String.raw`a \"NaN\" \\ Infinity.jpg`;
    const found = await problems('coco', { 'a.json': `{"images":[{"id":1,"file_name":"x/${name.replace(String.raw`\\`, '')}","width":9,"height":9}],"annotations":[{"image_id":1,"category_id":1,"bbox":[1,1,2,2],"score":NaN,"attributes":{"note":"-Infinity, NaN","deep":{"a":1},"n":NaN}}],"categories":[{"id":1,"name":"c"}]}` });
    expect(found.items[0]?.path).toBe('x/a "NaN"  Infinity.jpg');
    expect(found.items[0]?.labels[0]?.attributes).toEqual({ note: '-Infinity, NaN', n: 'NaN' });
    expect(found.fields).toEqual(['a.json annotations[0].score']);
    expect(found.losses).toEqual(['1 attributes that are lists or objects']);
  });
});

describe('XML', () => {
  const voc = (body: string, head = '') => `<?xml version="1.0"?>${head}<annotation><filename>a.jpg</filename><size><width>100</width><height>80</height></size>${body}</annotation>`;
  const object = (box: string, name = 'cat') => `<object><name>${name}</name><bndbox>${box}</bndbox></object>`;
  const edges = (x0: string, y0: string, x1: string, y1: string) => `<xmin>${x0}</xmin><ymin>${y0}</ymin><xmax>${x1}</xmax><ymax>${y1}</ymax>`;

  it('follows no entity, and says where one is', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
    for (const entity of ['&a;', '&b;', '&f;']) {
      const found = await problems('voc', { 'a.xml': voc(object(edges('1', '2', '3', '4'), entity), laughs), 'b.xml': voc(object(edges('1', '2', '3', '4'))).replace('a.jpg', 'b.jpg') });
      expect(found.items.map(({ path }) => path)).toEqual(['b.jpg']);
      expect(found.said[0]).toMatchObject({ file: 'a.xml', field: expect.stringContaining('line') as string, fix: expect.stringContaining('entities') as string });
    }
  });

  it('names every broken edge of VOC and takes the rest', async () => {
    const found = await problems('voc', { 'a.xml': voc([edges('1.5', '2.25', '3', '4'), edges('nan', '2', '3', '4'), edges('3', '2', '1', '4'), edges('0x10', '2', '30', '4'), edges('1', '2', '1e400', '4'), ''].map((box) => object(box)).join('')) });
    expect(found.fields).toEqual(['a.xml object[1].bndbox.xmin', 'a.xml object[2].bndbox', 'a.xml object[3].bndbox.xmin', 'a.xml object[4].bndbox', 'a.xml object[5].bndbox.xmin']);
    expect(found.items[0]?.labels).toMatchObject([{ x0: 1.5, y0: 2.25, x1: 3, y1: 4 }]);
  });

  it('counts as the devkit does where asked to', async () => {
    const files = { 'a.xml': voc(object(edges('1', '1', '100', '80'))) };
    const { items } = await readAll('voc', memorySource(files), { vocOneBased: true });
    expect(items[0]?.labels).toMatchObject([{ x0: 0, y0: 0, x1: 100, y1: 80 }]);
    const again = await writeAll('voc', { items }, { vocOneBased: true });
    expect(again.files['Annotations/a.xml']).toContain('<xmin>1</xmin><ymin>1</ymin><xmax>100</xmax><ymax>80</ymax>');
  });

  it('takes the images of a CVAT file that come before a break', async () => {
    const image = (name: string, box: string) => `<image id="0" name="${name}" width="100" height="80">${box}</image>`;
    const text = `<annotations>${image('a.jpg', '<box label="x" xtl="1" ytl="2" xbr="3" ybr="4"/><polygon label="x" points="1,2"/><box label="x" xtl="inf" ytl="2" xbr="3" ybr="4"/>')}${image('../b.jpg', '')}${image('c.jpg', '')}`;
    const found = await problems('cvat', { 'annotations.xml': text });
    expect(found.items.map(({ path, labels }) => [path, labels.length])).toEqual([['a.jpg', 1], ['c.jpg', 0]]);
    expect(found.fields).toEqual(['annotations.xml image[0].box[2].xtl', 'annotations.xml image[0].name', expect.stringMatching(/^annotations\.xml line/)]);
    expect(found.losses).toEqual(['1 polygon shapes']);
  });
});

describe('YOLO', () => {
  const images = { 'obj_train_data/a.jpg': [100, 80], 'obj_train_data/b.png': [50, 50], 'obj_train_data/c.jpg': [10, 10] } as const;

  it('names each line that is none, tells an empty file from a missing one, and wants the image', async () => {
    const lines = ['0 0.5 0.5 0.2 0.2', '7 0.5 0.5 0.2 0.2', '-1 0.5 0.5 0.2 0.2', '0 0.5 0.5 nan 0.2', '0 0.5 0.5', '0 50 40 20 16', '0 0.5 0.5 0 0.2', '0 0.1 0.1 0.3 0.1 0.3 0.4', '1 0.5 0.5 0.2 0.2 0.75'];
    const found = await problems('yolo', { 'obj.names': 'cat\ndog\n', 'obj_train_data/a.txt': lines.join('\n'), 'obj_train_data/b.txt': '', 'obj_train_data/lost.txt': '0 0.5 0.5 0.1 0.1', 'train.txt': 'data/obj_train_data/a.jpg\nobj_train_data/c.jpg\n' }, images);
    expect(found.fields).toEqual(['line 2, class', 'line 3, class', 'line 4', 'line 5', 'line 6', 'line 7'].map((field) => `obj_train_data/a.txt ${field}`).concat('obj_train_data/lost.txt image'));
    expect(found.items.map(({ path, labels }) => [path, labels.length])).toEqual([['a.jpg', 3], ['c.jpg', 0], ['b.png', 0]]);
    expect(found.items[0]?.labels.map(({ score }) => score)).toEqual([null, null, 0.75]);
    expect(found.losses).toEqual(['1 outlines and turned boxes', '1 missing label files']);
  });

  it('gives images that differ in their endings alone a label file each', async () => {
    const items = ['a.jpg', 'a.png', 'A.webp'].map((path, index) => imageItem({ path, widthPx: 10, heightPx: 10, labels: [boxLabel({ className: 'x', x0: index, y0: 0, x1: 9, y1: 9 })] }));
    const written = await writeAll('yolo', { items });
    expect(Object.keys(written.files).filter((path) => path.endsWith('.txt')).sort()).toEqual(['obj_train_data/A-3.txt', 'obj_train_data/a-2.txt', 'obj_train_data/a.txt', 'train.txt']);
    expect(written.report.losses.list()).toContainEqual(expect.objectContaining({ what: 'names of images', count: 2 }));
  });

  it('drops extras that no longer belong to the labels, and takes the labels', async () => {
    const items = [imageItem({ path: 'a.jpg', widthPx: 100, heightPx: 80, labels: [boxLabel({ className: 'x', x0: 10, y0: 20, x1: 30, y1: 40, score: 0.5 })] })];
    const { files, images: sizes } = await writeAll('yolo', { items });
    const edited = { ...files, 'obj_train_data/a.txt': '0 0.300000 0.375000 0.200000 0.250000\n' };
    const found = await readAll('yolo', memorySource(edited, sizes));
    expect(found.items[0]?.labels).toMatchObject([{ x0: 20, y0: 20, x1: 40, y1: 40, score: null }]);
    expect(found.report.problems()).toMatchObject([{ file: 'extras.jsonl', field: 'obj_train_data/a.txt' }]);
    const forged = await readAll('yolo', memorySource({ ...files, 'extras.jsonl': files['extras.jsonl']?.toString().replace('"a.jpg"', '"../../a.jpg"') ?? '' }, sizes));
    expect(forged.report.problems()[0]).toMatchObject({ file: 'extras.jsonl', field: expect.stringContaining('path') as string });
    expect(forged.items).toHaveLength(1);
  });
});

describe('texts', () => {
  it('counts code points where the format does, and UTF-16 units where the browser does', async () => {
    // doccano PR 108, Label Studio issues 1347 and 4988.
    const doccano = await problems('doccano', { 'all.jsonl': '{"text":"label1 😄 label2","label":[[7,8,"emoji"],[9,15,"word"],[9,99,"far"]]}\n{"text":5}\n{"text":"x","label":[[0.5,1,"y"],[1,0,"y"],[0,1,""]]}\nno json\n' });
    expect(doccano.items[0]?.labels).toMatchObject([{ start: 7, end: 8 }, { start: 9, end: 15 }]);
    expect(doccano.fields).toEqual(['line 1: label[2]', 'line 2: text', 'line 3: label[0]', 'line 3: label[1]', 'line 3: label[2]', 'line 4'].map((field) => `all.jsonl ${field}`));
    const result = (start: number, end: number, text: string) => `{"id":"a","type":"labels","from_name":"label","to_name":"text","value":{"start":${start},"end":${end},"text":"${text}","labels":["X"]}}`;
    const task = (text: string, results: string) => `{"id":${text.length},"data":{"text":"${text}"},"annotations":[{"result":[${results}]}]}`;
    const studio = await problems('label-studio', { 'tasks.json': `[${task('💩This is an annotation.', `${result(13, 23, 'annotation')},${result(12, 22, 'annotation')},${result(0, 4, 'annotation')}`)},${task('👨🏻‍🚒 firemen drive', result(8, 15, 'firemen'))}]` });
    expect(studio.items[0]?.labels).toMatchObject([{ start: 12, end: 22 }, { start: 12, end: 22 }]);
    expect(studio.items[1]?.labels).toMatchObject([{ start: 5, end: 12 }]);
    expect(studio.fields).toEqual(['tasks.json [0].annotations[0].result[2].value.text']);
  });

  it('reads CSV that is broken, in parts', async () => {
    const found = await problems('csv', { 'a.csv': 'filename,width,height,class,xmin,ymin,xmax,ymax,colour\na.jpg,100,80,cat,1,2,3,4,red\na.jpg,100,80,cat,x,2,3,4,\nb.jpg,100,80,,,,,,\n../c.jpg,1,1,cat,0,0,1,1,\na.jpg,100,80,dog,1,2,3,4,\n' });
    expect(found.items.map(({ path, labels }) => [path, labels.length])).toEqual([['a.jpg', 2], ['b.jpg', 0]]);
    expect(found.fields).toEqual(['a.csv line 3: xmin', 'a.csv line 3: box', 'a.csv line 5: file']);
    expect(found.losses).toEqual(['1 columns that have no place']);
    expect((await problems('csv', { 'a.csv': 'x,y\n1,2\n' })).fields).toEqual(['a.csv line 1']);
    expect((await problems('parquet', { 'a.parquet': 'PAR1 nothing PAR1' })).said).toMatchObject([{ file: 'a.parquet' }]);
  });
});

describe('documents without an end', () => {
  async function* without(end: string, start: string, times: number): AsyncGenerator<string> {
    yield start;
    for (let time = 0; time < times; time++) yield end;
  }
  const million = 'x'.repeat(1024 * 1024);
  const last = async (pieces: AsyncIterable<unknown>): Promise<unknown> => {
    try {
      for await (const _ of pieces);
    } catch (error) {
      return error;
    }
    return null;
  };

  it('are given up before they fill the memory, with the place', async () => {
    expect(await last(lines(without(million, 'one\ntwo', 65)))).toMatchObject({ message: expect.stringContaining('Line 2') as string, field: 'line 2' });
    expect(await last(jsonEntries(without(million, '{"images":[{"file_name":"', 65), 'object'))).toMatchObject({ message: expect.stringContaining('64 Mi') as string, field: expect.stringMatching(/^character/) as string });
    expect(await last(xmlNodes(without(million, '<a>', 65), new Set(['a'])))).toMatchObject({ message: expect.stringContaining('64 Mi') as string, field: 'line 1' });
    expect(await last(jsonEntries(without('[', '{"images":[{"x":', 300), 'object'))).toMatchObject({ message: expect.stringContaining('200 deep') as string });
  });

  it('does not take what an XML parser closes after a fault: an item without its labels would be a wrong one', async () => {
    const text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><annotation><filename>a.jpg</filename><size><width>9</width><height>9</height></size><object><name>&e;</name></object></annotation>';
    const { items, report } = await readAll('voc', memorySource({ 'Annotations/a.xml': text }, {}, 1_000_000));
    expect(items).toEqual([]);
    expect(report.problems()[0]).toMatchObject({ file: 'Annotations/a.xml', field: expect.stringContaining('line') as string });
  });
});

describe('names', () => {
  it('of sets, of folders and of a length that no disk holds are refused one by one', async () => {
    const row = (file: string, split = '') => `${file},5,5,cat,${split}\n`;
    const text = `file,width,height,label,split\n${row('a.jpg', '../../evil')}${row('b.jpg', 'a/b')}${row('c.jpg', 'val')}${row('a.jpg/d.jpg')}${row('e/f.jpg')}${row('e')}${row('x'.repeat(300))}${row('人'.repeat(90))}${row('人'.repeat(80))}`;
    const found = await problems('csv', { 'a.csv': text });
    expect(found.items.map(({ path, split }) => [path.slice(0, 5), split])).toEqual([['a.jpg', null], ['b.jpg', null], ['c.jpg', 'val'], ['e/f.j', null], ['人人人人人', null]]);
    expect(found.fields).toEqual(['a.jpg split', 'b.jpg split', 'a.jpg/d.jpg path', 'e path', 'a.csv line 8: file', 'a.csv line 9: file']);
    for (const name of ['ultralytics', 'imagefolder', 'datumaro'] as const) expect(Object.keys((await writeAll(name, { items: found.items })).files).join()).not.toContain('..');
  });

  it('of attributes may be any but one', async () => {
    const found = await problems('coco', { 'a.json': coco('{"id":1,"image_id":1,"category_id":90,"bbox":[1,2,3,4],"attributes":{"__proto__":"p","constructor":"c","toString":1}}') });
    expect(Object.entries(found.items[0]?.labels[0]?.attributes ?? {})).toEqual([['constructor', 'c'], ['toString', 1]]);
    expect(found.losses).toEqual(['1 attributes that are lists or objects']);
  });
});
