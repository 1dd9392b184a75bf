import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import type { Failure } from '../../../shared/result.ts';
import type { DeskBatch, DeskDocument, DeskItem, DeskPlace, SealOutcome } from '../port.ts';
import type { MediaResult } from './loader.ts';
import type { SaveStatus } from './save-queue.ts';

/** The item that is on the desk, with everything that it takes to show it. */
export interface OpenItem {
  readonly index: number;
  readonly document: DeskDocument;
  readonly media: MediaResult;
  /** Where the view was left; null: fit. */
  readonly view: DeskPlace['view'];
}

/** A gesture under way: seen, not yet a mark. */
export interface Draft {
  readonly name: string;
  readonly commands: readonly LabelCommand[];
  readonly labels: ItemLabels;
}

export type SealReason = Extract<SealOutcome, { ok: false }>['reasons'][number];

export interface DeskState {
  /** Null while the batch opens. */
  readonly batch: DeskBatch | null;
  readonly items: readonly DeskItem[];
  readonly open: OpenItem | null;
  /** The item that is on its way, where it takes a moment. */
  readonly loadingIndex: number | null;
  /** Why the batch or an item could not be opened; `index` null for the batch. */
  readonly failure: { readonly index: number | null; readonly error: Failure } | null;
  readonly draft: Draft | null;
  readonly selection: readonly RegionId[];
  readonly classId: number;
  readonly saving: SaveStatus;
  /** Why the open item could not be sealed the last time it was tried. */
  readonly sealReasons: readonly SealReason[];
  /** The open item is being sealed: what is being sealed must not change meanwhile. */
  readonly isSealing: boolean;
  /** Sealing an item without a region has to be said twice. */
  readonly isEmptySealAsked: boolean;
  /** The last thing said to a screen reader; the count makes the same sentence new. */
  readonly spoken: { readonly sentence: string; readonly count: number };
}

export const initialState: DeskState = {
  batch: null,
  items: [],
  open: null,
  loadingIndex: null,
  failure: null,
  draft: null,
  selection: [],
  classId: 0,
  saving: { kind: 'saved' },
  sealReasons: [],
  isSealing: false,
  isEmptySealAsked: false,
  spoken: { sentence: '', count: 0 },
};

/** The labels as they are seen: with the draft in them. */
export function shownLabels(state: DeskState): ItemLabels | null {
  return state.draft?.labels ?? state.open?.document.labels ?? null;
}

/** Why nothing can be changed now, or null. */
export function readOnlyReason(state: DeskState): 'batch' | 'moving' | 'sealed' | null {
  if (state.batch === null || state.batch.readOnlyReason !== null) return 'batch';
  // The head already names the next item: a key pressed now is not meant for the one before.
  if (state.loadingIndex !== null) return 'moving';
  return state.isSealing || state.open?.document.isSealed === true ? 'sealed' : null;
}

/** The next item that is not sealed, after one and from the start again; null when the batch is done. */
export function nextUnsealed(items: readonly DeskItem[], after: number): number | null {
  for (let step = 1; step <= items.length; step++) {
    const item = items[(after + step) % items.length];
    if (item !== undefined && item.state !== 'sealed' && item.state !== 'cannot-tell') return (after + step) % items.length;
  }
  return null;
}
