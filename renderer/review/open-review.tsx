import { useCallback, useEffect, useState } from 'react';
import type { HostError } from '../../shared/host-api.ts';
import { goTo } from '../app/routes/paths.ts';
import { useHost } from '../app/state/host.tsx';
import { notify } from '../app/notices/notices.ts';
import { sendCall } from '../app/state/send-call.ts';
import { useLiveSource } from '../app/state/use-live.tsx';
import { useStrings } from '../app/strings/strings.ts';
import { Button } from '../app/ui/button.tsx';
import { EmptyState } from '../app/ui/empty-state.tsx';
import { Page } from '../app/ui/layout.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import type { SeatKey } from '../store/keys.ts';
import { labelsOfSeat } from '../store/seats.ts';
import { useDeskPort, useSync, useSyncSnapshot } from '../sync/sync-provider.tsx';
import { ReviewDesk } from './review-desk.tsx';
import { type SealedRuling, submitAuditCall } from './submit.ts';
import { findTask, type ReviewTask } from './tasks.ts';

/** One batch under review. */
export function OpenReview({ batchId }: { batchId: string }) {
  const t = useStrings();
  const snapshot = useSyncSnapshot();
  // Kept as it was when it was opened: a ruling of somebody else must not take the desk away from under a hand.
  const [task, setTask] = useState<ReviewTask | null>(null);
  const found = snapshot?.isLoaded === true ? findTask(snapshot.index, batchId) : null;
  if (task === null && found !== null && found.items.length > 0) setTask(found);
  const place = useReviewSeat(task);
  if (task !== null && typeof place === 'object') return <Sitting task={task} seat={place.seat} />;
  if (place !== 'missing' && (task !== null || snapshot?.isLoaded !== true)) {
    return (
      <Page title={t('review:title')}>
        <Skeleton lines={4} />
      </Page>
    );
  }
  return (
    <Page title={t('review:title')}>
      <EmptyState title={t('review:empty.title')} actions={<Button onClick={() => goTo('/review')}>{t('review:desk.back')}</Button>}>
        {t(place === 'missing' ? 'review:desk.noPack' : 'review:desk.gone')}
      </EmptyState>
    </Page>
  );
}

type Place = { seat: SeatKey } | 'opening' | 'missing';

/** The place of the expert's labels in the store, with the batch's items beside it. */
function useReviewSeat(task: ReviewTask | null): Place {
  const { service } = useSync();
  const [place, setPlace] = useState<Place>('opening');
  const batchId = task?.batch.id ?? null;
  useEffect(() => {
    if (batchId === null || service === null) return undefined;
    let isGone = false;
    void service.openReview(batchId).then((seat) => {
      if (!isGone) setPlace(seat === null ? 'missing' : { seat });
    });
    return () => {
      isGone = true;
    };
  }, [batchId, service]);
  return place;
}

function Sitting({ task, seat }: { task: ReviewTask; seat: SeatKey }) {
  const t = useStrings();
  const host = useHost();
  const live = useLiveSource();
  const { session, service } = useSync();
  const batch = useDeskPort(seat);
  const readRulings = useCallback(async (): Promise<SealedRuling[]> => {
    const { rows } = await labelsOfSeat(session.db, seat);
    return [...rows.values()].flatMap(({ index, seal }) => (seal === null ? [] : [{ item: index, labels: seal.encoded }]));
  }, [session, seat]);
  const submit = async (rulings: readonly SealedRuling[]): Promise<HostError | null> => {
    if (service === null) return { code: 'OFFLINE', message: 'There is no network.' };
    const mined = await sendCall(host, live, { to: service.coordinator, data: submitAuditCall(task, rulings) });
    if (!mined.ok) return mined.error;
    service.kick();
    void live.refreshBalances();
    notify({ tone: 'good', text: t('review:desk.done') });
    goTo('/review');
    return null;
  };
  return <ReviewDesk task={task} batch={batch} readRulings={readRulings} onSubmit={submit} onBack={() => goTo('/review')} />;
}
