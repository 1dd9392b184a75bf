import type { Dataset, DatasetAnnotation, DatasetItem, DatasetRegion } from '../../../shared/protocol/dataset-types.ts';
import type { LabelChoice } from '../../../shared/formats/dataset-items.ts';
import { itemProvenance, regionProvenance, seatProvenance } from '../../../shared/formats/provenance.ts';

/**
 * One line of JSON an item and one a label: who said it, in which seat and batch, where on the chain, with how many
 * votes and at what reputation, and what became of it. The labels' own file says what; this one why to believe it.
 */
export function* provenanceLines(dataset: Dataset, labels: LabelChoice, fileOf: (item: DatasetItem) => string): Generator<string> {
  for (const item of dataset.items) {
    const { itemId, batchId, outcome } = itemProvenance(item);
    yield line({ label: 'item', itemIndex: item.index, file: fileOf(item), ...itemProvenance(item), seats: item.annotations.map(seatLine) });
    if (labels !== 'annotators') {
      for (const [place, region] of item.regions.entries()) yield line({ label: 'consensus', itemId, region: place, ...said(region), ...regionProvenance(item, region) });
    }
    if (labels === 'consensus') continue;
    for (const annotation of item.annotations) {
      for (const [place, region] of annotation.regions.entries()) yield line({ label: 'annotator', itemId, batchId, outcome, region: place, ...said(region), ...seatProvenance(annotation) });
    }
  }
}

/** A seat that cannot tell, or found nothing, has no label of its own elsewhere. */
function seatLine(annotation: DatasetAnnotation) {
  const { cannotTell, cannotTellReason, regions } = annotation;
  return { ...seatProvenance(annotation), cannotTell, cannotTellReason, labels: regions.length };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function said({ shape, classId, className, confidence, origin }: DatasetRegion) {
  return { class: className, classId, confidencePercent: confidence, origin, ...shape };
}
