import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import type { SeatKey } from '../../store/keys.ts';
import type { OutboxStep } from '../../store/schema/rows.ts';
import { batchIdOf } from './calls.ts';
import type { DueSeat } from './calls.ts';

/** What one seat needs to be brought on: a call of the coordinator. */
export interface Part {
  entry: DueSeat;
  data: string;
  /** What to do where the contract refuses it with an error of this name. */
  instead?: Readonly<Record<string, () => Promise<void>>>;
}

/** One transaction to send, and the seats that it brings on. */
export interface Bundle {
  step: OutboxStep;
  parts: readonly Part[];
  data: string;
}

export const seatsOf = ({ parts }: Bundle): SeatKey[] => parts.map(({ entry }) => entry.seat.key);

/**
 * Many seats in one transaction. Commitments and claims have a call of their own for that; the rest goes as a bundle
 * that holds as a whole or not at all: of one that lets parts fail, a node's estimate is the gas at which they do.
 */
export function bundleOf(step: OutboxStep, parts: readonly Part[]): Bundle {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return { step, parts, data: only.data };
  switch (step) {
    case 'commit':
      return { step, parts, data: encodeCoordinatorCall('commit', [parts.map(({ entry }) => BigInt(entry.seat.seatId)), parts.map(({ entry }) => entry.seat.signed?.commitment ?? '0x')]) };
    case 'claim':
      return { step, parts, data: encodeCoordinatorCall('claim', [parts.map(({ entry }) => BigInt(batchIdOf(entry.seat)))]) };
    default:
      return { step, parts, data: encodeCoordinatorCall('multicall', [parts.map(({ data }) => data), true]) };
  }
}

/** Well under half of a block of 30 million, and of the most that a transaction may take (2^24, EIP-7825). */
export const MOST_GAS_A_BUNDLE = 8_000_000n;
/** Call data of hundreds of seats would not be taken by every node (128 KiB a transaction). */
const MOST_SEATS = 200;
const MOST_DATA_BYTES = 100_000;

/** How many seats go into one transaction: learnt from what each step's last one took. */
export class BundleSizes {
  /** A guess until the first one is measured. */
  readonly #sizes = new Map<OutboxStep, number>();

  /** How many of these, from the first on, make the next transaction. */
  countOf(step: OutboxStep, parts: readonly Part[]): number {
    const most = this.#sizes.get(step) ?? 40;
    let [count, bytes] = [0, 0];
    for (const { data } of parts.slice(0, most)) {
      bytes += data.length / 2;
      if (count > 0 && bytes > MOST_DATA_BYTES) break;
      count++;
    }
    return count;
  }

  took(step: OutboxStep, seats: number, gas: bigint): void {
    // A fifth is left free: the next seats may be dearer.
    const fitting = Number((MOST_GAS_A_BUNDLE * 4n) / 5n / (gas / BigInt(seats) + 1n));
    this.#sizes.set(step, Math.max(1, Math.min(MOST_SEATS, fitting)));
  }

  tookTooMuch(step: OutboxStep, seats: number): void {
    this.#sizes.set(step, Math.max(1, Math.floor(seats / 2)));
  }
}
