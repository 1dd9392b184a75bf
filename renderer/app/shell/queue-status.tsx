import { useState } from 'react';
import { createPortal } from 'react-dom';
import { CircleCheck, CircleAlert, CloudUpload } from 'lucide-react';
import { Link } from 'wouter';
import { useStrings } from '../strings/strings.ts';
import { listOutbox } from '../../store/outbox.ts';
import { useStoreQuery } from '../../store/hooks.ts';
import type { OutboxRow } from '../../store/schema/rows.ts';
import { useSync } from '../../sync/sync-provider.tsx';
import { QUEUE_SLOT } from './queue-slot.ts';

export interface QueueCounts {
  /** Batches whose next step has not gone out. */
  waiting: number;
  /** Gone out, not yet seen on the chain. */
  sent: number;
  /** Given up until a person looks. */
  parked: number;
}

export function countQueue(rows: readonly Pick<OutboxRow, 'status' | 'step'>[]): QueueCounts {
  const count = (is: (row: Pick<OutboxRow, 'status' | 'step'>) => boolean) => rows.filter(is).length;
  return {
    waiting: count((row) => row.status === 'sending' || (row.status === 'open' && row.step !== null)),
    sent: count((row) => row.status === 'sent'),
    parked: count((row) => row.status === 'parked'),
  };
}

/** What of this network still has to reach the chain, in the status bar. */
export function QueueStatus() {
  const { session, service } = useSync();
  const net = service?.net ?? null;
  const rows = useStoreQuery(async () => (net === null ? [] : listOutbox(session.db, net)), [session.db, net]);
  const [slot] = useState(() => document.getElementById(QUEUE_SLOT));
  if (slot === null || rows === undefined || net === null) return null;
  return createPortal(<QueueLink {...countQueue(rows)} />, slot);
}

function QueueLink({ waiting, sent, parked }: QueueCounts) {
  const t = useStrings();
  const parts = [
    ...(parked > 0 ? [t('app:status.parked', { count: parked })] : []),
    ...(waiting > 0 ? [t('app:status.waiting', { count: waiting })] : []),
    ...(sent > 0 ? [t('app:status.sent', { count: sent })] : []),
  ];
  const Icon = parked > 0 ? CircleAlert : parts.length > 0 ? CloudUpload : CircleCheck;
  return (
    <Link href="/sync" className={parked > 0 ? 't-status__item t-status__item--offline' : 't-status__item'}>
      <Icon size={14} aria-hidden="true" />
      {parts.length > 0 ? parts.join(' · ') : t('app:status.allSent')}
    </Link>
  );
}
