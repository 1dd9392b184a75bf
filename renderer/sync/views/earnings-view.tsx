import { useMemo } from 'react';
import { goTo } from '../../app/routes/paths.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { useLive } from '../../app/state/use-live.tsx';
import { Amount } from '../../app/ui/amount.tsx';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Facts, Page, Panel } from '../../app/ui/layout.tsx';
import { useNow } from '../../app/ui/when.tsx';
import { useTokenFormat } from '../hooks.ts';
import { earningsOf, totalsOf } from '../model/earnings.ts';
import type { Earning } from '../model/earnings.ts';
import type { SyncSnapshot } from '../service.ts';
import { useSync, useSyncSnapshot } from '../sync-provider.tsx';
import { EarningPanel } from './earnings/earning-panel.tsx';
import { AsOf, NoNetwork } from './no-network.tsx';
import { PassportPanel } from './passport/passport-panel.tsx';

/** What was earned, batch by batch and item by item, as the contract's rule has it. */
export function EarningsView() {
  const t = useStrings();
  const { service } = useSync();
  const snapshot = useSyncSnapshot();
  return (
    <Page title={t('sync:earnings.title')} lead={t('sync:earnings.lead')}>
      {service === null || snapshot === null ? <NoNetwork /> : <Earnings snapshot={snapshot} />}
    </Page>
  );
}

function Earnings({ snapshot }: { snapshot: SyncSnapshot }) {
  const t = useStrings();
  const nowSeconds = Math.floor(useNow(5_000) / 1000);
  const { service } = useSync();
  const { index, account, head } = snapshot;
  const earnings = useMemo(() => (account === null ? [] : earningsOf(index, account, Math.max(nowSeconds, head?.timestampSeconds ?? 0))), [index, account, nowSeconds, head]);
  if (earnings.length === 0) {
    return (
      <>
        <EmptyState title={t('sync:earnings.none')} actions={<Button onClick={() => goTo('/work')}>{t('app:view.missingAction')}</Button>}>
          {t('sync:earnings.noneText')}
        </EmptyState>
        {service !== null && <PassportPanel service={service} snapshot={snapshot} />}
      </>
    );
  }
  return (
    <>
      <Totals earnings={earnings} />
      {service !== null && <PassportPanel service={service} snapshot={snapshot} />}
      {earnings.map((earning) => (
        <EarningPanel key={earning.seat.id} earning={earning} />
      ))}
      <AsOf head={head} />
    </>
  );
}

function Totals({ earnings }: { earnings: readonly Earning[] }) {
  const t = useStrings();
  const { chain } = useLive();
  const { decimals, symbol } = useTokenFormat();
  const totals = totalsOf(earnings, chain?.network.token ?? '');
  const amount = (value: bigint) => <Amount value={value} decimals={decimals} symbol={symbol} />;
  return (
    <Panel>
      <Facts
        facts={[
          { label: t('sync:earnings.pending'), value: amount(totals.pending) },
          { label: t('sync:earnings.claimable'), value: amount(totals.claimable) },
          { label: t('sync:earnings.claimed'), value: amount(totals.claimed) },
        ]}
      />
    </Panel>
  );
}
