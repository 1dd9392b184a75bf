import { useCallback, useState } from 'react';
import { Route, Switch } from 'wouter';
import type { HostError } from '../../shared/host-api.ts';
import { parseAddress } from '../../shared/labels/ids.ts';
import { encodeCoordinatorCall } from '../../shared/protocol/abi.ts';
import { ErrorPanel } from '../app/errors/error-panel.tsx';
import { goTo } from '../app/routes/paths.ts';
import { useHost } from '../app/state/host.tsx';
import { sendCall } from '../app/state/send-call.ts';
import { useLiveSource } from '../app/state/use-live.tsx';
import { useStrings } from '../app/strings/strings.ts';
import { Button } from '../app/ui/button.tsx';
import { EmptyState } from '../app/ui/empty-state.tsx';
import { Page } from '../app/ui/layout.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import { useNow } from '../app/ui/when.tsx';
import { useProjects, useTokenFormat } from '../sync/hooks.ts';
import { useSync, useSyncSnapshot } from '../sync/sync-provider.tsx';
import { useStoreQuery } from '../store/hooks.ts';
import { listReviews } from '../store/reviews.ts';
import { AgreementPanel } from './agreement/agreement-panel.tsx';
import { OpenReview } from './open-review.tsx';
import { ReviewList } from './review-list.tsx';
import { type ReviewQueue, type ReviewTask, reviewQueue } from './tasks.ts';
import './review.css';

/** Everything under /review. */
export function ReviewView() {
  return (
    <Switch>
      <Route path="/review/:batchId">{({ batchId }) => <OpenReview key={batchId} batchId={batchId} />}</Route>
      <Route path="/review">
        <Queue />
      </Route>
    </Switch>
  );
}

function Queue() {
  const t = useStrings();
  const snapshot = useSyncSnapshot();
  const projects = useProjects();
  const token = useTokenFormat();
  const nowSeconds = Math.floor(useNow(5_000) / 1000);
  const { draw, busyBatch, error } = useDraw();
  const nameOf = useCallback((root: string) => projects?.find(({ record }) => record.manifestRoot === root)?.row.name ?? '', [projects]);
  if (snapshot === null || !snapshot.isLoaded || projects === null) {
    return (
      <Page title={t('review:title')} lead={t('review:intro')}>
        <Skeleton lines={4} />
      </Page>
    );
  }
  const now = Math.max(nowSeconds, snapshot.head?.timestampSeconds ?? 0);
  const queue = snapshot.account === null ? null : reviewQueue(snapshot.index, parseAddress(snapshot.account), now);
  const tasks = queue === null ? [] : [...queue.open, ...queue.undrawn.filter((task) => task.items.length === 0)];
  return (
    <Page title={t('review:title')} lead={t('review:intro')}>
      {error !== null && <ErrorPanel error={error} />}
      {tasks.length === 0 ? (
        <NothingToReview queue={queue} />
      ) : (
        <ReviewList tasks={tasks} nameOf={nameOf} token={token} onOpen={(task) => goTo(`/review/${task.batch.id}`)} onDraw={draw} busyBatch={busyBatch} />
      )}
      <Agreement nameOf={nameOf} />
      {snapshot.head !== null && <p className="t-soft">{t('review:asOf', { block: snapshot.head.number })}</p>}
    </Page>
  );
}

/** Of the active account, wherever its rulings went. */
function Agreement({ nameOf }: { nameOf: (root: string) => string }) {
  const { session, service } = useSync();
  const snapshot = useSyncSnapshot();
  const account = snapshot?.account ?? null;
  const records = useStoreQuery(async () => (service === null || account === null ? [] : listReviews(session.db, service.net, account)), [session, service, account]);
  if (service === null || snapshot === null || records === undefined) return null;
  return <AgreementPanel index={snapshot.index} chainId={service.network.chainId} coordinator={service.coordinator} blockNumber={snapshot.head?.number ?? 0} records={records} nameOf={nameOf} nowMs={session.nowMs} />;
}

function NothingToReview({ queue }: { queue: ReviewQueue | null }) {
  const t = useStrings();
  const wallet = <Button onClick={() => goTo('/wallet')}>{t('review:empty.openWallet')}</Button>;
  if (queue === null) return <EmptyState title={t('review:empty.title')} actions={wallet}>{t('review:empty.noWallet')}</EmptyState>;
  if (queue.projects.length === 0) return <EmptyState title={t('review:empty.title')} actions={wallet}>{t('review:empty.noProject')}</EmptyState>;
  return <EmptyState title={t('review:empty.title')} actions={<Button onClick={() => goTo('/work')}>{t('app:view.missingAction')}</Button>}>{t('review:empty.noTask')}</EmptyState>;
}

/** Anyone may draw: an expert need not wait for somebody else's engine. */
function useDraw() {
  const host = useHost();
  const live = useLiveSource();
  const { service } = useSync();
  const [busyBatch, setBusyBatch] = useState<string | null>(null);
  const [error, setError] = useState<HostError | null>(null);
  const draw = (task: ReviewTask): void => {
    if (service === null) return;
    setBusyBatch(task.batch.id);
    setError(null);
    void sendCall(host, live, { to: service.coordinator, data: encodeCoordinatorCall('drawAudit', [BigInt(task.batch.id)]) }).then((mined) => {
      setBusyBatch(null);
      if (!mined.ok) setError(mined.error);
      service.kick();
    });
  };
  return { draw, busyBatch, error };
}
