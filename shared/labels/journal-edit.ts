import { sha256Of, utf8 } from '../bytes.ts';
import { canonicalJson, plainJson } from '../canonical-json.ts';
import { apply } from './commands.ts';
import type { LabelCommand } from './commands.ts';
import type { ItemLabels, Region } from './types.ts';

/*
 * A journaled edit is what was done, and a check of what it led to. The window that wrote it and the command line that
 * recovers without a window follow it here, so that they cannot come to different labels.
 */

interface Undoable {
  readonly commands: readonly LabelCommand[];
  readonly inverses: readonly LabelCommand[];
}

/** Marks done and undone: those before the cursor are done. */
export interface MarkHistory<M extends Undoable> {
  readonly marks: readonly M[];
  readonly cursor: number;
}

export type EditCause<M extends Undoable> = { readonly kind: 'mark'; readonly mark: M } | { readonly kind: 'undo' } | { readonly kind: 'redo' };

export interface EditedLabels<M extends Undoable> {
  readonly labels: ItemLabels;
  readonly history: MarkHistory<M>;
}

/** A short check of labels, the same for the same labels however their fields are ordered. Time is left out. */
export function labelsCheck({ itemId, regions, relations, cannotTell }: ItemLabels): string {
  // The canonical JSON of the four, put together: an edit leaves most regions as they are, and their texts too.
  const named = canonicalJson({ cannotTell, itemId }).slice(0, -1);
  return sha256Of(utf8(`${named},"regions":[${regions.map(textOf).join(',')}],"relations":${canonicalJson(plainJson(relations))}}`)).slice(0, 16);
}

/** Regions are never changed in place. */
const texts = new WeakMap<Region, string>();

function textOf(region: Region): string {
  const known = texts.get(region);
  if (known !== undefined) return known;
  const text = canonicalJson(plainJson(region));
  texts.set(region, text);
  return text;
}

/** Labels and history after an edit, or null where it does not lead to what its check says. */
export function followEdit<M extends Undoable>({ labels, history }: EditedLabels<M>, cause: EditCause<M>, check: string): EditedLabels<M> | null {
  const step = stepOf(history, cause);
  const next = step === null ? null : apply(labels, { type: 'group', commands: step.commands });
  if (step === null || next?.ok !== true || labelsCheck(next.value) !== check) return null;
  return { labels: next.value, history: step.history };
}

function stepOf<M extends Undoable>({ marks, cursor }: MarkHistory<M>, cause: EditCause<M>): { commands: readonly LabelCommand[]; history: MarkHistory<M> } | null {
  if (cause.kind === 'mark') return { commands: cause.mark.commands, history: { marks: [...marks.slice(0, cursor), cause.mark], cursor: cursor + 1 } };
  const isUndo = cause.kind === 'undo';
  const mark = marks[isUndo ? cursor - 1 : cursor];
  if (mark === undefined) return null;
  return { commands: isUndo ? mark.inverses : mark.commands, history: { marks, cursor: cursor + (isUndo ? -1 : 1) } };
}
