import type { Result } from '../../../shared/host-api.ts';
import type { TransactionToSign } from './port.ts';
import type { Rpc } from './rpc.ts';

export type Fees = TransactionToSign['fees'];

/** Room for the base fee to rise for several full blocks before the transaction is mined. */
const BASE_FEE_FACTOR = 2n;
/** Where the node has no opinion on a tip. */
const FALLBACK_TIP_WEI = 1_000_000_000n;

/** EIP-1559 fees where blocks have a base fee, else a plain gas price. */
export async function currentFees(rpc: Rpc): Promise<Result<Fees>> {
  const [latest, tip] = await Promise.all([rpc.block('latest'), rpc.priorityFeeWei()]);
  if (!latest.ok) return latest;
  const baseFeeWei = latest.value?.baseFeePerGas;
  if (baseFeeWei === undefined || baseFeeWei === null) {
    const price = await rpc.gasPriceWei();
    return price.ok ? { ok: true, value: { kind: 'legacy', gasPriceWei: price.value } } : price;
  }
  const maxPriorityFeePerGasWei = tip.ok ? tip.value : FALLBACK_TIP_WEI;
  return { ok: true, value: { kind: 'eip1559', maxPriorityFeePerGasWei, maxFeePerGasWei: baseFeeWei * BASE_FEE_FACTOR + maxPriorityFeePerGasWei } };
}

/** The most that a gas unit can cost under these fees. */
export function highestPriceWei(fees: Fees): bigint {
  return fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxFeePerGasWei;
}

/**
 * An estimate is exact for the state it was made on; the state may have moved when the call is mined.
 * @param isUncertain what the call takes depends on the block that it comes into, as where the contract looks for seats
 */
export function withHeadroom(gas: bigint, isUncertain = false): bigint {
  return isUncertain ? 2n * gas + 200_000n : gas + gas / 5n + 10_000n;
}
