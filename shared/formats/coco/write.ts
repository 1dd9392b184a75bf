import { ClassNumbers } from '../classes.ts';
import { boxRuns } from './box-mask.ts';
import { tidy } from '../checks.ts';
import { toFlat } from '../fields.ts';
import type { FormatOptions, ItemWriter, WriteContext } from '../format.ts';
import type { BoxLabel, FormatItem } from '../model.ts';

const IN_ANNOTATION = new Set(['score']);

/** Images go straight to the file, annotations wait in a spool until the images are done. */
export async function writeCoco({ sink, classes, options }: WriteContext): Promise<ItemWriter> {
  const file = await sink.open('annotations/instances.json');
  const annotations = await sink.spool();
  const numbers = new ClassNumbers(classes);
  let images = 0;
  let boxes = 0;
  await file.write(`{"info":${JSON.stringify(infoOf(options))},\n"licenses":[],\n"images":[`);
  return {
    write: async (item) => {
      images++;
      for (const label of item.labels) numbers.of(label.className);
      await file.write(`${images === 1 ? '\n' : ',\n'}${JSON.stringify(imageOf(item, images, numbers))}`);
      for (const label of item.labels) {
        if (label.kind !== 'box') continue;
        boxes++;
        await annotations.write(`${boxes === 1 ? '\n' : ',\n'}${JSON.stringify(annotationOf(item, label, { id: boxes, image: images, category: numbers.of(label.className) }))}`);
      }
      return `images/${item.path}`;
    },
    finish: async () => {
      await file.write('\n],\n"annotations":[');
      for await (const piece of annotations.bytes()) await file.write(piece);
      const categories = numbers.entries().map(([name, id]) => JSON.stringify({ id, name, supercategory: '' }));
      await file.write(`\n],\n"categories":[\n${categories.join(',\n')}\n]}\n`);
      await file.close();
    },
  };
}

function infoOf({ title, nowMs, provenance }: FormatOptions) {
  const date = nowMs === null ? null : new Date(nowMs);
  return {
    description: title,
    version: '1.0',
    contributor: 'Tessera',
    ...(date === null ? {} : { year: date.getUTCFullYear(), date_created: date.toISOString() }),
    ...(provenance === null ? {} : { provenance }),
  };
}

/** Classes of the whole image have no box: they stand with the image. */
function imageOf(item: FormatItem, id: number, numbers: ClassNumbers) {
  const whole = item.labels.flatMap((label) => (label.kind === 'class' ? [{ category_id: numbers.of(label.className), ...scoreOf(label), ...attributesOf(toFlat(label, IN_ANNOTATION)) }] : []));
  return {
    id,
    file_name: item.path,
    width: item.widthPx ?? 0,
    height: item.heightPx ?? 0,
    ...(whole.length === 0 ? {} : { categories: whole }),
    ...(item.extras === null ? {} : { provenance: item.extras }),
  };
}

function annotationOf(item: FormatItem, label: BoxLabel, ids: { readonly id: number; readonly image: number; readonly category: number }) {
  const [width, height] = [tidy(label.x1 - label.x0), tidy(label.y1 - label.y0)];
  const { occluded, truncated, difficult, crowd } = label;
  const attributes = Object.assign(toFlat(label, IN_ANNOTATION), { occluded, truncated, difficult, crowd });
  const [bbox, area] = [[label.x0, label.y0, width, height], tidy(width * height)];
  const segmentation = crowd ? boxMask(item, label) : [];
  const iscrowd = crowd ? 1 : 0;
  // Two literals, and no spread: there is one of these a label.
  if (label.score === null) return { id: ids.id, image_id: ids.image, category_id: ids.category, bbox, area, segmentation, iscrowd, attributes };
  return { id: ids.id, image_id: ids.image, category_id: ids.category, bbox, area, segmentation, iscrowd, score: label.score, attributes };
}

function scoreOf({ score }: { readonly score: number | null }) {
  return score === null ? {} : { score };
}

function attributesOf(flat: object) {
  return Object.keys(flat).length === 0 ? {} : { attributes: flat };
}

/** A crowd's mask has to be run lengths down the columns: here those of its box, from nothing to something by turns. */
function boxMask(item: FormatItem, { x0, y0, x1, y1 }: BoxLabel) {
  const width = item.widthPx ?? Math.ceil(x1);
  const height = item.heightPx ?? Math.ceil(y1);
  return { size: [height, width], counts: boxRuns({ x0, y0, x1, y1 }, { width, height }) };
}
