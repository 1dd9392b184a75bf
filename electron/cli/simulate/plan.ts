import { joinItems, packItem } from '../../../shared/labels/codec-bytes.ts';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import type { CrowdAnswer, CrowdItem } from './crowd.ts';

/** A batch holds at most so many items. */
const MAX_BATCH_ITEMS = 64;

/** An item with the answers that take its seats. */
export interface PlannedItem {
  readonly item: CrowdItem;
  /** In the order of the group's workers. */
  readonly answers: readonly CrowdAnswer[];
}

/**
 * Items that the same workers labelled. Each group becomes a project of its own: with exactly as many takers as
 * seats, the contract's choice of seats leaves no choice, and every worker sits where it really sat.
 */
export interface Group {
  /** Sorted by name. */
  readonly workers: readonly string[];
  readonly batchSize: number;
  readonly items: readonly PlannedItem[];
}

export interface Plan {
  readonly groups: readonly Group[];
  /** Items with fewer answers than the quorum: no batch of theirs could ever be settled. */
  readonly unplayable: readonly { readonly task: string; readonly answers: number }[];
}

export function planGroups(items: readonly CrowdItem[], seats: number, quorum: number): Plan {
  const byWorkers = new Map<string, { workers: string[]; items: PlannedItem[] }>();
  const unplayable: Plan['unplayable'][number][] = [];
  for (const item of items) {
    const seated = item.answers.slice(0, seats).sort((a, b) => (a.worker < b.worker ? -1 : 1));
    if (seated.length < quorum) {
      unplayable.push({ task: item.task, answers: item.answers.length });
      continue;
    }
    const workers = seated.map((answer) => answer.worker);
    const key = JSON.stringify(workers);
    const group = byWorkers.get(key) ?? { workers, items: [] };
    byWorkers.set(key, group);
    group.items.push({ item, answers: seated });
  }
  const groups = [...byWorkers.values()].map((group) => ({ ...group, batchSize: Math.min(MAX_BATCH_ITEMS, group.items.length) }));
  return { groups, unplayable };
}

/** The group's items cut into batches, in order. */
export function batchesOf(group: Group): PlannedItem[][] {
  const batches: PlannedItem[][] = [];
  for (let from = 0; from < group.items.length; from += group.batchSize) batches.push(group.items.slice(from, from + group.batchSize));
  return batches;
}

/** A worker's labels of a batch, encoded. @param worker its place in the group */
export function labelsOf(kind: ProjectKind, batch: readonly PlannedItem[], worker: number): Uint8Array {
  return joinItems(batch.map((planned) => packItem(kind, planned.answers[worker]?.regions ?? [])));
}
