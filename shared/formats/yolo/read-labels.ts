import { takePath } from '../checks.ts';
import { besideRows, holds } from '../beside.ts';
import type { ReadContext } from '../format.ts';
import { hash53 } from '../hash.ts';
import { imageItem } from '../model.ts';
import type { FormatItem } from '../model.ts';
import { wholeText } from '../whole-file.ts';
import { parseLabels } from './labels.ts';
import type { LineKinds } from './labels.ts';

/** A label file, and what its image is called in the dataset. */
export interface LabelFile {
  readonly path: string;
  /** With its ending where a list names it, else without. */
  readonly image: string;
  readonly hasEnding: boolean;
  /** Where the image is expected in the source, with or without its ending as `image`. */
  readonly near: string;
  readonly split: string | null;
}

/** The extras' items first, in their order, then label files that they do not know. */
export async function* readLabelFiles(context: ReadContext, files: () => AsyncIterable<LabelFile>, names: ReadonlyMap<number, string>, keypoints = 0): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  const there = new Set<number>();
  for await (const { path } of source.files()) if (/\.txt$/i.test(path)) there.add(hash53(path));
  const done = new Set<number>();
  for await (const row of besideRows(context)) {
    if (!there.has(hash53(row.place))) continue;
    const text = await wholeText(source, row.place, report);
    if (text === null || !holds(row, text, context)) continue;
    done.add(hash53(row.place));
    yield row.item;
  }
  for await (const file of files()) {
    const key = hash53(file.path);
    if (done.has(key)) continue;
    done.add(key);
    const item = await readOne(file, there.has(key), { names, keypoints }, context);
    if (item !== null) yield item;
  }
}

async function readOne(file: LabelFile, isThere: boolean, kinds: LineKinds, { source, report }: ReadContext): Promise<FormatItem | null> {
  const found = (await source.find(file.near, !file.hasEnding)) ?? (await source.find(file.image, !file.hasEnding));
  const path = takePath(file.hasEnding ? file.image : found === null ? `${file.image}.jpg` : file.image + (/\.[^./]+$/.exec(found)?.[0] ?? ''), file.path, 'image', report);
  if (path === null) return null;
  const size = found === null ? null : await source.imageSize(found);
  if (!isThere) {
    report.losses.add('missing label files', 'the image is listed and has no .txt: it is taken as one without labels');
    return imageItem({ path, file: found, ...(size ?? {}), split: file.split });
  }
  const text = await wholeText(source, file.path, report);
  if (text === null) return null;
  if (size === null && text.trim() !== '') {
    report.problem(file.path, 'image', `the size of ${path} is not known: ${found === null ? 'the image is not there' : 'the file is no image'}`, 'Name the folder of the images with --images: boxes are parts of their image.');
    return null;
  }
  const labels = size === null ? [] : parseLabels(text, size, kinds, file.path, report);
  return imageItem({ path, file: found, ...(size ?? {}), labels, split: file.split });
}
