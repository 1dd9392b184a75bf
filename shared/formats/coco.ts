import type { Dataset, DatasetAnnotation, DatasetItem, DatasetRegion, FinalRegion } from '../protocol/dataset-types.ts';
import type { ExportFormat, ExportOptions, Exported } from './exported.ts';
import { itemFileNames } from './file-names.ts';
import { datasetProvenance, itemProvenance, regionProvenance, seatProvenance } from './provenance.ts';
import { LossCounter } from './report.ts';

/** COCO's object detection layout (cocodataset.org/#format-data): ids from 1, bbox as x, y, width, height in pixels. */
export const coco: ExportFormat = { name: 'coco', title: 'COCO JSON', export: exportCoco };

interface Entry {
  readonly item: DatasetItem;
  readonly region: DatasetRegion;
  readonly provenance: object;
}

function exportCoco(dataset: Dataset, options: ExportOptions): Exported {
  const losses = new LossCounter();
  const names = itemFileNames(dataset);
  const fileName = options.fileName ?? ((index: number) => `images/${names[index] ?? String(index)}`);
  const entries = dataset.items.flatMap((item) => entriesOf(item, options, losses));
  const boxes = entries.filter(({ region }) => region.shape.kind === 'box');
  const wholeByItem = new Map<number, Entry[]>();
  for (const entry of entries) {
    if (entry.region.shape.kind !== 'item-class') continue;
    const list = wholeByItem.get(entry.item.index);
    if (list === undefined) wholeByItem.set(entry.item.index, [entry]);
    else list.push(entry);
  }
  losses.add('spans', 'COCO describes images; spans of text have no place in it', entries.filter(({ region }) => region.shape.kind === 'span').length);
  const document = {
    info: {
      description: dataset.manifest.name,
      version: '1.0',
      year: new Date(options.nowMs).getUTCFullYear(),
      contributor: 'Tessera',
      date_created: new Date(options.nowMs).toISOString(),
      provenance: datasetProvenance(dataset),
    },
    licenses: [],
    images: dataset.items.map((item) => cocoImage(item, fileName(item.index), wholeByItem.get(item.index) ?? [])),
    annotations: boxes.map(cocoAnnotation),
    categories: categories(dataset),
  };
  return { files: [{ path: 'annotations/instances.json', text: `${JSON.stringify(document, null, 1)}\n` }], losses: losses.list() };
}

function categories(dataset: Dataset) {
  const { classes, documentClasses } = dataset.manifest.schema;
  return [
    ...classes.map((entry) => ({ id: entry.id, name: entry.name, supercategory: '' })),
    ...documentClasses.map((entry) => ({ id: entry.id, name: entry.name, supercategory: 'whole image' })),
  ];
}

function entriesOf(item: DatasetItem, options: ExportOptions, losses: LossCounter): Entry[] {
  const entries: Entry[] = [];
  if (options.labels !== 'annotators') entries.push(...finalEntries(item, options, losses));
  if (options.labels !== 'consensus') entries.push(...item.annotations.flatMap((annotation) => annotatorEntries(item, annotation)));
  return entries;
}

function finalEntries(item: DatasetItem, options: ExportOptions, losses: LossCounter): Entry[] {
  if (item.outcome === 'disputed' && options.includeDisputed !== true) {
    losses.add('disputed items', 'nobody has settled them, so they have no labels of the dataset', 1);
    return [];
  }
  return item.regions.map((region: FinalRegion) => ({ item, region, provenance: regionProvenance(item, region) }));
}

function annotatorEntries(item: DatasetItem, annotation: DatasetAnnotation): Entry[] {
  return annotation.regions.map((region) => ({
    item,
    region,
    provenance: { source: 'annotator', confidence: region.confidence, outcome: item.outcome, audit: item.ruling?.verdict ?? null, batchId: item.batchId, ...seatProvenance(annotation) },
  }));
}

/** Classes of the whole image have no box: they stand with the image. */
function cocoImage(item: DatasetItem, fileName: string, whole: readonly Entry[]) {
  return {
    id: item.index + 1,
    file_name: fileName,
    width: item.item.width ?? 0,
    height: item.item.height ?? 0,
    ...(item.item.credit === undefined ? {} : { credit: item.item.credit }),
    ...(whole.length === 0 ? {} : { categories: whole.map(({ region, provenance }) => ({ category_id: region.classId, score: region.confidence / 100, provenance })) }),
    provenance: itemProvenance(item),
  };
}

function cocoAnnotation({ item, region, provenance }: Entry, index: number) {
  const { shape } = region;
  const [x0, y0, x1, y1] = shape.kind === 'box' ? [shape.x0, shape.y0, shape.x1, shape.y1] : [0, 0, 0, 0];
  const width = tidy(x1 - x0);
  const height = tidy(y1 - y0);
  return {
    id: index + 1,
    image_id: item.index + 1,
    category_id: region.classId,
    bbox: [x0, y0, width, height],
    area: tidy(width * height),
    segmentation: region.crowd ? boxMask(item, [x0, y0, x1, y1]) : [],
    iscrowd: region.crowd ? 1 : 0,
    score: region.confidence / 100,
    attributes: {
      ...region.attributes,
      occluded: region.occluded,
      truncated: region.truncated,
      difficult: region.difficult,
      crowd: region.crowd,
      origin: region.origin,
      provenance,
    },
  };
}

/** A crowd's mask has to be run lengths down the columns: here those of its box, from nothing to something by turns. */
function boxMask(item: DatasetItem, [x0, y0, x1, y1]: readonly [number, number, number, number]) {
  const height = item.item.height ?? 0;
  const width = item.item.width ?? 0;
  const [left, top, right, bottom] = [Math.floor(x0), Math.floor(y0), Math.min(width, Math.ceil(x1)), Math.min(height, Math.ceil(y1))];
  const runs = Array.from({ length: right - left }, (_, column) => [column === 0 ? left * height + top : height - (bottom - top), bottom - top]).flat();
  const used = runs.reduce((sum, run) => sum + run, 0);
  return { size: [height, width], counts: [...runs, width * height - used] };
}

/** Without the dust of binary fractions: differences of short decimals are short decimals. */
function tidy(value: number): number {
  return Number(value.toFixed(9));
}
