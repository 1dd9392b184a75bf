import type { HostClient, HostError } from '../../../shared/host-api.ts';
import { batchOfSeat, parseSeatId } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorResult, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import type { SeatKey } from '../../store/keys.ts';
import type { SeatChainRow, SeatRow } from '../../store/schema/rows.ts';

/** Two calls a seat, and the host takes 500 calls at a time. */
const SEATS_A_READ = 200;

export type ViewsOutcome = { ok: true; views: Map<SeatKey, SeatChainRow> } | { ok: false; error: HostError };

/** What the contract says of seats and their batches. @param atBlock the newest where it is left out */
export async function readViews(host: HostClient, coordinator: string, seats: readonly SeatRow[], atBlock?: number): Promise<ViewsOutcome> {
  const views = new Map<SeatKey, SeatChainRow>();
  for (let start = 0; start < seats.length; start += SEATS_A_READ) {
    const part = seats.slice(start, start + SEATS_A_READ);
    const calls = part.flatMap(({ seatId }) => {
      const id = parseSeatId(seatId);
      return [
        { to: coordinator, data: encodeCoordinatorCall('batch', [BigInt(batchOfSeat(id))]) },
        { to: coordinator, data: encodeCoordinatorCall('seat', [BigInt(id)]) },
      ];
    });
    const answer = await host.call('chain.read', { calls, ...(atBlock === undefined ? {} : { blockNumber: atBlock }) });
    if (!answer.ok) return answer;
    const { results, blockNumber } = answer.value;
    for (const [index, seat] of part.entries()) {
      const view = viewOf(results[2 * index], results[2 * index + 1], blockNumber);
      if (view === null) return { ok: false, error: { code: 'RPC_GARBAGE', message: `The contract's answer on seat ${seat.seatId} cannot be read.` } };
      views.set(seat.key, view);
    }
  }
  return { ok: true, views };
}

interface ReadResult {
  isSuccess: boolean;
  data: string;
}

function viewOf(batch: ReadResult | undefined, seat: ReadResult | undefined, blockNumber: number): SeatChainRow | null {
  if (batch?.isSuccess !== true || seat?.isSuccess !== true) return null;
  try {
    return { batch: decodeCoordinatorResult('batch', batch.data), seat: decodeCoordinatorResult('seat', seat.data), blockNumber };
  } catch {
    return null;
  }
}

/** Whether the chain says the same as before, the block at which it was read aside. */
export function isSameView(a: SeatChainRow | null, b: SeatChainRow): boolean {
  return a !== null && textOf(a) === textOf(b);
}

function textOf({ batch, seat }: SeatChainRow): string {
  return JSON.stringify({ batch, seat }, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
