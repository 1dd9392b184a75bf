import { useEffect } from 'react';
import { useHost } from '../../app/state/host.tsx';
import { useNow } from '../../app/ui/when.tsx';
import { useStoreQuery } from '../../store/hooks.ts';
import { unsentWork } from '../../store/outbox.ts';
import { nextDeadlineMs } from '../deadlines/next-deadline.ts';
import { readSeatCards } from '../hooks.ts';
import { useSync, useSyncSnapshot } from '../sync-provider.tsx';

/** Well within the time after which the host takes silence for work. */
const SAY_EVERY_MS = 60_000;

/** Tells the host what a restart would come in the way of, at each change and every minute. Shows nothing itself. */
export function ReportWork() {
  const host = useHost();
  const { session, service } = useSync();
  const account = useSyncSnapshot()?.account ?? null;
  const nowMs = useNow(SAY_EVERY_MS);
  const unsent = useStoreQuery(async () => unsentWork(session.db), [session]);
  useEffect(() => {
    if (unsent === undefined) return undefined;
    let isOver = false;
    const say = async (): Promise<void> => {
      const cards = service === null || account === null ? [] : await readSeatCards(service, account);
      const deadlineInMs = nextDeadlineMs(cards, Math.floor(nowMs / 1000), service?.times().headSeconds ?? 0);
      if (!isOver) await host.call('updates.work', { ...unsent, deadlineInMs });
    };
    // The store may be closing under it: then nothing is said, which keeps a new version out.
    say().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [host, service, account, unsent, nowMs]);
  return null;
}
