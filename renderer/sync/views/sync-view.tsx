import { RefreshCw } from 'lucide-react';
import { goTo } from '../../app/routes/paths.ts';
import { askUnlock } from '../../app/state/overlays.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Page, Panel } from '../../app/ui/layout.tsx';
import { Progress } from '../../app/ui/progress.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { useSeats } from '../hooks.ts';
import { queueOf } from '../model/queue.ts';
import type { SyncService, SyncSnapshot } from '../service.ts';
import { useSync, useSyncSnapshot } from '../sync-provider.tsx';
import { NoNetwork } from './no-network.tsx';
import { SyncSettingsPanel } from './sync-settings-panel.tsx';
import { ExportMenu } from './sync/export-menu.tsx';
import { NeedsYou } from './sync/needs-you.tsx';
import { OnChainTable } from './sync/on-chain-table.tsx';
import { UnderWayTable, WaitingTable } from './sync/outbox-tables.tsx';
import { PauseNote } from './sync/pause-note.tsx';
import { Tally } from './sync/tally.tsx';
import './sync/sync.css';

/** What needs the person, what is on its way, what waits, what the chain has. */
export function SyncView() {
  const t = useStrings();
  const { service } = useSync();
  const snapshot = useSyncSnapshot();
  const isReady = service !== null && snapshot !== null;
  return (
    <Page title={t('sync:sync.title')} lead={t('sync:sync.lead')} actions={isReady && <Actions service={service} snapshot={snapshot} />}>
      {isReady ? <SyncQueue service={service} snapshot={snapshot} /> : <NoNetwork />}
      <SyncSettingsPanel />
    </Page>
  );
}

function Actions({ service, snapshot }: { service: SyncService; snapshot: SyncSnapshot }) {
  const t = useStrings();
  const isLocked = snapshot.account !== null && !snapshot.isUnlocked;
  const press = () => (isLocked ? askUnlock(() => void service.syncNow()) : void service.syncNow());
  return (
    <>
      <ExportMenu service={service} snapshot={snapshot} />
      <Button tone="primary" icon={RefreshCw} isBusy={snapshot.isBusy} disabled={!snapshot.isOnline} onClick={press}>
        {t(isLocked ? 'sync:sync.unlock' : 'sync:sync.now')}
      </Button>
    </>
  );
}

function SyncQueue({ service, snapshot }: { service: SyncService; snapshot: SyncSnapshot }) {
  const t = useStrings();
  const seats = useSeats();
  if (seats === null) return <Skeleton />;
  const { index, head, reading } = snapshot;
  const queue = queueOf(seats, index, { headNumber: head?.number ?? null, isLocal: service.network.isLocal });
  const { needsYou, waiting, underWay, onChain } = queue;
  const isQuiet = needsYou.length + waiting.length + underWay.length === 0;
  return (
    <>
      <Tally queue={queue} />
      <PauseNote snapshot={snapshot} hasWork={!isQuiet} />
      {reading !== null && <Progress label={t('sync:sync.reading', { to: reading.toBlock, head: reading.headNumber })} value={reading.toBlock} max={reading.headNumber} />}
      {needsYou.length > 0 && <NeedsYou seats={needsYou} />}
      {underWay.length > 0 && (
        <Panel title={t('sync:sync.underWay')} isFlush>
          <UnderWayTable seats={underWay} />
        </Panel>
      )}
      {waiting.length > 0 && (
        <Panel title={t('sync:sync.waiting')} isFlush>
          <WaitingTable seats={waiting} />
        </Panel>
      )}
      {isQuiet && (
        <EmptyState title={t('sync:sync.allDone')} actions={<Button onClick={() => goTo('/work')}>{t('app:view.missingAction')}</Button>}>
          {t(onChain.length > 0 ? 'sync:sync.allDoneText' : 'sync:sync.nothingYetText')}
        </EmptyState>
      )}
      {onChain.length > 0 && (
        <Panel title={t('sync:sync.onChain')} isFlush>
          <OnChainTable seats={onChain} timeOf={service.timeOf} />
        </Panel>
      )}
    </>
  );
}
