import { assertNever } from '../assert-never.ts';
import { fromHex, toHex } from '../bytes.ts';
import { lowBits } from '../consensus/masks.ts';
import { courseOf } from '../consensus/progress.ts';
import { batchIdOf } from '../labels/ids.ts';
import type { CoordinatorEventOf } from './abi.ts';
import type { AssertionRecord, BatchRecord, EventPlace, IndexDraft } from './chain-records.ts';
import { seatsInBatch, updateSeat } from './reduce-seat.ts';

export type AssertionEvent = CoordinatorEventOf<'BatchAsserted' | 'AssertionAnchored' | 'AssertionDrawn' | 'RunConfirmed' | 'AssertionRefuted'>;

/** An assertion's life until its batch is settled or open again. */
export function applyAssertion(draft: IndexDraft, { name, args }: AssertionEvent, place: EventPlace): void {
  const batch = draft.batches.get(batchIdOf(args.batchId));
  if (batch === undefined) return;
  const enter = (change: Partial<BatchRecord>): void => void draft.batches.set(batch.id, { ...batch, ...change });
  const update = (change: (record: AssertionRecord) => Partial<AssertionRecord>): void => {
    if (batch.assertion !== null) enter({ assertion: { ...batch.assertion, ...change(batch.assertion) } });
  };
  switch (name) {
    case 'BatchAsserted':
      enter({ phase: 'asserted', assertion: assertionOf(args, place) });
      return;
    case 'AssertionAnchored':
      update(() => ({ anchorBlock: Number(args.anchorBlock), runs: args.runs }));
      return;
    case 'AssertionDrawn':
      update(() => ({ drawnRuns: args.drawnRuns }));
      return;
    case 'RunConfirmed':
      update(({ confirmedRuns }) => ({ confirmedRuns: confirmedRuns | (1 << args.run) }));
      return;
    case 'AssertionRefuted':
      enter({ phase: 'open', assertion: null });
      return;
    default:
      assertNever(name);
  }
}

function assertionOf(args: CoordinatorEventOf<'BatchAsserted'>['args'], place: EventPlace): AssertionRecord {
  return { assertion: args.assertion, challengeEndSeconds: Number(args.challengeEnd), anchorBlock: Number(args.anchorBlock), runs: 1, drawnRuns: 0, confirmedRuns: 0, place };
}

/**
 * What `ItemsSettled` tells of a computed batch, for one whose assertion has become final: masks from the claim, the
 * consensus labels, which travel in no event, computed again from the seats' own.
 */
export function settleAsserted(draft: IndexDraft, { batchId, resolvedMask }: CoordinatorEventOf<'BatchSettled'>['args']): void {
  const batch = draft.batches.get(batchIdOf(batchId));
  const params = batch && draft.projects.get(batch.projectId)?.params;
  if (batch === undefined || params === undefined || batch.assertion === null) return;
  const seats = seatsInBatch(draft.seats, batch.id).filter((seat) => seat.reveal !== null);
  const labels = Array.from({ length: params.seats }, (_, index) => fromHex(seats.find((seat) => seat.index === index)?.reveal?.labels ?? '0x'));
  const course = courseOf(params, batch.itemCount, labels);
  const consensus = course.ok ? course.value.items.map((item) => toHex(item.consensus)) : Array.from({ length: batch.itemCount }, () => '0x' as const);
  draft.batches.set(batch.id, { ...batch, settledItems: batch.itemCount, consensusMask: resolvedMask, resolvedMask, consensus });
  for (const seat of seats) {
    const sum = batch.assertion.assertion.claim.result.sums[seat.index] ?? 0n;
    const agreed = sum & lowBits(64);
    updateSeat(draft, seat.id, () => ({ consensusMask: agreed, agreedMask: agreed, unsettledItems: Number((sum >> 120n) & 0xffn) }));
  }
}
