import type { LabelChoice } from '../../../shared/formats/exported.ts';
import { sliceCodePoints } from '../../../shared/labels/text-offsets.ts';
import type { Dataset, DatasetItem, DatasetRegion } from '../../../shared/protocol/dataset-types.ts';

export interface JsonlParts {
  readonly fileOf: (item: DatasetItem) => string;
  /** Null for what is no text, or is not on this machine. */
  readonly textOf: (item: DatasetItem) => Promise<string | null>;
}

/**
 * Labels of texts and of whole items, a line of JSON an item. Offsets are in code points, half open, as Python counts;
 * each span carries the text that it marks, so that a reader can hold its own counting against it. A disputed item has
 * no labels of the dataset.
 */
export async function* jsonlLines(dataset: Dataset, labels: LabelChoice, { fileOf, textOf }: JsonlParts): AsyncGenerator<string> {
  for (const item of dataset.items) {
    const text = item.item.mediaType.startsWith('text/') ? await textOf(item) : null;
    const own = item.outcome === 'disputed' ? [] : item.regions;
    const row = {
      id: item.item.id,
      file: fileOf(item),
      ...(text === null ? {} : { text }),
      outcome: item.outcome,
      ...(labels === 'annotators' ? {} : labelsOf(own, text)),
      ...(labels === 'consensus'
        ? {}
        : { annotators: item.annotations.map(({ annotator, seatId, cannotTell, regions }) => ({ annotator, seatId, cannotTell, ...labelsOf(regions, text) })) }),
    };
    yield `${JSON.stringify(row)}\n`;
  }
}

function labelsOf(regions: readonly DatasetRegion[], text: string | null) {
  const spans = regions.flatMap(({ shape, className, confidence }) =>
    shape.kind === 'span'
      ? [{ start: shape.start, end: shape.end, label: className, confidence: confidence / 100, ...(text === null ? {} : { text: sliceCodePoints(text, shape.start, shape.end) }) }]
      : [],
  );
  const classes = regions.flatMap(({ shape, className, confidence }) => (shape.kind === 'item-class' ? [{ label: className, confidence: confidence / 100 }] : []));
  return { spans, classes };
}
