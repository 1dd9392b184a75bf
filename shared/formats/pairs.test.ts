import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { imageSize } from 'image-size';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FormatItem } from './model.ts';
import type { FormatName } from './names.ts';
import { memorySource } from './test-support/memory.ts';
import { readAll, through, writeAll } from './test-support/passes.ts';
import type { Read } from './test-support/passes.ts';

/** Real data that is not ours to pass on: beside the repository, or where TESSERA_FIXTURES says. */
const oracle = join(process.env['TESSERA_FIXTURES'] ?? fileURLToPath(new URL('../../../shared/fixtures', import.meta.url)), 'boxes-oracle');
const boxFormats: readonly FormatName[] = ['coco', 'yolo', 'ultralytics', 'voc', 'cvat', 'labelme', 'label-studio', 'datumaro', 'csv', 'jsonl', 'imagefolder', 'parquet'];
const folders = ['coco', 'yolo', 'voc', 'cvat', 'labelme'] as const;

function filesIn(folder: string, inside = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      return entry.isDirectory() ? Object.entries(filesIn(folder, name)) : [[name, readFileSync(join(folder, name), 'utf8')] as const];
    }),
  );
}

/** What the boxes of a dataset say, in an order of their own. */
function boxesOf(items: readonly FormatItem[]): string[] {
  return items.flatMap(({ path, widthPx, heightPx, labels }) => labels.map((label) => (label.kind === 'box' ? `${path} ${widthPx}x${heightPx} ${label.className} ${label.x0} ${label.y0} ${label.x1} ${label.y1}` : ''))).sort();
}

describe.skipIf(!existsSync(oracle))('the same boxes in five formats, through every pair (needs ../shared/fixtures)', () => {
  const read = new Map<string, Read>();
  let expected: string[] = [];
  beforeAll(async () => {
    const images = Object.fromEntries(
      readdirSync(join(oracle, 'images')).map((name) => {
        const { width, height } = imageSize(readFileSync(join(oracle, 'images', name)));
        return [`images/${name}`, [width, height] as const];
      }),
    );
    for (const name of folders) read.set(name, await readAll(name, memorySource(filesIn(join(oracle, name)), images, 4096)));
    expected = boxesOf(read.get('coco')?.items ?? []);
  });

  it.each(folders)('%s is read whole, and says what the others say', (name) => {
    const { items, report, classes } = read.get(name)!;
    expect(report.problems()).toEqual([]);
    expect(items).toHaveLength(50);
    // A file an image knows the classes that it uses: one of the twenty is nowhere.
    expect(new Set(classes).size).toBe(name === 'voc' || name === 'labelme' ? 19 : 20);
    expect(boxesOf(items)).toHaveLength(135);
    expect(boxesOf(items)).toEqual(expected);
  });

  it.each(folders.flatMap((from) => boxFormats.map((to) => [from, to] as const)))('%s to %s brings every box back to the pixel', async (from, to) => {
    const back = await through(to, read.get(from)!);
    expect(back.report.problems()).toEqual([]);
    expect(boxesOf(back.items)).toEqual(expected);
  });

  it.each(boxFormats.flatMap((from) => boxFormats.map((to) => [from, to] as const)))('%s to %s and back writes the same files again', async (from, to) => {
    const first = await through(from, read.get('coco')!);
    const second = await through(to, first);
    // Folders are read in the order of their names.
    const places = new Map(first.items.map(({ path }, place) => [path, place]));
    const items = [...second.items].sort((one, other) => (places.get(one.path) ?? -1) - (places.get(other.path) ?? -1));
    const third = await writeAll(from, { items, classes: second.classes });
    const withoutExtras = (files: Record<string, unknown>) => Object.fromEntries(Object.entries(files).filter(([name]) => name !== 'extras.jsonl'));
    expect(withoutExtras(third.files)).toEqual(withoutExtras(first.written.files));
  });
});
