import type { DatasetAnnotation, DatasetItem, DatasetRegion } from '../../../shared/protocol/dataset-types.ts';
import type { LabelChoice } from '../../../shared/formats/dataset-items.ts';
import { itemProvenance, regionProvenance, seatProvenance } from '../../../shared/formats/provenance.ts';

/**
 * One line of JSON an item and one a label: who said it, in which seat and batch, where on the chain, with how many
 * votes and at what reputation, and what became of it. The labels' own file says what; this one why to believe it. An
 * item's line has its seats whole; a label of the dataset's own names those that gave it.
 */
export function provenanceLines(item: DatasetItem, labels: LabelChoice, file: string): string {
  const { itemId, batchId, outcome } = itemProvenance(item);
  const head = JSON.stringify({ label: 'item', itemIndex: item.index, file, ...itemProvenance(item) });
  const lines = [`${head.slice(0, -1)},"seats":[${item.annotations.map(seatLine).join(',')}]}\n`];
  if (labels !== 'annotators') {
    for (const [place, region] of item.regions.entries()) {
      const { voters, ...provenance } = regionProvenance(item, region);
      lines.push(line({ label: 'consensus', itemId, region: place, ...said(region), ...provenance, voters: voters.map(({ seat }) => seat) }));
    }
    for (const { from, to, label, voters } of item.relations) lines.push(line({ label: 'relation', itemId, from, to, relation: label, voters }));
  }
  if (labels === 'consensus') return lines.join('');
  for (const annotation of item.annotations) {
    for (const [place, region] of annotation.regions.entries()) lines.push(line({ label: 'annotator', itemId, batchId, outcome, region: place, ...said(region), ...seatProvenance(annotation) }));
  }
  return lines.join('');
}

/** A seat that cannot tell, or found nothing, has no label of its own elsewhere. */
function seatLine(annotation: DatasetAnnotation): string {
  const { cannotTell, cannotTellReason, regions } = annotation;
  const said = JSON.stringify(seatProvenance(annotation));
  // Put together as text: three objects of fifteen fields an item are most of a line's cost.
  return `${said.slice(0, -1)},${JSON.stringify({ cannotTell, cannotTellReason, labels: regions.length }).slice(1)}`;
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function said({ shape, classId, className, confidence, origin }: DatasetRegion) {
  return { class: className, classId, confidencePercent: confidence, origin, ...shape };
}
