import type { Address, BatchId, SeatId } from '../labels/ids.ts';
import type { AttributeValue, CannotTellReason, Origin } from '../labels/types.ts';
import type { ProjectRecord, Standing } from './chain-records.ts';
import type { Manifest, ManifestItem } from './manifest.ts';
import type { ItemVerdict } from './seat-state.ts';

/** Where a region lies: pixels of the image, code points of the text, or the whole item. */
export type DatasetShape =
  | { readonly kind: 'box'; readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
  | { readonly kind: 'span'; readonly start: number; readonly end: number }
  | { readonly kind: 'item-class' };

export interface DatasetRegion {
  readonly shape: DatasetShape;
  readonly classId: number;
  readonly className: string;
  /** Per cent. */
  readonly confidence: number;
  /** Empty where the details are not known. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly occluded: boolean;
  readonly truncated: boolean;
  readonly difficult: boolean;
  readonly crowd: boolean;
  readonly origin: Origin;
}

/** A directed relation between two regions, by their places in the list beside it. */
export interface DatasetRelation {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** A relation of the dataset's own labels: more than half of the seats that have both its regions give it. */
export interface FinalRelation extends DatasetRelation {
  readonly voters: readonly number[];
}

/** A region of the dataset's own labels. Attributes and flags are those that most voters gave. */
export interface FinalRegion extends DatasetRegion {
  /** Seats with a region that was counted for this one. */
  readonly voters: readonly number[];
}

/**
 * How an item came out. `resolved`: by consensus, confirmed where it was audited. `ruled`: disputed, then settled by a
 * known answer. `overturned`: the known answer took the consensus' place. `disputed`: nobody settled it.
 */
export type ItemOutcome = 'open' | 'resolved' | 'ruled' | 'overturned' | 'disputed' | 'void';

/** Where a fact is to be found on the chain. */
export interface ChainSource {
  readonly transactionHash: string;
  readonly blockNumber: number;
}

/** One seat's own labels of an item. */
export interface DatasetAnnotation {
  readonly seat: number;
  readonly seatId: SeatId;
  readonly annotator: Address;
  readonly committed: ChainSource | null;
  readonly revealed: ChainSource;
  /** Standing in the project's scope when the labels were committed. */
  readonly standing: Standing;
  readonly cannotTell: boolean;
  /** Known where the details are. */
  readonly cannotTellReason: CannotTellReason | null;
  readonly activeMs: number | null;
  readonly regions: readonly DatasetRegion[];
  /** None where the details are not known. */
  readonly relations: readonly DatasetRelation[];
  /** Null where it cannot tell. */
  readonly scoreBps: number | null;
  readonly verdict: ItemVerdict;
}

export interface DatasetRuling {
  readonly source: 'expert' | 'gold';
  readonly by: Address;
  readonly verdict: 'confirmed' | 'overturned' | 'ruled';
  readonly at: ChainSource;
}

export interface DatasetItem {
  /** Place in the pack, from 0. */
  readonly index: number;
  readonly item: ManifestItem;
  readonly batchId: BatchId;
  readonly outcome: ItemOutcome;
  /** The dataset's labels; of a disputed item what was accepted of it. */
  readonly regions: readonly FinalRegion[];
  /** As far as the details of those who gave them are known. */
  readonly relations: readonly FinalRelation[];
  readonly settled: ChainSource | null;
  readonly isDrawn: boolean;
  readonly ruling: DatasetRuling | null;
  readonly annotations: readonly DatasetAnnotation[];
}

/** Something in the chain's record or the details that does not hold. */
export interface DatasetFault {
  readonly itemIndex: number | null;
  readonly seatId: SeatId | null;
  readonly field: string;
  readonly message: string;
}

export interface Dataset {
  readonly chainId: number;
  readonly coordinator: Address;
  /** The index's last block: the dataset is as of it. */
  readonly blockNumber: number;
  readonly project: ProjectRecord;
  readonly manifest: Manifest;
  readonly items: readonly DatasetItem[];
  readonly faults: readonly DatasetFault[];
}
