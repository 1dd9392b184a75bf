import { CircleCheck } from 'lucide-react';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Hash } from '../../../app/ui/address.tsx';
import { Badge } from '../../../app/ui/badge.tsx';
import { Table } from '../../../app/ui/table.tsx';
import { When } from '../../../app/ui/when.tsx';
import type { ChainMove, OnChainSeat } from '../../model/queue.ts';
import { StateBadge } from '../seat-status.tsx';
import { Deadline } from './deadline.tsx';
import { SeatName } from './seat-name.tsx';

export interface OnChainTableProps {
  seats: readonly OnChainSeat[];
  /** Unix seconds of a block, or null. */
  timeOf: (blockNumber: number) => number | null;
}

/** What the chain has of each seat: its newest move with block and depth, and where the seat stands. */
export function OnChainTable({ seats, timeOf }: OnChainTableProps) {
  const t = useStrings();
  const format = new Intl.NumberFormat(locale());
  const newest = ({ moves }: OnChainSeat): ChainMove | undefined => moves.at(-1);
  return (
    <Table
      caption={t('sync:sync.onChain')}
      rows={seats}
      rowKey={({ card }) => card.seat.key}
      columns={[
        { id: 'seat', head: t('sync:sync.seat'), cell: ({ card }) => <SeatName card={card} /> },
        { id: 'state', head: t('sync:sync.state'), cell: ({ card }) => <StateBadge status={card.status} /> },
        { id: 'move', head: t('sync:sync.lastMove'), cell: (seat) => <Move move={newest(seat)} timeOf={timeOf} /> },
        { id: 'block', head: t('sync:sync.block'), isNumber: true, cell: (seat) => format.format(newest(seat)?.place.blockNumber ?? 0) },
        { id: 'depth', head: t('sync:sync.confirmations'), cell: (seat) => <Depth move={newest(seat)} /> },
        { id: 'hash', head: t('sync:sync.transaction'), cell: (seat) => <MoveHash move={newest(seat)} /> },
        { id: 'when', head: t('sync:sync.next'), cell: ({ card }) => <Next card={card} /> },
      ]}
    />
  );
}

function Move({ move, timeOf }: { move: ChainMove | undefined; timeOf: OnChainTableProps['timeOf'] }) {
  const t = useStrings();
  if (move === undefined) return null;
  const seconds = timeOf(move.place.blockNumber);
  return (
    <span className="t-stack t-stack--tight">
      {t(`sync:sync.move.${move.move}`)}
      {seconds !== null && (
        <span className="t-soft">
          <When atMs={seconds * 1000} />
        </span>
      )}
    </span>
  );
}

function Depth({ move }: { move: ChainMove | undefined }) {
  const t = useStrings();
  if (move === undefined) return null;
  const count = t('sync:sync.depth', { count: move.confirmations });
  return move.isFinal ? (
    <Badge tone="good" icon={CircleCheck} title={count}>
      {t('sync:sync.final')}
    </Badge>
  ) : (
    <span className="t-number">{count}</span>
  );
}

function MoveHash({ move }: { move: ChainMove | undefined }) {
  return move === undefined ? null : <Hash hash={move.place.transactionHash} />;
}

/** What the seat waits for, and until when. */
function Next({ card }: { card: OnChainSeat['card'] }) {
  const t = useStrings();
  if (card.status === null || card.status.step === 'none') return null;
  return (
    <span className="t-stack t-stack--tight">
      <span className="t-soft">{t(`sync:reason.${card.status.reason}`)}</span>
      <Deadline card={card} />
    </span>
  );
}
