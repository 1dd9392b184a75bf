import type { HostClient } from '../../../shared/host-api.ts';
import { batchOfSeat, parseSeatId } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import type { OutboxStep, SeatRow } from '../../store/schema/rows.ts';

/** The calls that bring a seat a step on, by step. */
const STEP_OF: Readonly<Record<string, OutboxStep>> = {
  commit: 'commit',
  reveal: 'reveal',
  settle: 'settle',
  assertBatch: 'settle',
  drawAssertion: 'settle',
  anchorAssertion: 'settle',
  finaliseAssertion: 'settle',
  voidBatch: 'void',
  drawAudit: 'draw',
  anchorAudit: 'anchor',
  claim: 'claim',
};

/**
 * What the host has signed and not seen settled: a window that was killed between a transaction and its own note of
 * it learns here that it is out.
 */
export class SeatsUnderWay {
  readonly #hashes = new Map<string, string>();

  /** The transaction that carries this step of the seat, if one does. */
  hashOf(step: OutboxStep, { seatId }: SeatRow): string | null {
    const id = step === 'commit' || step === 'reveal' ? seatId : batchOfSeat(parseSeatId(seatId));
    return this.#hashes.get(`${step}:${id}`) ?? null;
  }

  note(data: string, transactionHash: string): void {
    const call = decodeCoordinatorCall(data);
    if (call === null) return;
    const [first] = Object.values(call.args);
    if (call.name === 'multicall') {
      for (const inner of first as readonly string[]) this.note(inner, transactionHash);
      return;
    }
    const step = STEP_OF[call.name];
    if (step === undefined) return;
    for (const id of Array.isArray(first) ? (first as readonly bigint[]) : [first as bigint]) this.#hashes.set(`${step}:${String(id)}`, transactionHash);
  }
}

/** Asked before the chain is: a transaction that is mined in between is then merely looked at once more. */
export async function readUnderWay(host: HostClient, coordinator: string): Promise<SeatsUnderWay> {
  const seats = new SeatsUnderWay();
  const answer = await host.call('chain.underWay', {});
  if (!answer.ok) return seats;
  for (const { to, data, transactionHash } of answer.value) if (to.toLowerCase() === coordinator.toLowerCase()) seats.note(data, transactionHash);
  return seats;
}
