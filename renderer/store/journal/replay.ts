import { parseItemId } from '../../../shared/labels/ids.ts';
import { followEdit } from '../../../shared/labels/journal-edit.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import type { DeskDocument } from '../../desk/port.ts';
import type { Seal, SignedPayload } from '../schema/rows.ts';
import { parseLabelKey, parseSeatKey } from '../keys.ts';
import type { LabelKey, SeatKey } from '../keys.ts';
import { documentPayloadSchema, editPayloadSchema, signPayloadSchema } from './entries.ts';

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
  const next = followEdit(known.document, edit.cause, edit.check);
  if (next === null) {
    rebuilt.labels.set(at.key, { ...known, isBehind: true });
    return;
  }
  rebuilt.labels.set(at.key, { rev: edit.rev, document: { ...next, activeMs: edit.activeMs, isSealed: false }, seal: null, atMs: entry.atMs, isBehind: false });
}

function replaySign(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const at = parseSeatKey(entry.key);
  const payload = signPayloadSchema.safeParse(entry.payload);
  if (at === null || !payload.success) { unreadable(rebuilt, entry); return; }
  rebuilt.signed.set(at.key, { annotator: payload.data.annotator, signed: payload.data.signed });
}

function untouched(itemId: string, atMs: number): RebuiltLabel {
  const document = { labels: emptyItemLabels(parseItemId(itemId)), history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
  return { rev: 0, document, seal: null, atMs, isBehind: false };
}

function unreadable(rebuilt: Rebuilt, entry: ReplayEntry): void {
  rebuilt.problems.push({ key: entry.key, reason: `an entry of kind "${entry.kind}" that this version cannot read` });
}
