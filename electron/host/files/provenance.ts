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
      const origins = joined(JSON.stringify(provenance), JSON.stringify({ voters: voters.map(({ seat }) => seat) }));
      lines.push(regionLine(JSON.stringify({ label: 'consensus', itemId, region: place }), region, origins));
    }
    for (const { from, to, label, voters } of item.relations) lines.push(line({ label: 'relation', itemId, from, to, relation: label, voters }));
  }
  if (labels === 'consensus') return lines.join('');
  for (const annotation of item.annotations) {
    const origins = JSON.stringify(seatProvenance(annotation));
    for (const [place, region] of annotation.regions.entries()) lines.push(regionLine(JSON.stringify({ label: 'annotator', itemId, batchId, outcome, region: place }), region, origins));
  }
  return lines.join('');
}

/** A seat that cannot tell, or found nothing, has no label of its own elsewhere. */
function seatLine(annotation: DatasetAnnotation): string {
  const { cannotTell, cannotTellReason, regions } = annotation;
  return joined(JSON.stringify(seatProvenance(annotation)), JSON.stringify({ cannotTell, cannotTellReason, labels: regions.length }));
}

/** @param head and origins objects in JSON: what stands before and after what the label says */
function regionLine(head: string, { shape, classId, className, confidence, origin }: DatasetRegion, origins: string): string {
  const said = JSON.stringify({ class: className, classId, confidencePercent: confidence, origin });
  return `${joined(head, said, JSON.stringify(shape), origins)}\n`;
}

/** One object out of several in JSON, none of them empty. As text: objects of fifteen and more fields are most of a line's cost. */
function joined(...objects: readonly string[]): string {
  return `{${objects.map((text) => text.slice(1, -1)).join(',')}}`;
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
