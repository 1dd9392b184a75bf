import type { HostClient, HostError, Result } from '../../../shared/host-api.ts';
import { readLogs } from '../../../shared/protocol/chain-index.ts';
import { effectOf, mayBeAbout, moneyOfEvents, moneyOfTransfers } from '../../../shared/protocol/money-history.ts';
import type { MoneyRow } from '../../../shared/protocol/money-history.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import { eventsFrom } from '../../store/events.ts';
import { earningsOf } from '../../sync/model/earnings.ts';
import type { SyncService } from '../../sync/service.ts';

export interface History {
  /** The newest first. */
  readonly rows: readonly MoneyRow[];
  /** What could not be asked: the rest is shown all the same. */
  readonly error: HostError | null;
}

/** Everything that moved an account's money on this network, from the store's events and what the host knows. */
export async function readHistory(host: HostClient, service: SyncService, index: ChainIndex, account: string): Promise<History> {
  const { coordinator } = service;
  const { token } = service.network;
  const rows = (await eventsFrom(service.session.db, service.net, 0)).filter(({ topics }) => mayBeAbout(topics, account));
  const times = new Map(rows.map((row) => [row.blockNumber, row.timestampSeconds]));
  const events = readLogs(rows.map((row) => ({ ...row, address: coordinator })), coordinator);
  const timeOf = (block: number): number => times.get(block) ?? service.timeOf(block) ?? 0;
  const transfers = await host.call('chain.transfers', { address: account });
  const spent = await host.call('wallet.spent', {});
  const all = [
    ...moneyOfEvents(events, { account, index, timeOf }),
    ...earned(index, account, timeOf),
    ...(transfers.ok && token !== null ? moneyOfTransfers(transfers.value.transfers, account, token, coordinator) : []),
    // Coins leave no log: what this machine has sent is in its own books.
    ...(spent.ok ? spent.value.filter(({ asset }) => asset === 'native').map((one): MoneyRow => ({ ...one, kind: 'sent', effect: effectOf('sent'), amount: BigInt(one.amount), other: one.to, projectId: null, blockNumber: null })) : []),
  ];
  return { rows: all.sort((a, b) => b.atMs - a.atMs), error: errorOf(transfers) ?? errorOf(spent) };
}

/** Pay that a settled batch has brought, whether it was claimed or not. */
function earned(index: ChainIndex, account: string, timeOf: (block: number) => number): MoneyRow[] {
  return earningsOf(index, account.toLowerCase(), 0).flatMap(({ project, batch, pay }): MoneyRow[] =>
    batch.settled === null || pay.total === 0n
      ? []
      : [{ kind: 'earned', asset: project.token.toLowerCase(), amount: pay.total, effect: effectOf('earned'), other: null, projectId: project.id, transactionHash: batch.settled.transactionHash, blockNumber: batch.settled.blockNumber, atMs: timeOf(batch.settled.blockNumber) * 1000 }],
  );
}

const errorOf = (answer: Result<unknown>): HostError | null => (answer.ok ? null : answer.error);
