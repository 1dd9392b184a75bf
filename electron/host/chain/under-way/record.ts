import { z } from 'zod';
import type { TransactionToSign } from '../port.ts';

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const hex = z.string().regex(/^0x([0-9a-f]{2})*$/i);
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const wei = z.string().regex(/^\d{1,78}$/);

const feesSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('eip1559'), maxFeePerGasWei: wei, maxPriorityFeePerGasWei: wei }),
  z.object({ kind: z.literal('legacy'), gasPriceWei: wei }),
]);

/** One signature under a nonce. A later one under the same nonce replaces it. */
const attemptSchema = z.object({ hash, raw: hex, fees: feesSchema, atMs: z.number() });

/**
 * A nonce that was used, and for what. `open`: not in a block yet as far as is known. `mined`: one of the attempts is.
 * `taken`: another transaction has the nonce, so that none of the attempts can ever be in a block.
 */
export const underWaySchema = z.object({
  chainId: z.number().int().positive(),
  from: address,
  nonce: z.number().int().min(0),
  to: address,
  data: hex,
  valueWei: wei,
  gasLimit: wei,
  /** In the order they were made; the last is the one that should be mined. */
  attempts: z.array(attemptSchema).min(1),
  outcome: z.enum(['open', 'mined', 'taken']),
  /** Of the outcome; 0 while it is open. */
  settledAtMs: z.number(),
});
export type UnderWay = z.infer<typeof underWaySchema>;
export type Attempt = z.infer<typeof attemptSchema>;

export const newestOf = ({ attempts }: UnderWay): Attempt => attempts[attempts.length - 1] as Attempt;

type Fees = TransactionToSign['fees'];

export function storedFees(fees: Fees): Attempt['fees'] {
  return fees.kind === 'legacy'
    ? { kind: 'legacy', gasPriceWei: fees.gasPriceWei.toString() }
    : { kind: 'eip1559', maxFeePerGasWei: fees.maxFeePerGasWei.toString(), maxPriorityFeePerGasWei: fees.maxPriorityFeePerGasWei.toString() };
}

export function feesOf(stored: Attempt['fees']): Fees {
  return stored.kind === 'legacy'
    ? { kind: 'legacy', gasPriceWei: BigInt(stored.gasPriceWei) }
    : { kind: 'eip1559', maxFeePerGasWei: BigInt(stored.maxFeePerGasWei), maxPriorityFeePerGasWei: BigInt(stored.maxPriorityFeePerGasWei) };
}
