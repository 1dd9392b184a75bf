import { z } from 'zod';
import { sha256Of, utf8 } from '../../shared/bytes.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Json } from '../../shared/canonical-json.ts';
import { apply, labelCommandSchema } from '../../shared/labels/commands.ts';
import type { LabelCommand } from '../../shared/labels/commands.ts';
import { parseItemId } from '../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../shared/labels/make.ts';
import { itemLabelsSchema, type ItemLabels } from '../../shared/labels/types.ts';

/*
 * The window's journal entries, as far as labels need them: `edit` is one change with a check of what it led to,
 * `checkpoint`, `seal` and `unseal` are the whole document. Entries may come twice; `rev` tells.
 */

const markSchema = z.object({ commands: z.array(labelCommandSchema), inverses: z.array(labelCommandSchema) });
const editSchema = z.object({
  rev: z.int().min(1),
  itemId: z.string(),
  cause: z.discriminatedUnion('kind', [z.object({ kind: z.literal('mark'), mark: markSchema }), z.object({ kind: z.literal('undo') }), z.object({ kind: z.literal('redo') })]),
  check: z.string(),
});
const documentSchema = z.object({
  rev: z.int().min(1),
  document: z.object({ labels: itemLabelsSchema, history: z.object({ marks: z.array(markSchema), cursor: z.int().min(0) }), isSealed: z.boolean() }),
  seal: z.unknown(),
});

interface History {
  readonly marks: readonly z.infer<typeof markSchema>[];
  readonly cursor: number;
}

export interface RecoveredLabel {
  readonly rev: number;
  readonly atMs: number;
  readonly labels: ItemLabels;
  readonly isSealed: boolean;
  /** What was sealed, with its hash; null where it is not sealed. */
  readonly seal: unknown;
  /** Later changes are in the journal that could not be followed to what they say they led to. */
  readonly isBehind: boolean;
}

export interface Recovery {
  readonly labels: Map<string, RecoveredLabel & { readonly history: History }>;
  /** What seats were signed for, by the seat's key. */
  readonly signed: Map<string, unknown>;
  readonly problems: { readonly key: string; readonly reason: string }[];
}

export const nothingRecovered = (): Recovery => ({ labels: new Map(), signed: new Map(), problems: [] });

export interface JournalEntry {
  readonly kind: string;
  readonly key: string;
  readonly payload: unknown;
  readonly atMs: number;
}

/** Takes the next entry of the journal in. */
export function recoverEntry(recovery: Recovery, entry: JournalEntry): void {
  switch (entry.kind) {
    case 'edit':
      recoverEdit(recovery, entry);
      return;
    case 'checkpoint':
    case 'seal':
    case 'unseal':
      recoverDocument(recovery, entry);
      return;
    case 'sign':
      recovery.signed.set(entry.key, entry.payload);
      return;
    default:
      return;
  }
}

function recoverDocument(recovery: Recovery, { key, kind, payload, atMs }: JournalEntry): void {
  const parsed = documentSchema.safeParse(payload);
  if (!parsed.success) {
    recovery.problems.push({ key, reason: `an entry of kind "${kind}" that this version cannot read` });
    return;
  }
  const { rev, document, seal } = parsed.data;
  if ((recovery.labels.get(key)?.rev ?? 0) >= rev) return;
  recovery.labels.set(key, { rev, atMs, labels: document.labels, history: document.history, isSealed: document.isSealed, seal: seal ?? null, isBehind: false });
}

function recoverEdit(recovery: Recovery, { key, payload, atMs }: JournalEntry): void {
  const parsed = editSchema.safeParse(payload);
  if (!parsed.success) {
    recovery.problems.push({ key, reason: 'an edit that this version cannot read' });
    return;
  }
  const { rev, itemId, cause, check } = parsed.data;
  const known = recovery.labels.get(key) ?? { rev: 0, atMs, labels: emptyItemLabels(parseItemId(itemId)), history: { marks: [], cursor: 0 }, isSealed: false, seal: null, isBehind: false };
  if (known.rev >= rev) return;
  const step = stepOf(known.history, cause);
  const labels = step === null ? null : applyAll(known.labels, step.commands);
  const isRight = labels !== null && checkOf(labels) === check;
  const next = isRight && step !== null ? { rev, atMs, labels, history: step.history, isSealed: false, seal: null, isBehind: false } : { ...known, isBehind: true };
  recovery.labels.set(key, next);
}

function stepOf({ marks, cursor }: History, cause: z.infer<typeof editSchema>['cause']): { commands: readonly LabelCommand[]; history: History } | null {
  if (cause.kind === 'mark') return { commands: cause.mark.commands, history: { marks: [...marks.slice(0, cursor), cause.mark], cursor: cursor + 1 } };
  const isUndo = cause.kind === 'undo';
  const mark = marks[isUndo ? cursor - 1 : cursor];
  if (mark === undefined) return null;
  return { commands: isUndo ? mark.inverses : mark.commands, history: { marks, cursor: isUndo ? cursor - 1 : cursor + 1 } };
}

function applyAll(start: ItemLabels, commands: readonly LabelCommand[]): ItemLabels | null {
  let labels = start;
  for (const command of commands) {
    const next = apply(labels, command);
    if (!next.ok) return null;
    labels = next.value;
  }
  return labels;
}

/** As the window computes it: a short hash of the labels, time left out. */
function checkOf({ itemId, regions, relations, cannotTell }: ItemLabels): string {
  const plain = JSON.parse(JSON.stringify({ itemId, regions, relations, cannotTell })) as Json;
  return sha256Of(utf8(canonicalJson(plain))).slice(0, 16);
}
