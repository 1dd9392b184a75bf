import { SyncSettingsPanel } from './sync-settings-panel.tsx';
import { RefreshCw } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { askUnlock } from '../../app/state/overlays.ts';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Page, Panel } from '../../app/ui/layout.tsx';
import { Progress } from '../../app/ui/progress.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { useQueueSummary, useSeats } from '../hooks.ts';
import type { SeatCard } from '../model/seats.ts';
import type { SyncService, SyncSnapshot } from '../service.ts';
import { useSync, useSyncSnapshot } from '../sync-provider.tsx';
import { AsOf, NoNetwork } from './no-network.tsx';
import { OnChainTable, OutboxTable } from './sync/outbox-tables.tsx';
import { PauseNote } from './sync/pause-note.tsx';

/** What waits, what is on its way, what is final, what needs the person. */
export function SyncView() {
  const t = useStrings();
  const { service } = useSync();
  const snapshot = useSyncSnapshot();
  const isReady = service !== null && snapshot !== null;
  return (
    <Page title={t('sync:sync.title')} lead={t('sync:sync.lead')} actions={isReady && <SyncNow service={service} snapshot={snapshot} />}>
      {isReady ? <Queue snapshot={snapshot} /> : <NoNetwork />}
      <SyncSettingsPanel />
    </Page>
  );
}

function SyncNow({ service, snapshot }: { service: SyncService; snapshot: SyncSnapshot }) {
  const t = useStrings();
  const isLocked = snapshot.account !== null && !snapshot.isUnlocked;
  const press = () => (isLocked ? askUnlock(() => void service.syncNow()) : void service.syncNow());
  return (
    <Button tone="primary" icon={RefreshCw} isBusy={snapshot.isBusy} disabled={!snapshot.isOnline} onClick={press}>
      {t(isLocked ? 'sync:sync.unlock' : 'sync:sync.now')}
    </Button>
  );
}

function Queue({ snapshot }: { snapshot: SyncSnapshot }) {
  const t = useStrings();
  const seats = useSeats();
  const { unjournaled } = useQueueSummary();
  if (seats === null) return <Skeleton />;
  const { needsYou, waiting, underWay, onChain } = sorted(seats);
  const isQuiet = needsYou.length + waiting.length + underWay.length === 0;
  return (
    <>
      <PauseNote snapshot={snapshot} hasWork={!isQuiet} />
      {snapshot.reading !== null && (
        <Progress label={t('sync:sync.reading', { to: snapshot.reading.toBlock, head: snapshot.reading.headNumber })} value={snapshot.reading.toBlock} max={snapshot.reading.headNumber} />
      )}
      {unjournaled > 0 && <p className="t-soft">{t('sync:sync.journal', { count: unjournaled })}</p>}
      {isQuiet && <EmptyState title={t('sync:sync.allDone')}>{t('sync:sync.allDoneText')}</EmptyState>}
      <OutboxPanel title={t('sync:sync.needsYou')} seats={needsYou} />
      <OutboxPanel title={t('sync:sync.underWay')} seats={underWay} />
      <OutboxPanel title={t('sync:sync.waiting')} seats={waiting} />
      {onChain.length > 0 && (
        <Panel title={t('sync:sync.onChain')} isFlush>
          <OnChainTable seats={onChain} index={snapshot.index} />
        </Panel>
      )}
      <AsOf head={snapshot.head} />
    </>
  );
}

function OutboxPanel({ title, seats }: { title: string; seats: readonly SeatCard[] }) {
  return seats.length === 0 ? null : (
    <Panel title={title} isFlush>
      <OutboxTable caption={title} seats={seats} />
    </Panel>
  );
}

interface Sorted {
  needsYou: SeatCard[];
  waiting: SeatCard[];
  underWay: SeatCard[];
  onChain: SeatCard[];
}

function sorted(seats: readonly SeatCard[]): Sorted {
  const piles: Sorted = { needsYou: [], waiting: [], underWay: [], onChain: [] };
  for (const card of seats) {
    const status = card.outbox?.status;
    if (status === 'parked' || card.status?.reason === 'opening-missing') piles.needsYou.push(card);
    else if (status === 'sending' || status === 'sent') piles.underWay.push(card);
    else if (card.outbox?.step != null || card.status?.step === 'sign' || card.status?.step === 'commit') piles.waiting.push(card);
    else if (card.status !== null && card.status.step !== 'label') piles.onChain.push(card);
  }
  return piles;
}
