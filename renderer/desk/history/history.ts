import { apply, applyEach } from '../../../shared/labels/commands.ts';
import type { CommandFailure, LabelCommand } from '../../../shared/labels/commands.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import type { Result } from '../../../shared/result.ts';
import { ok } from '../../../shared/result.ts';
import type { DeskHistory, Mark } from '../port.ts';

/** Labels, and how they came about. */
export interface Timeline {
  readonly labels: ItemLabels;
  readonly history: DeskHistory;
}

export const emptyHistory: DeskHistory = { marks: [], cursor: 0 };

/** The labels with commands applied: what a draft looks like. */
export function preview(labels: ItemLabels, commands: readonly LabelCommand[]): Result<ItemLabels, CommandFailure> {
  return apply(labels, { type: 'group', commands });
}

/** Makes commands a mark. What had been undone can't be redone after it. */
export function commit(
  timeline: Timeline,
  gesture: { name: string; commands: readonly LabelCommand[]; atMs: number },
): Result<Timeline & { mark: Mark }, CommandFailure> {
  const result = applyEach(timeline.labels, gesture.commands);
  if (!result.ok) return result;
  const mark: Mark = { ...gesture, inverses: result.value.inverses };
  const marks = [...timeline.history.marks.slice(0, timeline.history.cursor), mark];
  return ok({ labels: result.value.labels, history: { marks, cursor: marks.length }, mark });
}

export const markToUndo = (history: DeskHistory): Mark | undefined => history.marks[history.cursor - 1];
export const markToRedo = (history: DeskHistory): Mark | undefined => history.marks[history.cursor];

/** One mark back; null where there is none. */
export function undo(timeline: Timeline): Result<Timeline & { mark: Mark }, CommandFailure> | null {
  const mark = markToUndo(timeline.history);
  if (mark === undefined) return null;
  const labels = preview(timeline.labels, mark.inverses);
  if (!labels.ok) return labels;
  return ok({ labels: labels.value, history: { ...timeline.history, cursor: timeline.history.cursor - 1 }, mark });
}

/** One mark forward; null where there is none. */
export function redo(timeline: Timeline): Result<Timeline & { mark: Mark }, CommandFailure> | null {
  const mark = markToRedo(timeline.history);
  if (mark === undefined) return null;
  const labels = preview(timeline.labels, mark.commands);
  if (!labels.ok) return labels;
  return ok({ labels: labels.value, history: { ...timeline.history, cursor: timeline.history.cursor + 1 }, mark });
}
