import type { ChainIndex, EventPlace, SeatRecord } from '../../../../shared/protocol/chain-records.ts';
import { relativeTime } from '../../../app/format/when.ts';
import type { Say } from '../../../app/strings/strings.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Hash } from '../../../app/ui/address.tsx';
import { Button } from '../../../app/ui/button.tsx';
import { Table } from '../../../app/ui/table.tsx';
import { useNow } from '../../../app/ui/when.tsx';
import { seatIdSchema } from '../../../../shared/labels/ids.ts';
import { unpark } from '../../../store/outbox.ts';
import type { SeatCard } from '../../model/seats.ts';
import { useTokenFormat } from '../../hooks.ts';
import { useSync } from '../../sync-provider.tsx';
import { StateBadge, deadlineText } from '../seat-status.tsx';

const seatName = ({ project, batchNumber }: SeatCard, t: Say): string => `${project.name === '' ? t('sync:work.unnamed', { id: project.projectId }) : project.name}, ${t('sync:work.batch', { number: batchNumber })}`;

/** Seats that still have something to send. */
export function OutboxTable({ caption, seats }: { caption: string; seats: readonly SeatCard[] }) {
  const t = useStrings();
  const token = useTokenFormat();
  return (
    <Table
      caption={caption}
      rows={seats}
      rowKey={(card) => card.seat.key}
      columns={[
        { id: 'seat', head: t('sync:sync.seat'), cell: (card) => seatName(card, t) },
        { id: 'state', head: t('sync:sync.why'), cell: (card) => <StateBadge status={card.status} /> },
        { id: 'step', head: t('sync:sync.what'), cell: (card) => <Step card={card} /> },
        { id: 'when', head: t('sync:sync.when'), cell: (card) => deadlineText(card.status, { stake: card.project.params.stakePerSeat, token }, t) ?? '' },
        { id: 'hash', head: t('sync:sync.transaction'), cell: ({ outbox }) => (outbox?.transactionHash == null ? '' : <Hash hash={outbox.transactionHash} />) },
      ]}
    />
  );
}

function Step({ card: { seat, outbox, status } }: { card: SeatCard }) {
  const t = useStrings();
  const nowMs = useNow(5_000);
  const { session, service } = useSync();
  const step = outbox?.step ?? null;
  const again = async () => {
    await unpark(session.db, [seat.key], session.nowMs());
    service?.kick(0);
  };
  return (
    <div className="t-stack">
      <span>{step === null ? (status === null ? '' : t(`sync:reason.${status.reason}`)) : t(`sync:sync.step.${step}`)}</span>
      {outbox?.error != null && (
        <span className="t-soft">
          {outbox.error.message} ({[...(outbox.attempts > 0 ? [t('sync:sync.attempts', { count: outbox.attempts })] : []), ...(outbox.status === 'open' && outbox.notBeforeMs > nowMs ? [t('sync:sync.retryAt', { time: relativeTime(outbox.notBeforeMs, nowMs, locale()) })] : [])].join(', ')})
        </span>
      )}
      {outbox?.status === 'parked' && (
        <div className="t-row">
          <Button size="s" onClick={() => void again()}>
            {t('sync:sync.again')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Seats whose newest step is on the chain, with its block. */
export function OnChainTable({ seats, index }: { seats: readonly SeatCard[]; index: ChainIndex }) {
  const t = useStrings();
  const token = useTokenFormat();
  const placeOf = (card: SeatCard) => newestPlace(index.seats.get(seatIdSchema.parse(card.seat.seatId)));
  return (
    <Table
      caption={t('sync:sync.onChain')}
      rows={seats}
      rowKey={(card) => card.seat.key}
      columns={[
        { id: 'seat', head: t('sync:sync.seat'), cell: (card) => seatName(card, t) },
        { id: 'state', head: t('sync:sync.why'), cell: (card) => <StateBadge status={card.status} /> },
        { id: 'reason', head: t('sync:sync.what'), cell: ({ status }) => (status === null ? '' : t(`sync:reason.${status.reason}`)) },
        { id: 'when', head: t('sync:sync.when'), cell: (card) => deadlineText(card.status, { stake: card.project.params.stakePerSeat, token }, t) ?? '' },
        { id: 'block', head: t('sync:sync.block'), isNumber: true, cell: (card) => placeOf(card)?.blockNumber ?? '' },
        { id: 'hash', head: t('sync:sync.transaction'), cell: (card) => <PlaceHash place={placeOf(card)} /> },
      ]}
    />
  );
}

function PlaceHash({ place }: { place: EventPlace | null }) {
  return place === null ? null : <Hash hash={place.transactionHash} />;
}

/** The annotator's own last event of a seat. */
function newestPlace(record: SeatRecord | undefined): EventPlace | null {
  return record?.claim?.place ?? record?.reveal?.place ?? record?.commitment?.place ?? record?.taken ?? null;
}
