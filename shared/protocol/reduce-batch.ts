import { fromHex, toHex } from '../bytes.ts';
import { bitsOf, lowBits, popcount } from '../consensus/masks.ts';
import { splitBatch } from '../labels/codec-bytes.ts';
import { batchIdOf, parseBytes32 } from '../labels/ids.ts';
import type { BatchId } from '../labels/ids.ts';
import type { CoordinatorEvent, CoordinatorEventOf } from './abi.ts';
import type { BatchRecord, EventPlace, IndexDraft } from './chain-records.ts';
import { type AssertionEvent, applyAssertion, settleAsserted } from './reduce-assertion.ts';
import { moveReputation } from './reduce-project.ts';
import { applyAudit, applyGold } from './reduce-ruling.ts';
import { seatsInBatch, updateSeat } from './reduce-seat.ts';
import { readSeatOutcome } from './seat-outcome.ts';

/** A batch's own events: reveal opens, settlement, the audit's draw, rulings, the end without settlement. */
export function reduceBatchEvent(draft: IndexDraft, { name, args }: CoordinatorEvent, place: EventPlace): void {
  switch (name) {
    case 'RevealOpened':
      updateBatch(draft, args.batchId, () => ({ revealStartSeconds: Number(args.revealStart), revealEndSeconds: Number(args.revealEnd) }));
      return;
    case 'ItemsSettled':
      settleItems(draft, args);
      return;
    case 'BatchSettled':
      settleBatch(draft, args, place);
      return;
    case 'BatchAsserted':
    case 'AssertionAnchored':
    case 'AssertionDrawn':
    case 'RunConfirmed':
    case 'AssertionRefuted':
      applyAssertion(draft, { name, args } as AssertionEvent, place);
      return;
    case 'BatchVoided':
      updateBatch(draft, args.batchId, () => ({ phase: 'void' }));
      for (const seat of seatsInBatch(draft.seats, batchIdOf(args.batchId))) {
        if (seat.state === 'committed' || seat.state === 'revealed') updateSeat(draft, seat.id, () => ({ state: 'void' }));
      }
      return;
    case 'AuditAnchored':
      updateBatch(draft, args.batchId, () => ({ anchorBlock: Number(args.anchorBlock) }));
      return;
    case 'AuditDrawn':
      updateBatch(draft, args.batchId, () => ({ drawn: { mask: args.drawnMask, extendedMask: 0n, seed: parseBytes32(args.seed), place } }));
      return;
    case 'AuditExtended':
      updateBatch(draft, args.batchId, () => ({ drawn: { mask: args.drawnMask, extendedMask: args.extendedMask, seed: parseBytes32(args.seed), place } }));
      return;
    case 'ItemAudited':
      applyAudit(draft, args, place);
      return;
    case 'GoldRevealed':
      applyGold(draft, args, place);
      return;
    default:
      return;
  }
}

function updateBatch(draft: IndexDraft, id: bigint, change: (batch: BatchRecord) => Partial<BatchRecord>): void {
  const batch = draft.batches.get(batchIdOf(id));
  if (batch !== undefined) draft.batches.set(batch.id, { ...batch, ...change(batch) });
}

function settleItems(draft: IndexDraft, args: CoordinatorEventOf<'ItemsSettled'>['args']): void {
  const id: BatchId = batchIdOf(args.batchId);
  const batch = draft.batches.get(id);
  const kind = batch && draft.projects.get(batch.projectId)?.params.kind;
  if (batch === undefined || kind === undefined) return;
  const count = args.toItem - args.fromItem;
  const consensus = splitBatch(kind, fromHex(args.consensus), count);
  draft.batches.set(id, {
    ...batch,
    phase: 'settling',
    settledItems: args.toItem,
    consensusMask: batch.consensusMask | args.resolvedMask,
    resolvedMask: batch.resolvedMask | args.resolvedMask,
    consensus: [...batch.consensus, ...(consensus.ok ? consensus.value.map(toHex) : Array.from({ length: count }, () => '0x' as const))],
  });
  const here = lowBits(args.toItem) & ~lowBits(args.fromItem);
  for (const seat of seatsInBatch(draft.seats, id)) {
    if (seat.reveal === null) continue;
    const agreed = args.agreedMasks[seat.index] ?? 0n;
    updateSeat(draft, seat.id, () => ({
      consensusMask: seat.consensusMask | agreed,
      agreedMask: seat.agreedMask | agreed,
      unsettledItems: seat.unsettledItems + popcount(here & ~args.resolvedMask & ~seat.blankMask),
    }));
  }
}

function settleBatch(draft: IndexDraft, args: CoordinatorEventOf<'BatchSettled'>['args'], place: EventPlace): void {
  settleAsserted(draft, args);
  updateBatch(draft, args.batchId, () => ({
    phase: 'settled',
    settled: place,
    consensusRoot: parseBytes32(args.consensusRoot),
    auditEndSeconds: Number(args.auditEnd),
    anchorBlock: Number(args.anchorBlock),
  }));
  for (const seat of seatsInBatch(draft.seats, batchIdOf(args.batchId))) {
    if (seat.reveal === null) continue;
    const { payFactorBps, ...standing } = readSeatOutcome(args.outcomes[seat.index] ?? 0n);
    updateSeat(draft, seat.id, () => ({ payFactorBps }));
    const project = draft.projects.get(seat.projectId);
    // A seat that could not tell once moves nothing.
    if (project === undefined || (standing.delta === 0n && standing.weight === 0n)) continue;
    moveReputation(draft, project.scope, seat.annotator, { batchId: seat.batchId, ...standing, place });
  }
}

/** The items that wait for an expert: drawn or disputed, and not ruled on. */
export function itemsToRule(batch: BatchRecord): number[] {
  if (batch.phase !== 'settled') return [];
  const open = ((batch.drawn?.mask ?? 0n) | ~batch.resolvedMask) & ~batch.auditedMask & lowBits(batch.itemCount);
  return bitsOf(open);
}

