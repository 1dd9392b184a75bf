import { z } from 'zod';
import { labelCommandSchema } from '../../shared/labels/commands.ts';
import { parseItemId } from '../../shared/labels/ids.ts';
import { followEdit } from '../../shared/labels/journal-edit.ts';
import type { MarkHistory } from '../../shared/labels/journal-edit.ts';
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

type Mark = z.infer<typeof markSchema>;

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
  readonly labels: Map<string, RecoveredLabel & { readonly history: MarkHistory<Mark>; readonly era: number }>;
  /** How many databases the journal has seen begin: a later one may have begun empty, and counts from 1 again. */
  era: number;
  /** What seats were signed for, by the seat's key. */
  readonly signed: Map<string, unknown>;
  readonly problems: { readonly key: string; readonly reason: string }[];
}

export const nothingRecovered = (): Recovery => ({ labels: new Map(), signed: new Map(), era: 0, problems: [] });

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
    case 'canary':
      recovery.era += 1;
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
  const { era } = recovery;
  const known = recovery.labels.get(key);
  if (known?.era === era && known.rev >= rev) return;
  recovery.labels.set(key, { era, rev, atMs, labels: document.labels, history: document.history, isSealed: document.isSealed, seal: seal ?? null, isBehind: false });
}

function recoverEdit(recovery: Recovery, { key, payload, atMs }: JournalEntry): void {
  const parsed = editSchema.safeParse(payload);
  if (!parsed.success) {
    recovery.problems.push({ key, reason: 'an edit that this version cannot read' });
    return;
  }
  const { rev, itemId, cause, check } = parsed.data;
  const { era } = recovery;
  const before = recovery.labels.get(key);
  if (before?.era === era && before.rev >= rev) return;
  const untouched = { era, rev: 0, atMs, labels: emptyItemLabels(parseItemId(itemId)), history: { marks: [], cursor: 0 }, isSealed: false, seal: null, isBehind: false };
  const known = before === undefined || before.rev >= rev ? untouched : before;
  const next = followEdit<Mark>(known, cause, check);
  recovery.labels.set(key, next === null ? { ...known, era, isBehind: true } : { era, rev, atMs, ...next, isSealed: false, seal: null, isBehind: false });
}
