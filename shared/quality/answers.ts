import type { Dataset, DatasetAnnotation, DatasetItem, DatasetRegion } from '../protocol/dataset-types.ts';

/** One worker's answer to one task, as a category. */
export interface Answer {
  readonly task: string;
  readonly worker: string;
  readonly label: string;
}

/** Stands for an item in which a worker found nothing. */
export const NOTHING = '(nothing)';

/** Regions as one category: their classes, each once, in a fixed order. It looks at what was found, not where. */
export function categoryOf(regions: readonly DatasetRegion[]): string {
  const [first] = regions;
  if (first === undefined) return NOTHING;
  // Asked of every answer several times, and mostly of one class.
  const names = [first.className];
  for (const { className } of regions) if (!names.includes(className)) names.push(className);
  return names.length === 1 ? first.className || NOTHING : names.sort().join(' + ');
}

/**
 * A dataset's answers as categories: an item's classes, each once, in a fixed order. Whoever cannot tell gives none.
 * In box and span projects this looks at what was found, not where.
 */
export function answersOf(dataset: Dataset): Answer[] {
  return dataset.items.flatMap((item) => item.annotations.filter((annotation) => !annotation.cannotTell).map((annotation) => answerOf(item, annotation)));
}

export function answerOf({ item }: DatasetItem, { annotator, regions }: DatasetAnnotation): Answer {
  return { task: item.id, worker: annotator, label: categoryOf(regions) };
}

/** The answers by task, tasks in the order in which they first came. */
export function byTask(answers: readonly Answer[]): Map<string, Answer[]> {
  return grouped(answers, ({ task }) => task);
}

/** The answers by worker, in the same way. */
export function byWorker(answers: readonly Answer[]): Map<string, Answer[]> {
  return grouped(answers, ({ worker }) => worker);
}

function grouped(answers: readonly Answer[], keyOf: (answer: Answer) => string): Map<string, Answer[]> {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const list = groups.get(keyOf(answer));
    if (list === undefined) groups.set(keyOf(answer), [answer]);
    else list.push(answer);
  }
  return groups;
}

/** How often each label was given. */
export function countLabels(answers: readonly Answer[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of answers) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
