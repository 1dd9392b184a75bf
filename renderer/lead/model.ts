import type { ProjectSchema } from '../../shared/labels/schema.ts';
import type { GoldStage } from '../../shared/protocol/gold/due.ts';
import type { ProjectParams } from '../../shared/protocol/params.ts';
import type { TileState } from '../app/ui/mosaic-state.ts';

/** A batch as its lead sees it: no labels before they are revealed, only how far it is. */
export type BatchStage = 'open' | 'revealing' | 'asserted' | 'settling' | 'auditing' | 'done' | 'void';

export interface LeadBatch {
  readonly batchId: string;
  readonly index: number;
  readonly stage: BatchStage;
  readonly tiles: readonly TileState[];
  /** Seats that are leased, committed or revealed now. */
  readonly taken: number;
  readonly committed: number;
  readonly revealed: number;
  /** Unix seconds; null before settlement. */
  readonly auditEndSeconds: number | null;
  readonly drawn: number;
  readonly audited: number;
  readonly overturned: number;
  /** Drawn or disputed, and waiting for an expert. */
  readonly toRule: number;
  /** Neither resolved nor settled by an expert. */
  readonly disputed: number;
  readonly gold: GoldOfBatch;
}

/** How a seat stood against its batch's known answers. */
export interface GoldSeat {
  readonly address: string;
  readonly right: number;
  readonly verdict: 'passed' | 'pay-lost' | 'slashed';
  /** Stake lost, in the token's smallest unit. */
  readonly stakeLost: bigint;
}

/** A batch's known answers, from the lead's side. */
export interface GoldOfBatch {
  readonly stage: GoldStage;
  readonly asked: number;
  /** Seats that revealed, in seat order; empty until the answers are on the chain. */
  readonly seats: readonly GoldSeat[];
}

export interface LeadAnnotator {
  readonly address: string;
  readonly seats: number;
  /** Items of settled batches that the annotator labelled. */
  readonly scored: number;
  readonly agreed: number;
  /** As the chain last moved it in the project's scope; null before it was moved. */
  readonly reputation: { readonly scoreBps: number; readonly items: number } | null;
  readonly claimedWei: bigint;
  readonly forfeits: number;
}

export interface ClassShare {
  readonly classId: number;
  readonly name: string;
  readonly colour: string;
  readonly count: number;
}

/** Everything about one project that its pages show, out of the chain's events and the pack. */
export interface LeadProject {
  readonly id: string;
  /** The pack's name; empty while the pack is not on this machine. */
  readonly name: string;
  readonly lead: string;
  /** The pack's Merkle root. */
  readonly root: string;
  readonly schema: ProjectSchema | null;
  readonly params: ProjectParams;
  readonly itemCount: number;
  readonly openedAtSeconds: number;
  readonly budgetWei: bigint;
  readonly claimedWei: bigint;
  readonly feesWei: bigint;
  readonly refundedWei: bigint;
  readonly isClosed: boolean;
  readonly experts: readonly string[];
  readonly batches: readonly LeadBatch[];
  readonly annotators: readonly LeadAnnotator[];
  /** Krippendorff's alpha over what annotators found in each item; null where it can't be told yet. */
  readonly alpha: number | null;
  /** Regions in the consensus, by class. */
  readonly classes: readonly ClassShare[];
}

export interface Totals {
  readonly settledItems: number;
  readonly resolvedItems: number;
  readonly disputedItems: number;
  readonly voidItems: number;
  readonly drawn: number;
  readonly audited: number;
  readonly overturned: number;
  readonly toRule: number;
  readonly seatsTaken: number;
  readonly seatsAll: number;
}

/** Sums over the batches; derived, never stored. */
export function totalsOf(project: Pick<LeadProject, 'batches' | 'params'>): Totals {
  const sum = (of: (batch: LeadBatch) => number) => project.batches.reduce((total, batch) => total + of(batch), 0);
  const count = (batch: LeadBatch, ...states: TileState[]) => batch.tiles.filter((tile) => states.includes(tile)).length;
  const isSettled = ({ stage }: LeadBatch) => stage === 'auditing' || stage === 'done';
  return {
    settledItems: sum((batch) => (isSettled(batch) ? batch.tiles.length : 0)),
    resolvedItems: sum((batch) => count(batch, 'agreed', 'overturned')),
    disputedItems: sum((batch) => batch.disputed),
    voidItems: sum((batch) => (batch.stage === 'void' ? batch.tiles.length : 0)),
    drawn: sum((batch) => batch.drawn),
    audited: sum((batch) => batch.audited),
    overturned: sum((batch) => batch.overturned),
    toRule: sum((batch) => batch.toRule),
    seatsTaken: sum((batch) => batch.taken),
    seatsAll: project.batches.length * project.params.seats,
  };
}
