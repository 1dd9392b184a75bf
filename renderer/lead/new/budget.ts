import { budgetOf } from '../../../shared/protocol/params.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';

export interface Budget {
  readonly total: bigint;
  readonly labels: bigint;
  readonly audits: bigint;
  readonly batches: number;
  /** What is spent where everybody agrees, nobody has a multiplier, and the drawn items are audited. */
  readonly likely: bigint;
}

/** The contract's budget in its parts, for parameters that `checkParams` has let through. */
export function budgetParts(params: ProjectParams, itemCount: number): Budget {
  const total = budgetOf(params, itemCount);
  const audits = budgetOf({ ...params, rewardPerLabel: 0n }, itemCount);
  const batches = Math.ceil(itemCount / params.batchSize);
  const last = itemCount - (batches - 1) * params.batchSize;
  const drawn = (items: number) => BigInt(Math.ceil((items * params.auditBps) / 10_000));
  const drawnItems = batches === 0 ? 0n : drawn(params.batchSize) * BigInt(batches - 1) + drawn(last);
  const likely = BigInt(itemCount * params.seats) * params.rewardPerLabel + drawnItems * params.auditFeePerItem;
  return { total, audits, labels: total - audits, batches, likely };
}
