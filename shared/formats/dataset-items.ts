import type { DatasetItem, DatasetRegion, DatasetRelation } from '../protocol/dataset-types.ts';
import type { Json } from '../canonical-json.ts';
import type { DatasetStream } from '../protocol/dataset-stream.ts';
import { ClassTable } from './classes.ts';
import type { Reading } from './convert.ts';
import { itemFileNames } from './file-names.ts';
import { boxLabel, classLabel, imageItem, spanLabel, textItem } from './model.ts';
import type { Extras, FormatItem, Label, LabelRelation } from './model.ts';
import { itemProvenance, regionProvenance, seatProvenance } from './provenance.ts';
import { Report } from './report.ts';

/** Whose labels an export has: the dataset's own, each annotator's, or both. */
export type LabelChoice = 'consensus' | 'annotators' | 'both';

interface Items extends Pick<DatasetStream, 'manifest'> {
  readonly items: Iterable<DatasetItem> | AsyncIterable<DatasetItem>;
}

/** A dataset as formats take it: item by item, with provenance as extras. @param textOf null where a text is not on this machine */
export function datasetReading(dataset: Items, labels: LabelChoice, textOf: (item: DatasetItem) => Promise<string | null>): Reading & { readonly items: AsyncIterable<FormatItem> } {
  const classes = new ClassTable();
  const report = new Report();
  const { schema } = dataset.manifest;
  for (const { name, id } of [...schema.classes, ...schema.documentClasses]) classes.indexOf(name, id);
  return { classes, report, items: itemsOf(dataset, labels, textOf, report) };
}

async function* itemsOf(dataset: Items, labels: LabelChoice, textOf: (item: DatasetItem) => Promise<string | null>, report: Report): AsyncGenerator<FormatItem> {
  const names = itemFileNames(dataset.manifest);
  for await (const source of dataset.items) {
    const path = names[source.index] ?? String(source.index);
    const { width, height, mediaType } = source.item;
    const { labels: own, relations } = labelsOf(source, labels, report);
    const extras: Extras = { ...itemProvenance(source) };
    if (mediaType.startsWith('image/')) yield imageItem({ path, labels: own, relations, extras, widthPx: width ?? null, heightPx: height ?? null });
    else {
      const text = await textOf(source);
      if (text === null) report.losses.add('texts', 'they are not on this machine');
      else yield textItem({ path, labels: own, relations, extras, text });
    }
  }
}

type Labelled = Pick<FormatItem, 'labels' | 'relations'>;

function labelsOf(item: DatasetItem, choice: LabelChoice, report: Report): Labelled {
  const own = choice === 'annotators' ? { labels: [], relations: [] } : finalLabels(item, report);
  if (choice === 'consensus') return own;
  const theirs = item.annotations.map((annotation): Labelled => {
    const provenance = { source: 'annotator', outcome: item.outcome, audit: item.ruling?.verdict ?? null, batchId: item.batchId, ...seatProvenance(annotation) };
    return { labels: annotation.regions.map((region) => labelOf(region, { ...provenance, confidence: region.confidence })), relations: annotation.relations };
  });
  return oneAfterAnother([own, ...theirs]);
}

/** Relations name labels by their places, which move with what stands before them. */
function oneAfterAnother(parts: readonly Labelled[]): Labelled {
  const labels: Label[] = [];
  const relations: LabelRelation[] = [];
  for (const part of parts) {
    const first = labels.length;
    labels.push(...part.labels);
    relations.push(...part.relations.map(({ from, to, label }) => ({ from: first + from, to: first + to, label })));
  }
  return { labels, relations };
}

function finalLabels(item: DatasetItem, report: Report): Labelled {
  if (item.outcome !== 'disputed') return { labels: item.regions.map((region) => labelOf(region, regionProvenance(item, region))), relations: item.relations.map(related) };
  report.losses.add('disputed items', 'nobody has settled them, so they have no labels of the dataset');
  return { labels: [], relations: [] };
}

const related = ({ from, to, label }: DatasetRelation): LabelRelation => ({ from, to, label });

function labelOf(region: DatasetRegion, provenance: Json): Label {
  const { shape, className, attributes, origin, occluded, truncated, difficult, crowd } = region;
  const score = region.confidence / 100;
  const proposed = origin === 'manual' ? null : origin;
  const extras = provenance as Extras;
  if (shape.kind === 'span') return spanLabel({ className, attributes, score, origin: proposed, extras, start: shape.start, end: shape.end });
  if (shape.kind === 'item-class') return classLabel({ className, attributes, score, origin: proposed, extras });
  const { x0, y0, x1, y1 } = shape;
  return boxLabel({ className, attributes, score, origin: proposed, extras, x0, y0, x1, y1, occluded, truncated, difficult, crowd });
}
