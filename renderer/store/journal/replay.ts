import { reviewRecordSchema } from '../../../shared/review/record.ts';
import type { ReviewRecord } from '../../../shared/review/record.ts';
import { parseItemId } from '../../../shared/labels/ids.ts';
import { followEdit } from '../../../shared/labels/journal-edit.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import type { DeskDocument } from '../../desk/port.ts';
import type { Seal, SignedPayload } from '../schema/rows.ts';
import { parseLabelKey, parseSeatKey } from '../keys.ts';
import type { LabelKey, SeatKey } from '../keys.ts';
import { parseSeatEntry } from './seat-entries.ts';
import type { JournalSeat } from './seat-entries.ts';
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
  /** The database that it was written in: a later one may have begun anew, and counts from 1 again. */
  era: number;
  /** A change after this state could not be followed; the next whole document in the journal mends it. */
  isBehind: boolean;
}

export interface Rebuilt {
  labels: Map<LabelKey, RebuiltLabel>;
  signed: Map<SeatKey, { annotator: string; signed: SignedPayload }>;
  seats: Map<SeatKey, JournalSeat>;
  /** By their keys in the store; the newest of each. */
  reviews: Map<string, ReviewRecord>;
  /** How many databases the journal has seen begin. */
  era: number;
  /** Entries that could not be read, with why. */
  problems: { key: string; reason: string }[];
}

export const nothingRebuilt = (): Rebuilt => ({ labels: new Map(), signed: new Map(), seats: new Map(), reviews: new Map(), era: 0, problems: [] });

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
    case 'seat':
      { replaySeat(rebuilt, entry); return; }
    case 'review':
      { replayReview(rebuilt, entry); return; }
    case 'canary':
      rebuilt.era += 1;
      return;
    default:
      return undefined;
  }
}

function replayDocument(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const at = parseLabelKey(entry.key);
  const payload = documentPayloadSchema.safeParse(entry.payload);
  if (at === null || !payload.success) { unreadable(rebuilt, entry); return; }
  const { rev, document, seal } = payload.data;
  const { era } = rebuilt;
  const known = rebuilt.labels.get(at.key);
  if (known?.era === era && known.rev >= rev) return;
  rebuilt.labels.set(at.key, { rev, document, seal, atMs: entry.atMs, era, isBehind: false });
}

function replayEdit(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const at = parseLabelKey(entry.key);
  const payload = editPayloadSchema.safeParse(entry.payload);
  if (at === null || !payload.success) { unreadable(rebuilt, entry); return; }
  const edit = payload.data;
  const { era } = rebuilt;
  const before = rebuilt.labels.get(at.key);
  if (before?.era === era && before.rev >= edit.rev) return;
  // A count that falls behind in another database: the person had chosen to begin empty.
  const known = before === undefined || before.rev >= edit.rev ? untouched(edit.itemId, entry.atMs, era) : before;
  const next = followEdit(known.document, edit.cause, edit.check);
  if (next === null) {
    rebuilt.labels.set(at.key, { ...known, era, isBehind: true });
    return;
  }
  rebuilt.labels.set(at.key, { rev: edit.rev, document: { ...next, activeMs: edit.activeMs, isSealed: false }, seal: null, atMs: entry.atMs, era, isBehind: false });
}

function replaySign(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const at = parseSeatKey(entry.key);
  const payload = signPayloadSchema.safeParse(entry.payload);
  if (at === null || !payload.success) { unreadable(rebuilt, entry); return; }
  rebuilt.signed.set(at.key, { annotator: payload.data.annotator, signed: payload.data.signed });
}

function replaySeat(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const found = parseSeatEntry(entry.payload);
  if (found === null) { unreadable(rebuilt, entry); return; }
  rebuilt.seats.set(found.seat.key, found);
}

function replayReview(rebuilt: Rebuilt, entry: ReplayEntry): void {
  const record = reviewRecordSchema.safeParse(entry.payload);
  if (!record.success) { unreadable(rebuilt, entry); return; }
  rebuilt.reviews.set(entry.key, record.data);
}

function untouched(itemId: string, atMs: number, era: number): RebuiltLabel {
  const document = { labels: emptyItemLabels(parseItemId(itemId)), history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
  return { rev: 0, document, seal: null, atMs, era, isBehind: false };
}

function unreadable(rebuilt: Rebuilt, entry: ReplayEntry): void {
  rebuilt.problems.push({ key: entry.key, reason: `an entry of kind "${entry.kind}" that this version cannot read` });
}
