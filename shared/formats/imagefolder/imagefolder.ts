import { carries } from '../carries.ts';
import { writeClassList } from '../class-list.ts';
import { tidy } from '../checks.ts';
import { toFlat } from '../fields.ts';
import type { FileWriter } from '../files.ts';
import type { Format, ItemWriter, WriteContext } from '../format.ts';
import type { BoxLabel, FormatItem } from '../model.ts';
import { readImagefolder } from './read.ts';

/**
 * Hugging Face's imagefolder (huggingface.co/docs/datasets/image_dataset): a folder a split, in each its images and
 * `metadata.jsonl` with the same columns in every row. Boxes are x, y, width, height in pixels. A class of the whole
 * image is the column `label`.
 */
export const imagefolder: Format = {
  name: 'imagefolder',
  carries: carries('yes', { texts: 'no', spans: 'no', overlaps: 'no', relations: 'no', answers: 'no' }),
  read: readImagefolder,
  write: writeImagefolder,
};

async function writeImagefolder(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes } = context;
  const splits = new Map<string, FileWriter>();
  return {
    write: async (item) => {
      for (const label of item.labels) classes.indexOf(label.className);
      const split = item.split ?? 'train';
      const file = splits.get(split) ?? (await sink.open(`${split}/metadata.jsonl`));
      splits.set(split, file);
      await file.write(`${JSON.stringify(rowOf(item))}\n`);
      return `${split}/${item.path}`;
    },
    finish: async () => {
      for (const file of splits.values()) await file.close();
      await writeClassList(context);
    },
  };
}

/** Every row has every column: the loader takes the first row's for all. JSON of free form goes as text. */
function rowOf(item: FormatItem) {
  const boxes = item.labels.filter((label): label is BoxLabel => label.kind === 'box');
  const whole = item.labels.filter(({ kind }) => kind === 'class');
  const fields = (labels: FormatItem['labels']) => JSON.stringify(labels.map((label) => toFlat(label)));
  return {
    file_name: item.path,
    width: item.widthPx,
    height: item.heightPx,
    label: whole[0]?.className ?? null,
    labels: whole.map(({ className }) => className),
    objects: {
      bbox: boxes.map(({ x0, y0, x1, y1 }) => [x0, y0, tidy(x1 - x0), tidy(y1 - y0)]),
      categories: boxes.map(({ className }) => className),
    },
    object_fields: fields(boxes),
    label_fields: fields(whole),
    provenance: item.extras === null ? null : JSON.stringify(item.extras),
  };
}
