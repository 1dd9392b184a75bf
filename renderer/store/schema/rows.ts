import { z } from 'zod';
import { itemLabelsSchema } from '../../../shared/labels/types.ts';
import { labelCommandSchema } from '../../../shared/labels/commands.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { ManifestItem } from '../../../shared/protocol/manifest.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { SeatChainView } from '../../../shared/protocol/seat-state.ts';
import type { DeskDocument, DeskPlace, Mark } from '../../desk/port.ts';
import type { EventKey, ItemKey, LabelKey, NetKey, ProjectKey, SeatKey } from '../keys.ts';

/*
 * The rows as the newest version of the database holds them. What a person made is parsed when it is read:
 * a row that something else damaged must be named, not shown as if it were right.
 */

const hex = z.string().regex(/^0x([0-9a-f]{2})*$/);

export const markSchema = z.object({
  name: z.string(),
  commands: z.array(labelCommandSchema),
  inverses: z.array(labelCommandSchema),
  atMs: z.number(),
});

/** What the desk calls a DeskDocument. */
export const documentSchema = z.object({
  labels: itemLabelsSchema,
  history: z.object({ marks: z.array(markSchema), cursor: z.int().min(0) }),
  activeMs: z.number().min(0),
  isSealed: z.boolean(),
});

export const sealSchema = z.object({
  /** The item as it travels, DESIGN section 5. */
  encoded: hex,
  /** keccak256 over the encoded item and its details. */
  hash: hex,
  atMs: z.number(),
});
export type Seal = z.infer<typeof sealSchema>;

export const itemStateSchema = z.enum(['untouched', 'started', 'sealed', 'cannot-tell']);

/** One item of a seat. Its history is in the marks' table, a row a gesture, so that a gesture writes little however many there were. */
export const labelRowSchema = z.object({
  key: z.string().transform((text) => text as LabelKey),
  seatKey: z.string().transform((text) => text as SeatKey),
  /** The item's index within its batch. */
  index: z.int().min(0),
  /** Grows by one with every change: the journal's replay takes each change once. */
  rev: z.int().min(0),
  document: documentSchema.omit({ history: true }),
  /** How many marks the item has in their table, and how many of them are done and not undone. */
  history: z.object({ count: z.int().min(0), cursor: z.int().min(0) }),
  seal: sealSchema.nullable(),
  /** Indexed with the seat, so that progress is counted from keys alone. */
  state: itemStateSchema,
  updatedAtMs: z.number(),
});
export type LabelRow = Omit<z.infer<typeof labelRowSchema>, 'document'> & { document: Omit<DeskDocument, 'history' | 'suggestions'> };

/** One gesture of an item's history: its commands, and those that take them back. */
export const markRowSchema = z.object({
  key: z.string().transform((text) => text as LabelKey),
  /** Its place in the history. */
  at: z.int().min(0),
  mark: markSchema,
});
export type MarkRow = Omit<z.infer<typeof markRowSchema>, 'mark'> & { mark: Mark };

/** What a seat's commitment covers. The salt is not here: the wallet derives it. */
export const signedSchema = z.object({
  labels: hex,
  details: hex,
  detailsHash: hex,
  commitment: hex,
  atMs: z.number(),
});
export type SignedPayload = z.infer<typeof signedSchema>;

export interface SeatRow {
  key: SeatKey;
  net: NetKey;
  seatId: string;
  projectKey: ProjectKey;
  /** In lower case. */
  annotator: string;
  /** The batch's first item within its project, and how many it has. */
  firstItem: number;
  itemCount: number;
  place: DeskPlace | null;
  /** The person said to send what there is: items not sealed count as "cannot tell". */
  isSentAsIs: boolean;
  signed: SignedPayload | null;
  chain: SeatChainRow | null;
  addedAtMs: number;
}

/** What the chain says of a seat and its batch, as last read. */
export interface SeatChainRow {
  batch: SeatChainView['batch'];
  seat: SeatChainView['seat'];
  blockNumber: number;
}

export interface ProjectRow {
  key: ProjectKey;
  net: NetKey;
  projectId: string;
  lead: string;
  /** The manifest's Merkle root. */
  root: string;
  packUri: string;
  itemCount: number;
  /** Fixed when the project opened. */
  params: ProjectParams;
  openedAtSeconds: number;
  name: string;
  schema: ProjectSchema | null;
  pack: 'ready' | 'missing' | 'broken';
  /** The relay that the lead names in the pack; rows of older versions lack it. */
  relay?: string | null;
  /** Why the pack cannot be used, in words. */
  packProblem: string | null;
  checkedAtMs: number;
}

export interface ItemRow {
  key: ItemKey;
  projectKey: ProjectKey;
  /** Within the project. */
  index: number;
  item: ManifestItem;
}

export const outboxStepSchema = z.enum(['sign', 'commit', 'reveal', 'settle', 'anchor', 'draw', 'claim', 'free', 'void']);
export type OutboxStep = z.infer<typeof outboxStepSchema>;

/**
 * What of a seat has still to reach the chain. Written in the same transaction as the labels it answers for;
 * gone when the chain says that the seat is done.
 */
export const outboxRowSchema = z.object({
  key: z.string().transform((text) => text as SeatKey),
  net: z.string().transform((text) => text as NetKey),
  /** The step under way, or null while the person is still at work. */
  step: outboxStepSchema.nullable(),
  status: z.enum(['open', 'sending', 'sent', 'parked']),
  transactionHash: hex.nullable(),
  attempts: z.int().min(0),
  /** Not tried again before it. */
  notBeforeMs: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type OutboxRow = z.infer<typeof outboxRowSchema>;

export interface EventRow {
  key: EventKey;
  net: NetKey;
  blockNumber: number;
  blockHash: string;
  /** Unix seconds of the block. */
  timestampSeconds: number;
  transactionHash: string;
  transactionIndex: number;
  logIndex: number;
  topics: string[];
  data: string;
}

export interface Checkpoint {
  number: number;
  hash: string;
}

export interface CursorRow {
  net: NetKey;
  /** The first block whose logs are not in yet. */
  nextBlock: number;
  /** Blocks whose hash was seen, ascending; the last one is `nextBlock - 1`. */
  checkpoints: Checkpoint[];
  headNumber: number;
  headTimestampSeconds: number;
  updatedAtMs: number;
}

/** A score as the chain last told it, to be shown without a network with its block and age. */
export interface ReputationRow {
  /** `net/scope/account` */
  key: string;
  net: NetKey;
  scope: string;
  account: string;
  scoreBps: number;
  items: number;
  blockNumber: number;
  atMs: number;
}

/** An expert's ruling in the making. */
export interface AuditRow {
  /** `net/batchId/item` */
  key: string;
  net: NetKey;
  batchId: string;
  item: number;
  document: unknown;
  updatedAtMs: number;
}

export interface AssetRow {
  sha256: string;
  bytes: ArrayBuffer;
  mediaType: string;
  addedAtMs: number;
}

export interface SettingRow {
  key: string;
  value: unknown;
}

/** An entry on its way to the host's journal, in the order in which it was made. */
export interface JournalQueueRow {
  id?: number;
  kind: string;
  key: string;
  payload: unknown;
}
