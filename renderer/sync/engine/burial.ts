import type { HostClient } from '../../../shared/host-api.ts';
import { mustNotWaitLonger } from '../../../shared/protocol/finality.ts';
import type { SeatKey } from '../../store/keys.ts';
import { readViews } from './chain-views.ts';
import type { DueSeat } from './calls.ts';

export interface BurialParts {
  host: HostClient;
  coordinator: string;
  /** Blocks, its own counted, that make a transaction stay. */
  confirmations: number;
  nowSeconds: number;
}

/**
 * Of the seats that could reveal, those whose commitments are deep enough: had the chain to take back the blocks that
 * closed the window to commit, labels shown too early could be copied. What cannot be known yet waits, but never until
 * the stake is lost.
 */
export async function readyToShow(parts: BurialParts, due: readonly DueSeat[]): Promise<ReadonlySet<SeatKey>> {
  const windowOf = ({ chain }: DueSeat) => ({ start: Number(chain.batch.revealStart), end: Number(chain.batch.revealEnd) });
  const ready = new Set(due.filter((entry) => parts.confirmations <= 1 || mustNotWaitLonger(windowOf(entry), parts.nowSeconds)).map(({ seat }) => seat.key));
  const young = due.filter(({ seat }) => !ready.has(seat.key));
  const [first] = young;
  const depth = (first?.chain.blockNumber ?? 0) - parts.confirmations + 1;
  if (first === undefined || depth < 0) return ready;
  const before = await readViews(parts.host, parts.coordinator, young.map(({ seat }) => seat), depth);
  if (!before.ok) return ready;
  for (const { seat, chain } of young) {
    const then = before.views.get(seat.key);
    if (then !== undefined && then.batch.revealStart === chain.batch.revealStart && then.batch.commits === chain.batch.commits) ready.add(seat.key);
  }
  return ready;
}
