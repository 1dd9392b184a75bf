import { PRIOR_BPS } from '../../../shared/consensus/reputation.ts';
import { batchIdFrom } from '../../../shared/labels/ids.ts';
import type { ChainIndex, ProjectRecord, SeatRecord } from '../../../shared/protocol/chain-records.ts';
import { seatsInBatch } from '../../../shared/protocol/reduce-seat.ts';
import { leadRecord } from '../../../shared/protocol/lead-record.ts';
import type { LeadRecord } from '../../../shared/protocol/lead-record.ts';
import type { ProjectRow } from '../../store/schema/rows.ts';

export type Obstacle = 'closed' | 'own-project' | 'no-wallet' | 'score' | 'priority' | 'no-seats' | 'pack';

export interface ProjectCard {
  row: ProjectRow;
  record: ProjectRecord;
  /** Seats that this account could still be given: at most one a batch. */
  freeSeats: number;
  lead: LeadRecord;
  /** Of this account in the project's scope. */
  scoreBps: number;
  /** Unix seconds until which only tier 1 and better take seats; 0 where that is over. */
  priorityEndsSeconds: number;
  /** Why this account cannot take a seat now; null where it can. */
  obstacle: Obstacle | null;
}

export interface Beholder {
  /** In lower case; null where there is no wallet. */
  account: string | null;
  nowSeconds: number;
  /** When a block was made, unix seconds; null where that is not known. */
  timeOf: (blockNumber: number) => number | null;
}

/** A project as an annotator chooses by. */
export function projectCard(index: ChainIndex, record: ProjectRecord, row: ProjectRow, { account, nowSeconds, timeOf }: Beholder): ProjectCard {
  const freeSeats = record.isClosed ? 0 : countFree(index, record, account, nowSeconds);
  const reputation = [...index.reputations.values()].find((each) => each.scope === record.scope && each.account.toLowerCase() === account);
  const scoreBps = reputation?.scoreBps ?? PRIOR_BPS;
  const priorityEnd = row.openedAtSeconds + record.params.prioritySeconds;
  const priorityEndsSeconds = nowSeconds < priorityEnd ? priorityEnd : 0;
  const card = { row, record, freeSeats, lead: leadRecord(index, { lead: record.lead, token: record.token, nowSeconds, timeOf }), scoreBps, priorityEndsSeconds };
  return { ...card, obstacle: obstacleOf(card, account, reputation?.items ?? 0) };
}

function obstacleOf(card: Omit<ProjectCard, 'obstacle'>, account: string | null, items: number): Obstacle | null {
  const { record, row } = card;
  if (record.isClosed) return 'closed';
  if (account === null) return 'no-wallet';
  if (record.lead.toLowerCase() === account) return 'own-project';
  if (row.pack !== 'ready') return 'pack';
  if (card.scoreBps < record.params.minScoreBps) return 'score';
  const [first] = record.params.tiers;
  const isTiered = card.scoreBps >= first.minScoreBps && items >= first.minItems;
  if (card.priorityEndsSeconds > 0 && !isTiered) return 'priority';
  return card.freeSeats === 0 ? 'no-seats' : null;
}

function countFree(index: ChainIndex, record: ProjectRecord, account: string | null, nowSeconds: number): number {
  let free = 0;
  for (let place = 0; place < record.batchCount; place++) {
    const id = batchIdFrom(record.id, place);
    const batch = index.batches.get(id);
    const held = seatsInBatch(index.seats, id).filter((seat) => isHeld(seat, nowSeconds));
    const isTaking = batch === undefined || (batch.phase === 'open' && (batch.revealStartSeconds === 0 || nowSeconds < batch.revealStartSeconds));
    if (isTaking && held.length < record.params.seats && !held.some((seat) => seat.annotator.toLowerCase() === account)) free++;
  }
  return free;
}

/** A lease that ran out can be taken by the next. */
function isHeld(seat: SeatRecord, nowSeconds: number): boolean {
  return seat.state !== 'freed' && !(seat.state === 'leased' && nowSeconds > seat.leaseEndSeconds);
}
