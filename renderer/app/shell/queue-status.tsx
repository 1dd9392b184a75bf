import { useState } from 'react';
import { createPortal } from 'react-dom';
import { CircleAlert, CircleCheck, CloudUpload } from 'lucide-react';
import { Link } from 'wouter';
import { useQueueSummary } from '../../sync/hooks.ts';
import { useStrings } from '../strings/strings.ts';
import { QUEUE_SLOT } from './queue-slot.ts';

/** What still has to reach the chain or the journal, in the status bar. */
export function QueueStatus() {
  const [slot] = useState(() => document.getElementById(QUEUE_SLOT));
  return slot === null ? null : createPortal(<QueueLink />, slot);
}

function QueueLink() {
  const t = useStrings();
  const { waiting, underWay, needsYou, unjournaled } = useQueueSummary();
  const parts = [
    ...(needsYou > 0 ? [t('app:status.needsYou', { count: needsYou })] : []),
    ...(waiting > 0 ? [t('app:status.waiting', { count: waiting })] : []),
    ...(underWay > 0 ? [t('app:status.underWay', { count: underWay })] : []),
    ...(unjournaled > 0 ? [t('app:status.unjournaled', { count: unjournaled })] : []),
  ];
  const Icon = needsYou > 0 ? CircleAlert : parts.length > 0 ? CloudUpload : CircleCheck;
  return (
    <Link href="/sync" className={needsYou > 0 ? 't-status__item t-status__item--offline' : 't-status__item'}>
      <Icon size={14} aria-hidden="true" />
      {parts.length > 0 ? parts.join(' · ') : t('app:status.allSent')}
    </Link>
  );
}
