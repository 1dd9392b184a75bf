import type { Dataset, DatasetItem, ItemOutcome } from '../../protocol/dataset-types.ts';
import { NOTHING } from '../answers.ts';

/** What of a project is looked at; null: all of it. */
export interface QualityFilter {
  /** A class's name, or `NOTHING`: in the labels that stand, or in anybody's answer. */
  readonly className: string | null;
  /** Items that this account has answered. */
  readonly annotator: string | null;
  readonly batchId: string | null;
  readonly outcome: ItemOutcome | null;
}

export const noFilter: QualityFilter = { className: null, annotator: null, batchId: null, outcome: null };

export function isNoFilter(filter: QualityFilter): boolean {
  return Object.values(filter).every((wanted) => wanted === null);
}

/** The dataset with the items that pass alone; their answers stay whole, so that agreement can be told. */
export function filtered(dataset: Dataset, filter: QualityFilter): Dataset {
  if (isNoFilter(filter)) return dataset;
  return { ...dataset, items: dataset.items.filter((item) => passes(item, filter)) };
}

function passes(item: DatasetItem, { className, annotator, batchId, outcome }: QualityFilter): boolean {
  if (outcome !== null && item.outcome !== outcome) return false;
  if (batchId !== null && item.batchId !== batchId) return false;
  if (annotator !== null && !item.annotations.some((each) => each.annotator === annotator)) return false;
  return className === null || hasClass(item, className);
}

function hasClass(item: DatasetItem, className: string): boolean {
  const answers = [...(isLabelled(item) ? [item.regions] : []), ...item.annotations.filter(({ cannotTell }) => !cannotTell).map(({ regions }) => regions)];
  return answers.some((regions) => (className === NOTHING ? regions.length === 0 : regions.some((region) => region.className === className)));
}

const isLabelled = ({ outcome }: DatasetItem): boolean => outcome === 'resolved' || outcome === 'ruled' || outcome === 'overturned';

/** The answers of one annotator alone, where one is asked for: whose mistakes, whose confidence, whose pace. */
export function answersAsked(items: readonly DatasetItem[], { annotator }: QualityFilter): readonly DatasetItem[] {
  return annotator === null ? items : items.map((item) => ({ ...item, annotations: item.annotations.filter((each) => each.annotator === annotator) }));
}
