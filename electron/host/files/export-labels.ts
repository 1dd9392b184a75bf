import { coco } from '../../../shared/formats/coco.ts';
import type { LabelChoice } from '../../../shared/formats/exported.ts';
import type { Loss } from '../../../shared/formats/report.ts';
import { LossCounter } from '../../../shared/formats/report.ts';
import type { Dataset, DatasetItem } from '../../../shared/protocol/dataset-types.ts';
import type { ExportFolder } from './export-folder.ts';
import type { JsonlParts } from './jsonl.ts';
import { jsonlLines } from './jsonl.ts';

/** Writes the labels themselves: COCO for boxes; JSONL for what COCO has no place for, which is said. */
export async function writeLabels(folder: ExportFolder, dataset: Dataset, labels: LabelChoice, parts: JsonlParts & { readonly nowMs: number }): Promise<readonly Loss[]> {
  if (dataset.manifest.kind !== 'boxes') {
    await folder.write('labels.jsonl', jsonlLines(dataset, labels, parts));
    return jsonlLosses(dataset, labels);
  }
  const byIndex = new Map(dataset.items.map((item) => [item.index, item]));
  const nameOf = (item: DatasetItem | undefined) => (item === undefined ? '' : parts.fileOf(item));
  const exported = coco.export(dataset, { labels, nowMs: parts.nowMs, fileName: (index) => nameOf(byIndex.get(index)) });
  for (const { path, text } of exported.files) await folder.write(path, [text]);
  return exported.losses;
}

function jsonlLosses({ manifest, items }: Dataset, labels: LabelChoice): readonly Loss[] {
  const losses = new LossCounter();
  losses.add('COCO files', `COCO has boxes of images alone; a ${manifest.kind} project is written as labels.jsonl`);
  if (labels !== 'annotators') {
    losses.add('disputed items', 'nobody has settled them, so they have no labels of the dataset', items.filter(({ outcome }) => outcome === 'disputed').length);
  }
  return losses.list();
}
