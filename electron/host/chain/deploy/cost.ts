import type { Result } from '../../../../shared/host-api.ts';
import { create2Call, create2Proxy } from '../../../../shared/protocol/deployment/create2.ts';
import { currentFees, highestPriceWei, withHeadroom } from '../fees.ts';
import type { OwnCall } from '../account.ts';
import type { Rpc } from '../rpc.ts';
import type { DeployMethod, PlannedContract } from './plan.ts';

/** The transaction that deploys a contract. */
export function callFor(method: DeployMethod, creation: string): OwnCall {
  return method === 'create2' ? { to: create2Proxy.address, data: create2Call(creation) } : { to: null, data: creation };
}

export interface Cost {
  /** By the contract's name; only what is missing. */
  readonly gas: ReadonlyMap<string, bigint>;
  readonly gasTotal: bigint;
  /** Wei a unit of gas, as blocks cost now. */
  readonly priceWei: bigint;
  /** Wei, at that price. */
  readonly costWei: bigint;
  /** Wei that the account must hold: with room for the price and the gas to rise. */
  readonly neededWei: bigint;
}

/**
 * What the missing contracts would cost. A rollup's fee for its data is not in it: nodes do not estimate that.
 * @param method as which it is estimated: where the proxy is yet to be put there, plain deployment comes close
 */
export async function costOf(rpc: Rpc, from: string, method: DeployMethod, planned: readonly PlannedContract[]): Promise<Result<Cost>> {
  const missing = planned.filter((contract) => !contract.isThere);
  const [fees, block, ...estimates] = await Promise.all([
    currentFees(rpc),
    rpc.block('latest'),
    ...missing.map(({ creation }) => {
      const { to, data } = callFor(method, creation);
      return rpc.estimateGas({ from, data, ...(to === null ? {} : { to }) });
    }),
  ]);
  if (!fees.ok) return fees;
  if (!block.ok) return block;
  const gas = new Map<string, bigint>();
  let [gasTotal, gasNeeded] = [0n, 0n];
  for (const [index, estimate] of estimates.entries()) {
    if (!estimate.ok) return estimate;
    gas.set(missing[index]?.step.name ?? '', estimate.value);
    gasTotal += estimate.value;
    gasNeeded += withHeadroom(estimate.value);
  }
  const baseFeeWei = block.value?.baseFeePerGas ?? 0n;
  const priceWei = fees.value.kind === 'legacy' ? fees.value.gasPriceWei : baseFeeWei + fees.value.maxPriorityFeePerGasWei;
  return { ok: true, value: { gas, gasTotal, priceWei, costWei: gasTotal * priceWei, neededWei: gasNeeded * highestPriceWei(fees.value) } };
}
