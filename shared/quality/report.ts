import type { Dataset, DatasetAnnotation, DatasetItem, ItemOutcome } from '../protocol/dataset-types.ts';
import type { ItemVerdict } from '../protocol/seat-state.ts';
import { dawidSkene } from './aggregate/dawid-skene.ts';
import { krippendorffAlpha, percentAgreement } from './agreement.ts';
import { alphaInterval } from './alpha-interval.ts';
import type { Interval } from './alpha-interval.ts';
import { answerOf, answersOf, categoryOf } from './answers.ts';
import type { Answer } from './answers.ts';
import { boxAgreement } from './boxes/agreement.ts';
import type { BoxAgreement } from './boxes/agreement.ts';
import { boxOf } from './boxes/box.ts';
import type { QualityBox } from './boxes/box.ts';
import { calibrationOf } from './calibration.ts';
import type { Calibration, Stated } from './calibration.ts';
import { confusionOf } from './confusion.ts';
import type { Confusion } from './confusion.ts';
import { fleissKappa } from './kappa.ts';
import { sharesTest } from './shares.ts';
import type { SharesTest } from './shares.ts';
import { paceOutliers } from './signals/pace.ts';
import type { WorkerPace } from './signals/pace.ts';
import type { Suspicion } from './signals/suspicion.ts';
import { suspicionsOf } from './signals/suspicions.ts';
import type { Suspicions } from './signals/suspicions.ts';
import { wilsonInterval } from './wilson.ts';

/** What a dataset's answers say of its quality, as of the index's block. */
export interface QualityReport {
  readonly blockNumber: number;
  readonly outcomes: Readonly<Record<ItemOutcome, number>>;
  readonly agreement: { readonly percent: number | null; readonly alpha: number | null; readonly interval: Interval | null; readonly fleissKappa: number | null };
  /** Between annotators of one item; null but of boxes. */
  readonly boxes: BoxAgreement | null;
  /** Of items that have labels of their own: how often each category came out. */
  readonly classes: readonly { readonly label: string; readonly count: number }[];
  /** Against the expected shares; null where none are given. */
  readonly shares: SharesTest | null;
  /** The dataset's labels against what annotators said. */
  readonly confusion: Confusion;
  /** Items where Dawid and Skene would have it otherwise. */
  readonly secondOpinion: readonly { readonly itemIndex: number; readonly label: string; readonly other: string; readonly probability: number }[];
  readonly calibration: Calibration | null;
  readonly pace: readonly WorkerPace[];
  readonly suspicions: readonly Suspicion[];
  /** Of the items drawn by the chain and looked at: how many consensus labels an expert overturned, and what that says of all. */
  readonly audit: { readonly looked: number; readonly overturned: number; readonly interval: Interval };
}

/**
 * @param expected shares of categories; those that are not named are expected never
 * @param suspicions of `answersInOrder`, for who has computed them already
 */
export function qualityOf(dataset: Dataset, expected: ReadonlyMap<string, number> | null = null, suspicions: Suspicions = suspicionsOf(answersInOrder(dataset))): QualityReport {
  const answers = answersOf(dataset);
  const labelled = dataset.items.filter(({ outcome }) => hasLabels(outcome));
  const counts = new Map<string, number>();
  for (const item of labelled) counts.set(categoryOf(item.regions), (counts.get(categoryOf(item.regions)) ?? 0) + 1);
  const classes = [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  const names = [...new Set([...counts.keys(), ...(expected?.keys() ?? [])])];
  return {
    blockNumber: dataset.blockNumber,
    outcomes: outcomesOf(dataset.items),
    agreement: { percent: percentAgreement(answers), alpha: krippendorffAlpha(answers), interval: alphaInterval(answers), fleissKappa: fleissKappa(answers) },
    boxes: dataset.manifest.schema.kind === 'boxes' ? boxAgreement(pairsOfBoxes(dataset.items)) : null,
    classes,
    shares: expected === null ? null : sharesTest(names.map((name) => counts.get(name) ?? 0), names.map((name) => expected.get(name) ?? 0)),
    confusion: confusionOfItems(dataset.items),
    secondOpinion: secondOpinionOf(labelled, answers),
    calibration: calibrationOf(dataset.items.flatMap(statedOf)),
    pace: paceOutliers(dataset.items.flatMap(({ annotations }) => annotations.flatMap(({ annotator, activeMs }) => (activeMs === null ? [] : [{ worker: annotator, activeMs }])))),
    suspicions: suspicions.found,
    audit: auditOf(dataset.items),
  };
}

const RIGHT: ReadonlySet<ItemVerdict> = new Set(['agreed', 'overturned-for', 'ruled-for']);
const hasLabels = (outcome: ItemOutcome): boolean => outcome === 'resolved' || outcome === 'ruled' || outcome === 'overturned';
const told = (item: DatasetItem): readonly DatasetAnnotation[] => item.annotations.filter(({ cannotTell }) => !cannotTell);

function outcomesOf(items: readonly DatasetItem[]): Record<ItemOutcome, number> {
  const outcomes: Record<ItemOutcome, number> = { open: 0, resolved: 0, ruled: 0, overturned: 0, disputed: 0, void: 0 };
  for (const { outcome } of items) outcomes[outcome] += 1;
  return outcomes;
}

function* pairsOfBoxes(items: readonly DatasetItem[]): Generator<readonly [QualityBox[], QualityBox[]]> {
  for (const item of items) {
    const drawn = told(item).map(({ regions }) => regions.flatMap(({ shape, className }) => (shape.kind === 'box' ? [boxOf(shape, className)] : [])));
    for (const [place, first] of drawn.entries()) for (const second of drawn.slice(place + 1)) yield [first, second];
  }
}

/** The labels that stand against what annotators said. */
export function confusionOfItems(items: readonly DatasetItem[]): Confusion {
  const labelled = items.filter(({ outcome }) => hasLabels(outcome));
  return confusionOf(labelled.flatMap((item) => told(item).map((annotation) => [categoryOf(item.regions), categoryOf(annotation.regions)] as const)));
}

function secondOpinionOf(items: readonly DatasetItem[], answers: readonly Answer[]): QualityReport['secondOpinion'] {
  const opinions = new Map(dawidSkene(answers).labels.map((label) => [label.task, label]));
  return items.flatMap((item) => {
    const label = categoryOf(item.regions);
    const opinion = opinions.get(item.item.id);
    return opinion === undefined || opinion.label === label ? [] : [{ itemIndex: item.index, label, other: opinion.label, probability: opinion.probability }];
  });
}

/** An annotator's regions of an item with the mean of their confidences, held against the verdict. */
export function statedOf(item: DatasetItem): Stated[] {
  if (!hasLabels(item.outcome)) return [];
  return told(item).flatMap(({ regions, verdict }) => {
    if (regions.length === 0 || verdict === 'blank' || verdict === 'disputed') return [];
    return [{ confidence: regions.reduce((sum, { confidence }) => sum + confidence, 0) / regions.length / 100, isRight: RIGHT.has(verdict) }];
  });
}

/** Answers in the order in which they were committed: what drifts, drifts in time. @see answersOf for what is left out */
export function answersInOrder(dataset: Dataset): Answer[] {
  const placed = dataset.items.flatMap((item) => told(item).map((annotation) => ({ answer: answerOf(item, annotation), block: annotation.committed?.blockNumber ?? 0 })));
  return placed.sort((a, b) => a.block - b.block).map(({ answer }) => answer);
}

function auditOf(items: readonly DatasetItem[]): QualityReport['audit'] {
  const drawn = items.filter(({ isDrawn, ruling, outcome }) => isDrawn && ruling !== null && (outcome === 'resolved' || outcome === 'overturned'));
  const overturned = drawn.filter(({ outcome }) => outcome === 'overturned').length;
  return { looked: drawn.length, overturned, interval: wilsonInterval(overturned, drawn.length) };
}
