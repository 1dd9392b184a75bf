import { getBytes, toBeArray, zeroPadValue } from 'ethers/utils';
import type { KeyMaterial } from './key-material.ts';

/** What a salt belongs to: one seat of one annotator at one coordinator on one chain. */
export interface SeatOf {
  readonly chainId: number;
  readonly coordinator: string;
  readonly seatId: bigint;
}

/**
 * The seat's salt, the same every time: HMAC over chain id (32 bytes), coordinator (20), seat id (32) and annotator
 * (20). So a wiped disk with the seed phrase still opens every commitment, and one seat's salt tells nothing of another's.
 */
export function seatSalt(key: KeyMaterial, seat: SeatOf): string {
  const message = Buffer.concat([word(BigInt(seat.chainId)), getBytes(seat.coordinator), word(seat.seatId), getBytes(key.address)]);
  return key.deriveSalt(message);
}

function word(value: bigint): Uint8Array {
  return getBytes(zeroPadValue(toBeArray(value), 32));
}
