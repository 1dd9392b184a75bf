import { encodeTokenCall } from '../../../shared/protocol/abi.ts';
import type { Address } from '../../../shared/labels/ids.ts';

export type Sendable = 'token' | 'native';

/** One call as the host takes it. */
export interface SendCall {
  readonly to: string;
  readonly data: string;
  readonly valueWei?: string;
}

/** @param token the network's; null where it has none: then only fee money can be sent */
export function callOf(what: Sendable, to: string, amount: bigint, token: string | null): SendCall | null {
  if (what === 'native') return { to, data: '0x', valueWei: amount.toString() };
  return token === null ? null : { to: token, data: encodeTokenCall('transfer', [to as Address, amount]) };
}

/** What the fee may come to: the limit of gas that the host puts on it, at the highest price, with room for a dearer block. */
export function feeOf(gas: bigint, gasPriceWei: bigint): bigint {
  return (gas + gas / 5n + 10_000n) * gasPriceWei;
}

/** The most that can be sent: all tokens, or all fee money but what the fee may come to. Never below zero. */
export function mostOf(what: Sendable, held: bigint, feeWei: bigint | null): bigint | null {
  if (what === 'token') return held;
  if (feeWei === null) return null;
  // The next blocks may be dearer: a tenth more is kept back.
  const left = held - feeWei - feeWei / 10n;
  return left > 0n ? left : 0n;
}
