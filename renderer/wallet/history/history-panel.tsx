import { useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { useHost } from '../../app/state/host.tsx';
import { useActiveAccount, useLive } from '../../app/state/use-live.tsx';
import { Address, Hash } from '../../app/ui/address.tsx';
import { Amount } from '../../app/ui/amount.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { Table } from '../../app/ui/table.tsx';
import { When } from '../../app/ui/when.tsx';
import { useSync, useSyncSnapshot } from '../../sync/sync-provider.tsx';
import type { MoneyRow } from '../../../shared/protocol/money-history.ts';
import { historySlot, onHistorySlot } from './history-slot.ts';
import { readHistory } from './read-history.ts';
import type { History } from './read-history.ts';

/** In the wallet: what was earned, staked, lost, paid, sent and received. The store stands beside the wallet. */
export function HistoryInWallet() {
  const slot = useSyncExternalStore(onHistorySlot, historySlot);
  return slot === null ? null : createPortal(<HistoryPanel />, slot);
}

const PAGE = 12;

function HistoryPanel() {
  const t = useStrings();
  const { error, rows } = useHistory() ?? { error: null, rows: null };
  const [shown, setShown] = useState(PAGE);
  return (
    <Panel title={t('wallet:history.title')} isFlush>
      {error !== null && <ErrorPanel error={error} hasNoAction />}
      {rows === null ? (
        <div className="t-wallet__foot">
          <Skeleton lines={3} />
        </div>
      ) : (
        <HistoryTable rows={rows.slice(0, shown)} />
      )}
      {rows !== null && rows.length > shown && (
        <div className="t-wallet__foot">
          <Button onClick={() => setShown(shown + 4 * PAGE)}>{t('wallet:history.more', { count: rows.length - shown })}</Button>
        </div>
      )}
    </Panel>
  );
}

function HistoryTable({ rows }: { rows: readonly MoneyRow[] }) {
  const t = useStrings();
  const { balances, chain } = useLive();
  const token = chain?.network.token?.toLowerCase() ?? null;
  const unitOf = ({ asset }: MoneyRow) =>
    asset === 'native'
      ? { decimals: 18, symbol: chain?.network.currency ?? '' }
      : { decimals: balances?.tokenDecimals ?? 18, symbol: asset === token ? (balances?.tokenSymbol ?? '') : t('wallet:history.otherToken') };
  return (
    <Table
      caption={t('wallet:history.title')}
      rows={rows}
      rowKey={(row) => `${row.transactionHash ?? String(row.atMs)} ${row.kind} ${row.projectId ?? ''} ${row.amount.toString()} ${row.other ?? ''}`}
      empty={t('wallet:history.empty')}
      columns={[
        { id: 'when', head: t('wallet:history.when'), cell: (row) => <When atMs={row.atMs} /> },
        {
          id: 'what',
          head: t('wallet:history.what'),
          cell: (row) => (
            <span className="t-history__what">
              <span>{t(`wallet:history.kind.${row.kind}`)}</span>
              {row.other !== null && <Address address={row.other} />}
              {row.projectId !== null && <span className="t-soft">{t('wallet:history.project', { id: row.projectId })}</span>}
            </span>
          ),
        },
        { id: 'amount', head: t('wallet:history.amount'), isNumber: true, cell: (row) => <Moved row={row} unit={unitOf(row)} /> },
        { id: 'hash', head: t('wallet:history.transaction'), cell: (row) => (row.transactionHash === null ? <span className="t-soft">{t('wallet:history.unknown')}</span> : <Hash hash={row.transactionHash} />) },
      ]}
    />
  );
}

/** With a sign where the balance moved; in brackets of soft colour where it did not. */
function Moved({ row, unit }: { row: MoneyRow; unit: { decimals: number; symbol: string } }) {
  if (row.effect === 'none') return <Amount value={row.amount} {...unit} className="t-soft" />;
  return <Amount value={row.effect === 'out' ? -row.amount : row.amount} {...unit} hasSign className={row.effect === 'in' ? 't-history__in' : undefined} />;
}

function useHistory(): History | null {
  const host = useHost();
  const account = useActiveAccount()?.address ?? null;
  const { service } = useSync();
  const snapshot = useSyncSnapshot();
  const index = snapshot?.isLoaded === true ? snapshot.index : null;
  const head = snapshot?.head?.number ?? null;
  const [read, setRead] = useState<{ account: string; history: History } | null>(null);
  useEffect(() => {
    if (service === null || index === null || account === null) return undefined;
    let isCurrent = true;
    void readHistory(host, service, index, account).then((history) => {
      if (isCurrent) setRead({ account, history });
    });
    return () => {
      isCurrent = false;
    };
  }, [host, service, index, account, head]);
  return read?.account === account ? read.history : null;
}
