import type { HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import type { ChainService } from '../chain/port.ts';

export type Log = HostResult<'chain.logs'>[number];

/** A block that an export is "as of". */
export interface AsOfBlock {
  readonly number: number;
  readonly hash: string;
  readonly timestampSeconds: number;
}

const FIRST_WIDTH = 10_000;

/**
 * Every log of the coordinator from its deployment to a block, in ranges as wide as the node allows, given to `take` range by
 * range. The block is held against its hash at the end: a chain that was reorganised while it was read gives CHAIN_UNSETTLED.
 * @param upTo the newest block where it is left out; BLOCK_UNKNOWN where the network has not come so far
 * @returns the block up to which they were read
 */
export async function readHistory(chain: ChainService, take: (logs: readonly Log[]) => void, upTo?: number): Promise<Result<AsOfBlock>> {
  const head = await chain.block(upTo === undefined ? {} : { number: upTo });
  if (!head.ok) return head;
  if (head.value === null && upTo !== undefined) return fail('BLOCK_UNKNOWN', `The network has no block ${upTo}`, { field: 'block', fix: 'Check the network.' });
  if (head.value === null) return fail('CHAIN_OFFLINE', 'The network has not told its newest block', { fix: 'Try again when the network answers.' });
  const { number, hash, timestampSeconds } = head.value;
  let width = FIRST_WIDTH;
  for (let from = chain.network().deployedAtBlock; from <= number; ) {
    const to = Math.min(number, from + width - 1);
    const part = await chain.logs({ fromBlock: from, toBlock: to });
    if (!part.ok && part.error.code === 'RANGE_TOO_WIDE' && width > 1) {
      width = Math.max(1, Math.floor(width / 2));
      continue;
    }
    if (!part.ok) return part;
    take(part.value);
    from = to + 1;
  }
  const again = await chain.block({ number });
  if (!again.ok) return again;
  if (again.value?.hash !== hash) return fail('CHAIN_UNSETTLED', 'The chain changed while it was read', { fix: 'Try again in a minute.' });
  return { ok: true, value: { number, hash, timestampSeconds } };
}
