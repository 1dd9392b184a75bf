import type { Dataset, ItemOutcome } from '../../protocol/dataset-types.ts';
import { calibrationOf } from '../calibration.ts';
import { answersInOrder, confusionOfItems, qualityOf, statedOf } from '../report.ts';
import type { QualityReport } from '../report.ts';
import type { PairAgreement } from '../signals/alike.ts';
import { suspicionsOf } from '../signals/suspicions.ts';
import { annotatorLines } from './annotators.ts';
import type { AnnotatorLines } from './annotators.ts';
import { answersAsked, filtered } from './filter.ts';
import type { QualityFilter } from './filter.ts';
import { progressOf } from './progress.ts';
import type { ProgressPoint } from './progress.ts';
import type { DashboardSource } from './source.ts';

/** Everything that a project's quality page shows, for what its filter lets through. */
export interface Dashboard {
  readonly report: QualityReport;
  /** Pairs with tasks enough in common, found or not: the graph. */
  readonly pairs: readonly PairAgreement[];
  readonly progress: readonly ProgressPoint[];
  readonly annotators: AnnotatorLines;
  readonly batches: readonly BatchLine[];
  readonly items: number;
  readonly answers: number;
  /** Items whose answers are not all alike. */
  readonly split: number;
  /** What of the chain's record does not hold: nothing, on a chain whose contract is ours. */
  readonly faults: readonly string[];
}

/** A batch that can be chosen in the filter. */
export interface BatchLine {
  readonly batchId: string;
  readonly index: number;
  readonly outcomes: Readonly<Partial<Record<ItemOutcome, number>>>;
}

/** @param expected shares of categories; null where the lead expects none */
export function dashboardOf(source: DashboardSource, whole: Dataset, filter: QualityFilter, expected: ReadonlyMap<string, number> | null): Dashboard {
  const dataset = filtered(whole, filter);
  const answers = answersInOrder(dataset);
  const suspicions = suspicionsOf(answers);
  const asked = answersAsked(dataset.items, filter);
  const report = qualityOf(dataset, expected, suspicions);
  return {
    report: filter.annotator === null ? report : { ...report, confusion: confusionOfItems(asked), calibration: calibrationOf(asked.flatMap(statedOf)) },
    pairs: suspicions.pairs,
    progress: progressOf(source, filter),
    annotators: annotatorLines(source, asked, filter),
    batches: batchLines(whole),
    items: dataset.items.length,
    answers: answers.length,
    split: splitCount(answers),
    faults: whole.faults.map(({ message }) => message),
  };
}

function splitCount(answers: readonly { readonly task: string; readonly label: string }[]): number {
  const labels = new Map<string, Set<string>>();
  for (const { task, label } of answers) labels.set(task, (labels.get(task) ?? new Set()).add(label));
  return [...labels.values()].filter(({ size }) => size > 1).length;
}

function batchLines({ items, project }: Dataset): BatchLine[] {
  const lines = new Map<string, { batchId: string; index: number; outcomes: Partial<Record<ItemOutcome, number>> }>();
  for (const { batchId, index, outcome } of items) {
    const line = lines.get(batchId) ?? { batchId, index: Math.floor(index / project.params.batchSize), outcomes: {} };
    line.outcomes[outcome] = (line.outcomes[outcome] ?? 0) + 1;
    lines.set(batchId, line);
  }
  return [...lines.values()];
}
