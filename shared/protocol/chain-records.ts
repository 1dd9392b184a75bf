import type { Hex } from '../bytes.ts';
import type { Address, BatchId, Bytes32, ProjectId, SeatId } from '../labels/ids.ts';
import type { Phase } from './abi.ts';
import type { Assertion } from './assertion.ts';
import type { HistoryEntry } from './batch-record.ts';
import type { ProjectParams } from './params.ts';

/** Where an event stands in the chain's history. */
export interface EventPlace {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: number;
}

export interface ProjectRecord {
  readonly id: ProjectId;
  readonly lead: Address;
  /** Whose reputation counts: never the zero address. */
  readonly scope: Address;
  readonly token: Address;
  readonly manifestRoot: Bytes32;
  readonly goldRoot: Bytes32;
  readonly itemCount: number;
  readonly batchCount: number;
  readonly budget: bigint;
  readonly params: ProjectParams;
  readonly packUri: string;
  /** Named by the lead, in the order of naming. */
  readonly experts: readonly Address[];
  readonly opened: EventPlace;
  readonly isClosed: boolean;
  /** Taken back by the lead so far. */
  readonly refunded: bigint;
  /** Claimed by annotators so far. */
  readonly paid: bigint;
  /** Paid to experts so far. */
  readonly feesPaid: bigint;
}

export type BatchPhase = Phase;

/** An assertion that stands, or has become final. */
export interface AssertionRecord {
  /** As it is handed in again. */
  readonly assertion: Assertion;
  /** Unix seconds. */
  readonly challengeEndSeconds: number;
  /** Its hash draws the runs to be computed. */
  readonly anchorBlock: number;
  /** How many runs are drawn. */
  readonly runs: number;
  /** Bit i: run i is drawn; 0 until somebody keeps the draw on chain. */
  readonly drawnRuns: number;
  /** Bit i: run i was drawn and has been computed. */
  readonly confirmedRuns: number;
  readonly place: EventPlace;
}

/** A known answer: an expert's ruling, or the lead's gold. */
export interface RulingRecord {
  readonly item: number;
  readonly source: 'expert' | 'gold';
  /** The expert, or the lead for gold. */
  readonly by: Address;
  /** The item was resolved, and the answer took the consensus' place. */
  readonly overturned: boolean;
  /** Bit s: seat s is right. */
  readonly rightSeats: bigint;
  readonly labels: Hex;
  readonly place: EventPlace;
}

export interface BatchRecord {
  readonly id: BatchId;
  readonly projectId: ProjectId;
  /** Its place in the project, from 0. */
  readonly index: number;
  /** Of the project's items, from 0. */
  readonly firstItem: number;
  readonly itemCount: number;
  readonly phase: BatchPhase;
  /** Unix seconds; 0 until enough seats have committed. */
  readonly revealStartSeconds: number;
  readonly revealEndSeconds: number;
  readonly settledItems: number;
  /** Every commitment, in the order they came: what opening and settling hand in again. */
  readonly history: readonly HistoryEntry[];
  /** The chain over the items' outcomes; null until settled. */
  readonly consensusRoot: Bytes32 | null;
  /** Bit i: item i was resolved by consensus. */
  readonly consensusMask: bigint;
  /** The same, and what an expert has settled since. */
  readonly resolvedMask: bigint;
  /** Consensus labels of each settled item. */
  readonly consensus: readonly Hex[];
  readonly settled: EventPlace | null;
  /** Null where batches are computed, before anybody has asserted, and after a refutation. */
  readonly assertion: AssertionRecord | null;
  /** Unix seconds; 0 until settled. */
  readonly auditEndSeconds: number;
  readonly anchorBlock: number;
  /** `extendedMask`: the part that the scope's audit pool pays for. */
  readonly drawn: { readonly mask: bigint; readonly extendedMask: bigint; readonly seed: Bytes32; readonly place: EventPlace } | null;
  /** In the order they were made; an item's first stands. */
  readonly rulings: readonly RulingRecord[];
  readonly auditedMask: bigint;
  readonly overturnedMask: bigint;
}

export type SeatRecordState = 'leased' | 'freed' | 'committed' | 'revealed' | 'forfeited' | 'paid' | 'void';

export interface SeatRecord {
  readonly id: SeatId;
  readonly batchId: BatchId;
  readonly projectId: ProjectId;
  /** Its place in the batch, from 0. */
  readonly index: number;
  readonly annotator: Address;
  readonly state: SeatRecordState;
  readonly tier: number;
  readonly multiplierBps: number;
  readonly leaseEndSeconds: number;
  readonly taken: EventPlace;
  readonly commitment: { readonly word: Bytes32; readonly place: EventPlace } | null;
  /** Standing in the project's scope when the labels were committed. */
  readonly standing: Standing;
  readonly reveal: {
    readonly salt: Bytes32;
    readonly detailsHash: Bytes32;
    readonly labels: Hex;
    readonly details: Hex;
    readonly place: EventPlace;
  } | null;
  /** Bit i: it agreed with the consensus on item i. */
  readonly consensusMask: bigint;
  /** Bit i: its answer stands as right, after rulings. */
  readonly agreedMask: bigint;
  /** Bit i: it could not tell. */
  readonly blankMask: bigint;
  readonly unsettledItems: number;
  readonly payFactorBps: number;
  readonly bonus: bigint;
  readonly gold: 'none' | 'passed' | 'pay-lost' | 'slashed';
  /** Stake lost to the gold gate or to not revealing. */
  readonly stakeLost: bigint;
  readonly claim: { readonly amount: bigint; readonly place: EventPlace } | null;
}

export interface Standing {
  readonly scoreBps: number;
  readonly items: number;
}

export interface ReputationMove extends Standing {
  readonly batchId: BatchId;
  /** Basis points that entered the sum, and observations that entered the weight. */
  readonly delta: bigint;
  readonly weight: bigint;
  readonly place: EventPlace;
}

export interface ReputationRecord extends Standing {
  readonly scope: Address;
  readonly account: Address;
  /** Every move with its cause, oldest first. */
  readonly moves: readonly ReputationMove[];
}

/** A lease that was lost: it ran out, or reveal opened without it. */
export interface LapseRecord {
  readonly seatId: SeatId;
  readonly annotator: Address;
  readonly place: EventPlace;
}

/** All that the coordinator's events say, as of `head`. Never changed in place: an older one is a checkpoint. */
export interface ChainIndex {
  readonly projects: ReadonlyMap<ProjectId, ProjectRecord>;
  readonly batches: ReadonlyMap<BatchId, BatchRecord>;
  readonly seats: ReadonlyMap<SeatId, SeatRecord>;
  /** By `reputationKey`. */
  readonly reputations: ReadonlyMap<string, ReputationRecord>;
  /** Token units in audit pools, by scope and token. */
  readonly pools: ReadonlyMap<string, bigint>;
  /** Leads admitted to a scope, as `scope/lead`. */
  readonly admitted: ReadonlySet<string>;
  readonly lapses: readonly LapseRecord[];
  /** The last event read. */
  readonly head: EventPlace | null;
}

/** The index under construction: its maps may be written, its records are replaced. */
export interface IndexDraft {
  projects: Map<ProjectId, ProjectRecord>;
  batches: Map<BatchId, BatchRecord>;
  seats: Map<SeatId, SeatRecord>;
  reputations: Map<string, ReputationRecord>;
  pools: Map<string, bigint>;
  admitted: Set<string>;
  lapses: LapseRecord[];
  head: EventPlace | null;
}

export function reputationKey(scope: Address, account: Address): string {
  return `${scope}/${account}`;
}
