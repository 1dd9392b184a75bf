import { relativeTime } from '../../../app/format/when.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Hash } from '../../../app/ui/address.tsx';
import { Table } from '../../../app/ui/table.tsx';
import { When, useNow } from '../../../app/ui/when.tsx';
import type { SeatCard } from '../../model/seats.ts';
import { Deadline } from './deadline.tsx';
import { SeatName } from './seat-name.tsx';

/** Sent, and not in a block that was read. */
export function UnderWayTable({ seats }: { seats: readonly SeatCard[] }) {
  const t = useStrings();
  return (
    <Table
      caption={t('sync:sync.underWay')}
      rows={seats}
      rowKey={(card) => card.seat.key}
      columns={[
        { id: 'seat', head: t('sync:sync.seat'), cell: (card) => <SeatName card={card} /> },
        { id: 'step', head: t('sync:sync.what'), cell: ({ outbox }) => (outbox?.step == null ? '' : t(`sync:sync.step.${outbox.step}`)) },
        { id: 'sent', head: t('sync:sync.sent'), cell: ({ outbox }) => outbox !== null && <When atMs={outbox.updatedAtMs} /> },
        { id: 'when', head: t('sync:sync.when'), cell: (card) => <Deadline card={card} /> },
        { id: 'hash', head: t('sync:sync.transaction'), cell: ({ outbox }) => (outbox?.transactionHash == null ? <span className="t-soft">{t('sync:sync.sending')}</span> : <Hash hash={outbox.transactionHash} />) },
      ]}
    />
  );
}

/** Something is still to be sent, and why it has not been. */
export function WaitingTable({ seats }: { seats: readonly SeatCard[] }) {
  const t = useStrings();
  return (
    <Table
      caption={t('sync:sync.waiting')}
      rows={seats}
      rowKey={(card) => card.seat.key}
      columns={[
        { id: 'seat', head: t('sync:sync.seat'), cell: (card) => <SeatName card={card} /> },
        { id: 'step', head: t('sync:sync.what'), cell: (card) => <NextStep card={card} /> },
        { id: 'why', head: t('sync:sync.why'), cell: (card) => <Why card={card} /> },
        { id: 'when', head: t('sync:sync.when'), cell: (card) => <Deadline card={card} /> },
      ]}
    />
  );
}

function NextStep({ card: { outbox, status } }: { card: SeatCard }) {
  const t = useStrings();
  if (outbox?.step != null) return t(`sync:sync.step.${outbox.step}`);
  return status?.step === 'sign' || status?.step === 'commit' || status?.step === 'reveal' ? t(`sync:sync.step.${status.step}`) : null;
}

/** The chain's reason; after a failure the failure, and when it is tried again. */
function Why({ card: { outbox, status } }: { card: SeatCard }) {
  const t = useStrings();
  const nowMs = useNow(5_000);
  if (outbox?.error == null) return status === null ? null : <span className="t-soft">{t(`sync:reason.${status.reason}`)}</span>;
  const { error, attempts, notBeforeMs } = outbox;
  const again = notBeforeMs > nowMs ? t('sync:sync.retryAt', { time: relativeTime(notBeforeMs, nowMs, locale()) }) : null;
  return (
    <span className="t-stack t-stack--tight">
      <span lang="en" translate="no">
        {error.message}
      </span>
      <span className="t-soft">{[t('sync:sync.attempts', { count: attempts }), again].filter((part) => part !== null).join(', ')}</span>
    </span>
  );
}
