import { fromHex } from '../bytes.ts';
import type { Hex } from '../bytes.ts';
import { hasBit, withBit } from '../consensus/masks.ts';
import { payOfSeat } from '../consensus/pay.ts';
import { ruleItem } from '../consensus/truth.ts';
import { splitBatch } from '../labels/codec-bytes.ts';
import { batchIdOf, parseAddress } from '../labels/ids.ts';
import type { CoordinatorEventOf } from './abi.ts';
import { goldIn, goldVerdict } from './gold/gold.ts';
import type { BatchRecord, EventPlace, IndexDraft, ProjectRecord, RulingRecord, SeatRecord } from './chain-records.ts';
import { seatsInBatch } from './reduce-seat.ts';

export function applyAudit(draft: IndexDraft, args: CoordinatorEventOf<'ItemAudited'>['args'], place: EventPlace): void {
  const batch = draft.batches.get(batchIdOf(args.batchId));
  if (batch === undefined) return;
  const { item, overturned, agreedSeats } = args;
  applyRuling(draft, batch, { item, source: 'expert', by: parseAddress(args.expert), overturned, rightSeats: agreedSeats, labels: args.labels as Hex, place });
}

/** Gold's event carries the answer alone: who is right follows from the labels. The last of a batch closes its gate. */
export function applyGold(draft: IndexDraft, args: CoordinatorEventOf<'GoldRevealed'>['args'], place: EventPlace): void {
  const batch = draft.batches.get(batchIdOf(args.batchId));
  const project = batch && draft.projects.get(batch.projectId);
  if (batch === undefined || project === undefined) return;
  const revealed = seatsInBatch(draft.seats, batch.id).filter((seat) => seat.reveal !== null);
  const labels = revealed.map((seat) => itemLabels(project, batch, seat, args.item));
  const ruling = ruleItem(project.params, labels, fromHex(args.labels));
  const rightSeats = revealed.reduce((mask, seat, index) => (ruling.right[index] === true ? withBit(mask, seat.index) : mask), 0n);
  const { overturned } = ruling;
  applyRuling(draft, batch, { item: args.item, source: 'gold', by: project.lead, overturned, rightSeats, labels: args.labels as Hex, place });
  closeGate(draft, project, batch.id);
}

/** Resolved items change hands where the answer overturns them; disputed ones are settled by it. An item's first answer stands. */
function applyRuling(draft: IndexDraft, batch: BatchRecord, ruling: RulingRecord): void {
  const isFirst = !hasBit(batch.auditedMask, ruling.item);
  const wasResolved = hasBit(batch.consensusMask, ruling.item);
  const doesOverturn = isFirst && wasResolved && ruling.overturned;
  draft.batches.set(batch.id, {
    ...batch,
    rulings: [...batch.rulings, ruling],
    auditedMask: withBit(batch.auditedMask, ruling.item),
    overturnedMask: doesOverturn ? withBit(batch.overturnedMask, ruling.item) : batch.overturnedMask,
    resolvedMask: withBit(batch.resolvedMask, ruling.item),
  });
  if (!isFirst) return;
  if (!wasResolved) settleDisputed(draft, batch, ruling);
  else if (ruling.overturned) overturn(draft, batch, ruling);
}

function settleDisputed(draft: IndexDraft, batch: BatchRecord, { item, rightSeats }: RulingRecord): void {
  for (const seat of seatsInBatch(draft.seats, batch.id)) {
    if (seat.reveal === null) continue;
    const unsettledItems = seat.unsettledItems - (hasBit(seat.blankMask, item) ? 0 : 1);
    draft.seats.set(seat.id, { ...seat, agreedMask: setBit(seat.agreedMask, item, hasBit(rightSeats, seat.index)), unsettledItems });
  }
}

/** Who agreed and is not right loses the item's pay; dissenters who were right share it. */
function overturn(draft: IndexDraft, batch: BatchRecord, { item, rightSeats }: RulingRecord): void {
  let takenBack = 0n;
  const winners: SeatRecord[] = [];
  for (const seat of seatsInBatch(draft.seats, batch.id)) {
    if (seat.reveal === null) continue;
    const isRight = hasBit(rightSeats, seat.index);
    const hasAgreed = hasBit(seat.consensusMask, item);
    if (hasAgreed && !isRight) {
      const after = { ...seat, agreedMask: setBit(seat.agreedMask, item, false) };
      takenBack += dueOf(draft, batch, seat) - dueOf(draft, batch, after);
      draft.seats.set(seat.id, after);
    } else if (!hasAgreed && isRight && !hasBit(seat.blankMask, item)) winners.push(seat);
  }
  const each = winners.length === 0 ? 0n : takenBack / BigInt(winners.length);
  for (const seat of winners) draft.seats.set(seat.id, { ...seat, bonus: seat.bonus + each });
}

function dueOf(draft: IndexDraft, batch: BatchRecord, seat: SeatRecord): bigint {
  const project = draft.projects.get(batch.projectId);
  return project === undefined ? 0n : seatPay(project, batch, seat).total;
}

/** What a settled, revealed seat is to be paid as things stand, with its parts. */
export function seatPay(project: ProjectRecord, batch: BatchRecord, seat: SeatRecord): ReturnType<typeof payOfSeat> {
  const { agreedMask, multiplierBps, payFactorBps, unsettledItems, bonus } = seat;
  const isPayLost = seat.gold === 'pay-lost' || seat.gold === 'slashed';
  const { rewardPerLabel } = project.params;
  return payOfSeat({ rewardPerLabel, resolvedMask: batch.resolvedMask, agreedMask, multiplierBps, payFactorBps, unsettledItems, bonus, isPayLost });
}

/** Every seat's verdict, once all of a batch's gold is out. */
function closeGate(draft: IndexDraft, project: ProjectRecord, batchId: BatchRecord['id']): void {
  const batch = draft.batches.get(batchId);
  const gold = batch?.rulings.filter((ruling) => ruling.source === 'gold') ?? [];
  if (batch === undefined || gold.length !== goldIn(project.params, batch.itemCount)) return;
  for (const seat of seatsInBatch(draft.seats, batchId)) {
    if (seat.reveal === null) continue;
    const right = gold.filter((ruling) => hasBit(ruling.rightSeats, seat.index)).length;
    draft.seats.set(seat.id, { ...seat, gold: goldVerdict(right, gold.length) });
  }
}

function itemLabels(project: ProjectRecord, batch: BatchRecord, seat: SeatRecord, item: number): Uint8Array {
  const items = splitBatch(project.params.kind, fromHex(seat.reveal?.labels ?? '0x'), batch.itemCount);
  return (items.ok ? items.value[item] : undefined) ?? Uint8Array.of(0);
}

function setBit(mask: bigint, index: number, isSet: boolean): bigint {
  return isSet ? withBit(mask, index) : mask & ~(1n << BigInt(index));
}
