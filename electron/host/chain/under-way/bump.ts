import type { TransactionToSign } from '../port.ts';

type Fees = TransactionToSign['fees'];

/** An eighth more, rounded up: nodes take a replacement from a tenth (geth) or an eighth (Erigon and others) on. */
const raised = (wei: bigint): bigint => wei + (wei + 7n) / 8n + (wei === 0n ? 1n : 0n);
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * Fees under which a node takes a transaction in place of one with the same nonce: every price at least 12.5 % up, and
 * not below what the market asks now. The kind stays.
 */
export function bumpedFees(before: Fees, market: Fees): Fees {
  if (before.kind === 'legacy') {
    const marketWei = market.kind === 'legacy' ? market.gasPriceWei : market.maxFeePerGasWei;
    return { kind: 'legacy', gasPriceWei: larger(raised(before.gasPriceWei), marketWei) };
  }
  const marketTipWei = market.kind === 'legacy' ? 0n : market.maxPriorityFeePerGasWei;
  const marketMostWei = market.kind === 'legacy' ? market.gasPriceWei : market.maxFeePerGasWei;
  const maxPriorityFeePerGasWei = larger(raised(before.maxPriorityFeePerGasWei), marketTipWei);
  const maxFeePerGasWei = larger(larger(raised(before.maxFeePerGasWei), marketMostWei), maxPriorityFeePerGasWei);
  return { kind: 'eip1559', maxFeePerGasWei, maxPriorityFeePerGasWei };
}
