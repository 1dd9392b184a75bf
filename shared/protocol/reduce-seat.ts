import { fromHex } from '../bytes.ts';
import type { Hex } from '../bytes.ts';
import { CANNOT_TELL, splitBatch } from '../labels/codec-bytes.ts';
import { batchIdOf, batchIndexOf, batchOfSeat, itemsOfBatch, parseAddress, parseBytes32, projectOfBatch, projectOfSeat, seatIdFrom, seatIdOf, seatIndexOf } from '../labels/ids.ts';
import type { Address, BatchId, SeatId } from '../labels/ids.ts';
import { withBit } from '../consensus/masks.ts';
import { PRIOR_BPS } from '../consensus/reputation.ts';
import type { CoordinatorEvent, CoordinatorEventOf } from './abi.ts';
import { commitmentsIn } from './batch-record.ts';
import type { Commitment } from './batch-record.ts';
import { reputationKey } from './chain-records.ts';
import type { BatchRecord, EventPlace, IndexDraft, ProjectRecord, SeatRecord } from './chain-records.ts';

type Opening = Pick<CoordinatorEventOf<'Revealed'>['args'], 'salt' | 'detailsHash' | 'labels' | 'details'>;

/** A seat's own events: taken, freed, committed, revealed, forfeited, slashed, paid. */
export function reduceSeatEvent(draft: IndexDraft, { name, args }: CoordinatorEvent, place: EventPlace): void {
  switch (name) {
    case 'SeatsTaken':
      for (const seatId of args.seatIds) takeSeat(draft, seatIdOf(seatId), args, place);
      return;
    case 'SeatFreed':
      draft.lapses.push({ seatId: seatIdOf(args.seatId), annotator: parseAddress(args.annotator), place });
      updateSeat(draft, seatIdOf(args.seatId), () => ({ state: 'freed' }));
      return;
    case 'Committed':
      for (const commitment of commitmentsIn(args)) commitSeat(draft, commitment, place);
      return;
    case 'Revealed':
      revealSeat(draft, seatIdOf(args.seatId), args, place);
      return;
    case 'SeatsRevealed':
      for (const opening of args.openings) {
        if (opening.labels !== '0x') revealSeat(draft, seatIdFrom(batchIdOf(args.batchId), opening.seat), { ...opening, details: '0x' }, place);
      }
      return;
    case 'LabelsRejected':
      updateSeat(draft, seatIdOf(args.seatId), () => ({ state: 'committed', reveal: null, blankMask: 0n }));
      return;
    case 'Forfeited':
      updateSeat(draft, seatIdOf(args.seatId), (seat) => ({ state: 'forfeited', stakeLost: seat.stakeLost + args.stake }));
      return;
    case 'StakeSlashed':
      updateSeat(draft, seatIdOf(args.seatId), (seat) => ({ stakeLost: seat.stakeLost + args.amount }));
      return;
    case 'Claimed':
      for (const [at, batchId] of args.batchIds.entries()) claimSeat(draft, batchIdOf(batchId), parseAddress(args.annotator), args.amounts[at] ?? 0n, place);
      return;
    default:
      return;
  }
}

export function updateSeat(draft: IndexDraft, id: SeatId, change: (seat: SeatRecord) => Partial<SeatRecord>): void {
  const seat = draft.seats.get(id);
  if (seat !== undefined) draft.seats.set(id, { ...seat, ...change(seat) });
}

/** The batch's seats that anyone has taken, in order. */
export function seatsInBatch(seats: ReadonlyMap<SeatId, SeatRecord>, batchId: BatchId): SeatRecord[] {
  return Array.from({ length: 7 }, (_, seat) => seats.get(seatIdFrom(batchId, seat))).filter((seat) => seat !== undefined);
}

function takeSeat(draft: IndexDraft, id: SeatId, args: CoordinatorEventOf<'SeatsTaken'>['args'], place: EventPlace): void {
  const batchId = batchOfSeat(id);
  const project = draft.projects.get(projectOfSeat(id));
  if (project === undefined) return;
  if (!draft.batches.has(batchId)) draft.batches.set(batchId, newBatch(project, batchId));
  draft.seats.set(id, {
    id,
    batchId,
    projectId: project.id,
    index: seatIndexOf(id),
    annotator: parseAddress(args.annotator),
    state: 'leased',
    tier: args.tier,
    multiplierBps: project.params.tiers[args.tier - 1]?.multiplierBps ?? 10_000,
    leaseEndSeconds: Number(args.leaseEnd),
    taken: place,
    commitment: null,
    standing: { scoreBps: PRIOR_BPS, items: 0 },
    reveal: null,
    consensusMask: 0n,
    agreedMask: 0n,
    blankMask: 0n,
    unsettledItems: 0,
    payFactorBps: 0,
    bonus: 0n,
    gold: 'none',
    stakeLost: 0n,
    claim: null,
  });
}

function newBatch(project: ProjectRecord, id: BatchId): BatchRecord {
  const index = batchIndexOf(id);
  const { first, count } = itemsOfBatch(index, project.params.batchSize, project.itemCount);
  return {
    id,
    projectId: projectOfBatch(id),
    index,
    firstItem: first,
    itemCount: count,
    phase: 'open',
    revealStartSeconds: 0,
    revealEndSeconds: 0,
    settledItems: 0,
    history: [],
    consensusRoot: null,
    consensusMask: 0n,
    resolvedMask: 0n,
    consensus: [],
    settled: null,
    assertion: null,
    auditEndSeconds: 0,
    anchorBlock: 0,
    drawn: null,
    rulings: [],
    auditedMask: 0n,
    overturnedMask: 0n,
  };
}

function commitSeat(draft: IndexDraft, { seatId, batchId, seat: index, word }: Commitment, place: EventPlace): void {
  updateSeat(draft, seatId, (seat) => ({ state: 'committed', commitment: { word, place }, standing: standingOf(draft, seat) }));
  const batch = draft.batches.get(batchId);
  if (batch !== undefined) draft.batches.set(batchId, { ...batch, history: [...batch.history, { seat: index, word }] });
}

function standingOf(draft: IndexDraft, seat: SeatRecord): SeatRecord['standing'] {
  const project = draft.projects.get(seat.projectId);
  const reputation = project && draft.reputations.get(reputationKey(project.scope, seat.annotator));
  return { scoreBps: reputation?.scoreBps ?? PRIOR_BPS, items: reputation?.items ?? 0 };
}

function revealSeat(draft: IndexDraft, id: SeatId, opening: Opening, place: EventPlace): void {
  updateSeat(draft, id, (seat) => {
    // It had opened by itself before its batch was settled in one step.
    if (seat.reveal !== null) return {};
    const kind = draft.projects.get(seat.projectId)?.params.kind;
    const itemCount = draft.batches.get(seat.batchId)?.itemCount ?? 0;
    const items = kind === undefined ? null : splitBatch(kind, fromHex(opening.labels), itemCount);
    const blankMask = items?.ok === true ? items.value.reduce((mask, item, index) => (item[0] === CANNOT_TELL ? withBit(mask, index) : mask), 0n) : 0n;
    return {
      state: 'revealed',
      blankMask,
      reveal: {
        salt: parseBytes32(opening.salt),
        detailsHash: parseBytes32(opening.detailsHash),
        labels: opening.labels as Hex,
        details: opening.details as Hex,
        place,
      },
    };
  });
}

function claimSeat(draft: IndexDraft, batchId: BatchId, annotator: Address, amount: bigint, place: EventPlace): void {
  const seat = seatsInBatch(draft.seats, batchId).find((candidate) => candidate.annotator === annotator && candidate.state === 'revealed');
  if (seat === undefined) return;
  draft.seats.set(seat.id, { ...seat, state: 'paid', claim: { amount, place } });
  const project = draft.projects.get(seat.projectId);
  if (project !== undefined) draft.projects.set(project.id, { ...project, paid: project.paid + amount });
}
