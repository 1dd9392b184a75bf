import type { ChainIndex, EventPlace, SeatRecord } from '../../../shared/protocol/chain-records.ts';
import { seatIdSchema } from '../../../shared/labels/ids.ts';
import type { SeatCard } from './seats.ts';

/** How deep a block must lie before nobody expects it to be taken back. The local chain takes none back. */
export const finalDepth = (isLocal: boolean): number => (isLocal ? 1 : 12);

export type SeatMove = 'taken' | 'committed' | 'revealed' | 'paid';

/** What an account did on the chain with one of its seats. */
export interface ChainMove {
  move: SeatMove;
  place: EventPlace;
  /** Blocks on top of it, itself counted; 0 where it lies past the newest block that was read. */
  confirmations: number;
  isFinal: boolean;
  /** Paid out, in the token's smallest unit; null for the other moves. */
  amount: bigint | null;
}

export interface ChainDepth {
  /** The newest block that was read; null before the first. */
  headNumber: number | null;
  isLocal: boolean;
}

/** The moves of a seat, oldest first. */
export function movesOf(record: SeatRecord, { headNumber, isLocal }: ChainDepth): ChainMove[] {
  const places: [SeatMove, EventPlace | null | undefined, bigint | null][] = [
    ['taken', record.taken, null],
    ['committed', record.commitment?.place, null],
    ['revealed', record.reveal?.place, null],
    ['paid', record.claim?.place, record.claim?.amount ?? null],
  ];
  return places.flatMap(([move, place, amount]) => {
    if (place == null) return [];
    const confirmations = headNumber === null ? 0 : Math.max(0, headNumber - place.blockNumber + 1);
    return [{ move, place, confirmations, isFinal: confirmations >= finalDepth(isLocal), amount }];
  });
}

export interface OnChainSeat {
  card: SeatCard;
  /** At least one; the newest is the last. */
  moves: readonly ChainMove[];
}

/** Seats by what is to be done about them. */
export interface Queue {
  /** Parked, or without what opens the commitment: only the person can bring them on. */
  needsYou: readonly SeatCard[];
  /** Sent, and not seen in a block yet. */
  underWay: readonly SeatCard[];
  /** Something is still to be sent, the nearest deadline first. */
  waiting: readonly SeatCard[];
  /** Committed or later, the newest move first. */
  onChain: readonly OnChainSeat[];
}

export function queueOf(cards: readonly SeatCard[], index: ChainIndex, depth: ChainDepth): Queue {
  const piles = { needsYou: [] as SeatCard[], underWay: [] as SeatCard[], waiting: [] as SeatCard[], onChain: [] as OnChainSeat[] };
  for (const card of cards) {
    const pile = pileOf(card);
    if (pile !== null) piles[pile].push(card);
    const record = index.seats.get(seatIdSchema.parse(card.seat.seatId));
    // A seat that is on its way again (a reveal after the commitment) is on the chain as well.
    if (record?.commitment != null && record.annotator.toLowerCase() === card.seat.annotator) piles.onChain.push({ card, moves: movesOf(record, depth) });
  }
  return { ...piles, waiting: piles.waiting.sort(byDeadline), needsYou: piles.needsYou.sort(byDeadline), onChain: piles.onChain.sort((a, b) => lastBlock(b) - lastBlock(a)) };
}

function pileOf({ outbox, status }: SeatCard): 'needsYou' | 'underWay' | 'waiting' | null {
  if (outbox?.status === 'parked' || status?.reason === 'opening-missing') return 'needsYou';
  if (outbox?.status === 'sending' || outbox?.status === 'sent') return 'underWay';
  const hasStep = (outbox !== null && outbox.step !== null) || status?.step === 'sign' || status?.step === 'commit' || status?.step === 'reveal';
  return hasStep ? 'waiting' : null;
}

const byDeadline = (a: SeatCard, b: SeatCard): number => (a.status?.deadlineSeconds ?? Infinity) - (b.status?.deadlineSeconds ?? Infinity);
const lastBlock = ({ moves }: OnChainSeat): number => moves.at(-1)?.place.blockNumber ?? 0;
