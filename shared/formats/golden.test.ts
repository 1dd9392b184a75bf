import { describe, expect, it } from 'vitest';
import { boxLabel, classLabel, imageItem, spanLabel, textItem } from './model.ts';
import { formatNames } from './names.ts';
import { formatOf } from './registry.ts';
import { writeAll } from './test-support/passes.ts';

/*
 * Two images and a text in every format, as files to be looked at and to be held to: in the style that each format's
 * own tools write. Changed on purpose: delete the file, run the test, and read what it has written.
 */
const extras = { votes: 3, voters: [{ annotator: '0xab', block: 7 }] };
const items = [
  imageItem({
    path: 'harbour.jpg',
    widthPx: 640,
    heightPx: 480,
    extras: { outcome: 'resolved' },
    labels: [
      boxLabel({ className: 'Boat', x0: 12, y0: 34.5, x1: 212, y1: 134, score: 0.9, attributes: { colour: 'red', moored: true }, occluded: true, extras }),
      boxLabel({ className: 'Zebra crossing', x0: 0, y0: 0, x1: 640, y1: 480, truncated: true, difficult: true, zOrder: 1, group: 2, origin: 'prediction-changed' }),
      classLabel({ className: 'Outdoors', score: 0.75 }),
    ],
  }),
  imageItem({ path: 'empty.png', widthPx: 10, heightPx: 20, split: 'val' }),
  textItem({
    path: 'note.txt',
    text: 'Jane Smith 💩 works\nat <Acme & Co>.',
    answer: 'accept',
    labels: [spanLabel({ className: 'Person', start: 0, end: 10, score: 0.9 }), spanLabel({ className: 'Company', start: 23, end: 32, attributes: { known: false } }), classLabel({ className: 'Work' })],
    relations: [{ from: 0, to: 1, label: 'works at' }],
  }),
];

describe.each(formatNames.filter((name) => name !== 'parquet'))('%s', (name) => {
  it('is written as it was', async () => {
    const { carries } = formatOf(name);
    const fitting = items.filter(({ kind }) => carries[kind === 'image' ? 'images' : 'texts'] === 'yes');
    const { files } = await writeAll(name, { items: fitting }, { title: 'Harbour', nowMs: 0, provenance: { chainId: 7357 } });
    expect(Object.keys(files).length).toBeGreaterThan(0);
    for (const [path, text] of Object.entries(files)) await expect(text, path).toMatchFileSnapshot(`golden/${name}/${path}`);
  });
});
