import { apply } from '../../../shared/labels/commands.ts';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import { parseItemId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import type { DeskDocument } from '../../desk/port.ts';
import type { Seal, SignedPayload } from '../schema/rows.ts';
import { parseLabelKey, parseSeatKey } from '../keys.ts';
import type { LabelKey, SeatKey } from '../keys.ts';
import { documentPayloadSchema, editPayloadSchema, labelsCheck, signPayloadSchema } from './entries.ts';
import type { EditPayload } from './entries.ts';

/** What the journal's reader hands over: an entry without its place in the hash chain. */
export interface ReplayEntry {
  kind: string;
  key: string;
  payload: unknown;
  atMs: number;
}

export interface RebuiltLabel {
  rev: number;
  document: DeskDocument;
  seal: Seal | null;
  atMs: number;
  /** A change after this state could not be followed; the next whole document in the journal mends it. */
  isBehind: boolean;
}

export interface Rebuilt {
  labels: Map<LabelKey, RebuiltLabel>;
  signed: Map<SeatKey, { annotator: string; signed: SignedPayload }>;
  /** Entries that could not be read, with why. */
  problems: { key: string; reason: string }[];
}

export const nothingRebuilt = (): Rebuilt => ({ labels: new Map(), signed: new Map(), problems: [] });

/** Takes one entry in. Entries of other kinds are none of the store's business. */
export function replay(rebuilt: Rebuilt, entry: ReplayEntry): void {
  switch (entry.kind) {
    case 'edit':
      { replayEdit(rebuilt, entry); return; }
    case 'checkpoint':
    case 'seal':
    case 'unseal':
      { replayDocument(rebuilt, entry); return; }
    case 'sign':
      { replaySign(rebuilt, entry); return; }
    default:
      return undefined;
  }
}

function replayDocument(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const at = parseLabelKey(entry.key);
  const payload = documentPayloadSchema.safeParse(entry.payload);
  if (at === null || !payload.success) { unreadable(rebuilt, entry); return; }
  const { rev, document, seal } = payload.data;
  const known = rebuilt.labels.get(at.key);
  if (known !== undefined && known.rev >= rev) return;
  rebuilt.labels.set(at.key, { rev, document, seal, atMs: entry.atMs, isBehind: false });
}

function replayEdit(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const at = parseLabelKey(entry.key);
  const payload = editPayloadSchema.safeParse(entry.payload);
  if (at === null || !payload.success) { unreadable(rebuilt, entry); return; }
  const edit = payload.data;
  const known = rebuilt.labels.get(at.key) ?? untouched(edit.itemId, entry.atMs);
  if (known.rev >= edit.rev) return;
  const next = followed(known.document, edit);
  if (next === null) {
    rebuilt.labels.set(at.key, { ...known, isBehind: true });
    return;
  }
  rebuilt.labels.set(at.key, { rev: edit.rev, document: next, seal: null, atMs: entry.atMs, isBehind: false });
}

function replaySign(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const at = parseSeatKey(entry.key);
  const payload = signPayloadSchema.safeParse(entry.payload);
  if (at === null || !payload.success) { unreadable(rebuilt, entry); return; }
  rebuilt.signed.set(at.key, { annotator: payload.data.annotator, signed: payload.data.signed });
}

/** The document after the edit, or null where it does not lead to what the edit's check says. */
function followed(document: DeskDocument, { cause, activeMs, check }: EditPayload): DeskDocument | null {
  const { marks, cursor } = document.history;
  const step = stepOf(document, cause);
  if (step === null) return null;
  const labels = applyAll(document.labels, step.commands);
  if (labels === null || labelsCheck(labels) !== check) return null;
  const history = cause.kind === 'mark' ? { marks: [...marks.slice(0, cursor), cause.mark], cursor: cursor + 1 } : { marks, cursor: step.cursor };
  return { labels, history, activeMs, isSealed: false };
}

function stepOf({ history }: DeskDocument, cause: EditPayload['cause']): { commands: readonly LabelCommand[]; cursor: number } | null {
  if (cause.kind === 'mark') return { commands: cause.mark.commands, cursor: history.cursor + 1 };
  const isUndo = cause.kind === 'undo';
  const mark = history.marks[isUndo ? history.cursor - 1 : history.cursor];
  if (mark === undefined) return null;
  return isUndo ? { commands: mark.inverses, cursor: history.cursor - 1 } : { commands: mark.commands, cursor: history.cursor + 1 };
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

function untouched(itemId: string, atMs: number): RebuiltLabel {
  const document = { labels: emptyItemLabels(parseItemId(itemId)), history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
  return { rev: 0, document, seal: null, atMs, isBehind: false };
}

function unreadable(rebuilt: Rebuilt, entry: ReplayEntry): void {
  rebuilt.problems.push({ key: entry.key, reason: `an entry of kind "${entry.kind}" that this version cannot read` });
}
