import type { ProjectSchema } from '../../shared/labels/schema.ts';
import type { ItemLabels, Region } from '../../shared/labels/types.ts';
import type { LabelCommand } from '../../shared/labels/commands.ts';

/**
 * What the desk needs of the world, and all it knows of it. The store implements it for annotators
 * (`store/desk-store.ts`), the review for experts (`review/review-port.ts`): the same tools serve both.
 */
export interface DeskPort {
  /** Schema, items and where the person left off. */
  open(): Promise<DeskBatch>;
  /** One item with its labels and its history, ready to be shown. */
  load(index: number): Promise<DeskDocument>;
  /** Resolves when the change is durable: only then may *saved* be shown. */
  save(index: number, change: DeskChange): Promise<void>;
  /** Seal (strict durability, then the journal) or give the reasons why it can't be. */
  seal(index: number, document: DeskDocument): Promise<SealOutcome>;
  /** Open a sealed item again; refused once its batch is signed. */
  unseal(index: number): Promise<SealOutcome>;
  /** Where the person is: item, zoom and offset come back after a restart. */
  remember(place: DeskPlace): Promise<void>;
  /**
   * Tells the string key of a reason for which nothing can be changed for a while (the disk is full), and null when it
   * can again. Returns the way to stop.
   */
  watch?(tell: (pausedReason: string | null) => void): () => void;
  /** Bytes of an asset, verified against its hash. Works without the host where the shell needs that. */
  asset(sha256: string): Promise<Blob>;
}

export interface DeskBatch {
  /** Shown in the title bar. */
  projectName: string;
  schema: ProjectSchema;
  /** Two regions of one class at or over it are one region said twice, and refused. */
  thresholdBps: number;
  items: readonly DeskItem[];
  place: DeskPlace | null;
  /** Labels can't be changed any more (signed, or looked at only), with the reason's string key. */
  readOnlyReason: string | null;
  /** A sealed item is looked at again before the next one: the next seal goes on. */
  staysAfterSeal?: boolean | undefined;
  /** Nothing of it is ever sent: practice. */
  staysHere?: boolean | undefined;
}

export interface DeskItem {
  index: number;
  name: string;
  media:
    | { kind: 'image'; sha256: string; widthPx: number; heightPx: number }
    | { kind: 'text'; sha256: string; codePoints: number };
  state: DeskItemState;
}

export type DeskItemState = 'untouched' | 'started' | 'sealed' | 'cannot-tell';

export interface DeskPlace {
  index: number;
  /** Zoom as device pixels an image pixel, and the image point at the view's centre; null: fit. */
  view: { zoom: number; centreXPx: number; centreYPx: number } | null;
}

/** One named, undoable gesture: the commands that made it, and those that take it back. */
export interface Mark {
  /** Key of the strings catalogue: "Undo draw box". */
  name: string;
  commands: readonly LabelCommand[];
  /**
   * In the order in which undo applies them. Kept with the mark, because a command alone does not say
   * what it replaced, and the history has to work after a restart.
   */
  inverses: readonly LabelCommand[];
  atMs: number;
}

export interface DeskHistory {
  marks: readonly Mark[];
  /** Marks before it are done, marks from it on are undone and can be redone. */
  cursor: number;
}

export interface DeskDocument {
  labels: ItemLabels;
  history: DeskHistory;
  /** Time at work on the item, idle time left out. */
  activeMs: number;
  isSealed: boolean;
  /**
   * Regions that a model proposed for the item, imported beside the data. One that was taken over has its
   * id among the labels' regions. Not part of the labels, and never saved.
   */
  suggestions?: readonly Region[];
}

/** What a gesture, an undo or a redo changed, whole: the store writes it in one transaction. */
export interface DeskChange {
  document: DeskDocument;
  /** What happened, for the journal. */
  cause: { kind: 'mark'; mark: Mark } | { kind: 'undo' } | { kind: 'redo' } | { kind: 'time' };
}

export type SealOutcome =
  | { ok: true }
  | { ok: false; reasons: readonly { regionId: string | null; code: string; message: string }[] };
