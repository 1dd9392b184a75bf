import { useCallback, useEffect, useMemo, useState } from 'react';
import type { HostError } from '../../shared/host-api.ts';
import type { ReviewRecord } from '../../shared/review/record.ts';
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
import { useStoreQuery } from '../store/hooks.ts';
import { projectKey } from '../store/keys.ts';
import type { SeatKey } from '../store/keys.ts';
import { getProject } from '../store/projects.ts';
import { listReviews, putReview } from '../store/reviews.ts';
import { labelsOfSeat } from '../store/seats.ts';
import { useDeskPort, useSync, useSyncSnapshot } from '../sync/sync-provider.tsx';
import { ReviewDesk } from './review-desk.tsx';
import { type SealedRuling, submitAuditCall } from './submit.ts';
import { findTask, type ReviewTask } from './tasks.ts';
import type { Said } from './verdict/verdict-panel.tsx';

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
  const { schema, records, keep } = useRecords(task);
  const readSealed = useCallback(async (): Promise<SealedRuling[]> => {
    const { rows } = await labelsOfSeat(session.db, seat);
    return [...rows.values()].flatMap(({ index, seal }) => (seal === null ? [] : [{ item: index, labels: seal.encoded }]));
  }, [session, seat]);
  const onSealed = useCallback(
    async (sealed: readonly SealedRuling[]) => {
      for (const { item, labels } of sealed) await keep(item, (before, blank) => before ?? { ...blank, blind: labels });
    },
    [keep],
  );
  const onReopened = useCallback((item: number) => keep(item, (before) => (before === null ? null : { ...before, verdict: null, of: null, truth: null })), [keep]);
  const onSay = useCallback((item: number, said: Said, truth: string | null) => keep(item, (before) => (before === null ? null : { ...before, ...said, truth })), [keep]);
  const submit = async (rulings: readonly SealedRuling[]): Promise<HostError | null> => {
    if (service === null) return { code: 'OFFLINE', message: 'There is no network.' };
    const mined = await sendCall(host, live, { to: service.coordinator, data: submitAuditCall(task, rulings) });
    if (!mined.ok) return mined.error;
    const { transactionHash, blockNumber } = mined.value;
    for (const { item, labels } of rulings) await keep(item, (before) => (before === null ? null : { ...before, truth: labels, sent: { transactionHash, blockNumber } }));
    service.kick();
    void live.refreshBalances();
    notify({ tone: 'good', text: t('review:desk.done') });
    goTo('/review');
    return null;
  };
  if (schema === null) {
    return (
      <Page title={t('review:title')}>
        <Skeleton lines={4} />
      </Page>
    );
  }
  return <ReviewDesk task={task} batch={batch} schema={schema} readSealed={readSealed} records={records} onSealed={onSealed} onReopened={onReopened} onSay={onSay} onSubmit={submit} onBack={() => goTo('/review')} />;
}

/** What the active account has said of the batch's items, and the way to say more: in the store and in the journal at once. */
function useRecords(task: ReviewTask) {
  const { session, service } = useSync();
  const account = useSyncSnapshot()?.account ?? null;
  const net = service?.net ?? null;
  const { id: batchId } = task.batch;
  const projectId = task.project.id;
  const project = useStoreQuery(async () => (net === null ? undefined : getProject(session.db, projectKey(net, projectId))), [session, net, projectId]);
  const found = useStoreQuery(async () => (net === null || account === null ? [] : listReviews(session.db, net, account)), [session, net, account]);
  const records = useMemo(() => new Map((found ?? []).filter((record) => record.batchId === batchId).map((record) => [record.item, record])), [found, batchId]);
  const keep = useCallback(
    async (item: number, change: (before: ReviewRecord | null, blank: ReviewRecord) => ReviewRecord | null) => {
      if (net === null || account === null) return;
      const nowMs = session.nowMs();
      const before = (await listReviews(session.db, net, account)).find((record) => record.batchId === batchId && record.item === item) ?? null;
      const blank: ReviewRecord = { v: 1, expert: account, projectId, batchId, item, blind: '0x', blindAtMs: nowMs, verdict: null, of: null, reasons: [], note: '', truth: null, atMs: nowMs, sent: null };
      const next = change(before, blank);
      if (next === null || next === before) return;
      await putReview(session.db, net, { ...next, atMs: nowMs });
    },
    [session, net, account, batchId, projectId],
  );
  return { schema: project?.schema ?? null, records, keep };
}
