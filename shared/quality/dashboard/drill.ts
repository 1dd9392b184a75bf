import type { Dataset, DatasetItem, ItemOutcome } from '../../protocol/dataset-types.ts';
import type { ItemVerdict } from '../../protocol/seat-state.ts';
import { assertNever } from '../../assert-never.ts';
import { categoryOf } from '../answers.ts';
import type { QualityReport } from '../report.ts';
import { statedOf } from '../report.ts';

/** A number, bar or cell of the dashboard, as the question which items are behind it. */
export type Drill =
  | { readonly kind: 'all' }
  | { readonly kind: 'outcome'; readonly outcomes: readonly ItemOutcome[] }
  | { readonly kind: 'batch'; readonly batchId: string }
  /** Items whose labels that stand are of a category. */
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'confusion'; readonly truth: string; readonly given: string }
  /** Items on which annotators do not say the same. */
  | { readonly kind: 'split' }
  /** Items where Dawid and Skene would have it otherwise. */
  | { readonly kind: 'second-opinion' }
  | { readonly kind: 'audit'; readonly isOverturnedOnly: boolean }
  /** Answers stated with a confidence in a bin, from 0 to 1. */
  | { readonly kind: 'confidence'; readonly from: number; readonly to: number }
  | { readonly kind: 'annotator'; readonly annotator: string; readonly isWrongOnly: boolean }
  /** Items that all of these have answered. */
  | { readonly kind: 'together'; readonly annotators: readonly string[]; readonly isSameOnly: boolean };

/** An item as a list shows it. */
export interface DrillRow {
  readonly index: number;
  readonly name: string;
  readonly batchId: string;
  readonly outcome: ItemOutcome;
  /** The category that stands, or null where nothing does. */
  readonly label: string | null;
  /** Who said what, by seat; null: could not tell. */
  readonly given: readonly { readonly annotator: string; readonly label: string | null; readonly verdict: ItemVerdict; readonly confidence: number | null }[];
  readonly isDrawn: boolean;
}

const hasLabels = ({ outcome }: DatasetItem): boolean => outcome === 'resolved' || outcome === 'ruled' || outcome === 'overturned';
const RIGHT: ReadonlySet<ItemVerdict> = new Set(['agreed', 'overturned-for', 'ruled-for']);

/** The items behind a figure, in the pack's order. `report` is of the same items. */
export function drillRows(dataset: Dataset, report: Pick<QualityReport, 'secondOpinion'>, drill: Drill): DrillRow[] {
  return dataset.items.filter(testOf(report, drill)).map(rowOf);
}

function testOf(report: Pick<QualityReport, 'secondOpinion'>, drill: Drill): (item: DatasetItem) => boolean {
  switch (drill.kind) {
    case 'all':
      return () => true;
    case 'outcome':
      return ({ outcome }) => drill.outcomes.includes(outcome);
    case 'batch':
      return ({ batchId }) => batchId === drill.batchId;
    case 'label':
      return (item) => hasLabels(item) && categoryOf(item.regions) === drill.label;
    case 'confusion':
      return (item) => hasLabels(item) && categoryOf(item.regions) === drill.truth && given(item).some(({ regions }) => categoryOf(regions) === drill.given);
    case 'split':
      return (item) => new Set(given(item).map(({ regions }) => categoryOf(regions))).size > 1;
    case 'second-opinion': {
      const found = new Set(report.secondOpinion.map(({ itemIndex }) => itemIndex));
      return ({ index }) => found.has(index);
    }
    case 'audit':
      return ({ isDrawn, ruling, outcome }) => isDrawn && ruling !== null && (outcome === 'overturned' || (!drill.isOverturnedOnly && outcome === 'resolved'));
    case 'confidence':
      // The last bin has its upper end too.
      return (item) => statedOf(item).some(({ confidence }) => confidence >= drill.from && (confidence < drill.to || (drill.to >= 1 && confidence <= 1)));
    case 'annotator':
      return (item) => given(item).some(({ annotator, verdict }) => annotator === drill.annotator && (!drill.isWrongOnly || (hasLabels(item) && !RIGHT.has(verdict))));
    case 'together':
      return (item) => {
        const own = given(item).filter(({ annotator }) => drill.annotators.includes(annotator));
        const isAll = new Set(own.map(({ annotator }) => annotator)).size === drill.annotators.length;
        return isAll && (!drill.isSameOnly || new Set(own.map(({ regions }) => categoryOf(regions))).size === 1);
      };
    default:
      return assertNever(drill);
  }
}

const given = ({ annotations }: DatasetItem) => annotations.filter(({ cannotTell }) => !cannotTell);

function rowOf(item: DatasetItem): DrillRow {
  return {
    index: item.index,
    name: item.item.name,
    batchId: item.batchId,
    outcome: item.outcome,
    label: hasLabels(item) ? categoryOf(item.regions) : null,
    isDrawn: item.isDrawn,
    given: item.annotations.map(({ annotator, regions, cannotTell, verdict }) => ({
      annotator,
      label: cannotTell ? null : categoryOf(regions),
      verdict,
      confidence: regions.length === 0 ? null : regions.reduce((sum, { confidence }) => sum + confidence, 0) / regions.length,
    })),
  };
}
