import { batchIdOf, projectIdOf, projectOfBatch, projectOfSeat, seatIdOf } from '../labels/ids.ts';
import type { ProjectId } from '../labels/ids.ts';
import { coordinatorInterface } from './abi.ts';
import type { CoordinatorEvent } from './abi.ts';
import type { PlacedEvent } from './chain-index.ts';
import type { ChainIndex } from './chain-records.ts';

/** Why money moved, or was lost, or is owed. */
export const moneyKinds = ['received', 'sent', 'staked', 'unstaked', 'slashed', 'forfeited', 'earned', 'paid', 'fee', 'funded', 'refunded', 'challenge-won'] as const;
export type MoneyKind = (typeof moneyKinds)[number];

export interface MoneyRow {
  readonly kind: MoneyKind;
  /** A token's address in lower case, or `native`. */
  readonly asset: string;
  /** In the smallest unit, never negative. */
  readonly amount: bigint;
  /** What the account's balance did: stake that is lost and pay that is owed leave it as it is. */
  readonly effect: 'in' | 'out' | 'none';
  /** Who sent it or got it. */
  readonly other: string | null;
  readonly projectId: ProjectId | null;
  readonly transactionHash: string | null;
  /** Null where only this machine knows of it. */
  readonly blockNumber: number | null;
  readonly atMs: number;
}

/** A transfer of the token, as the host read it. */
export interface TokenTransfer {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly transactionHash: string;
  readonly blockNumber: number;
  readonly timestampSeconds: number;
}

const EFFECTS: Readonly<Record<MoneyKind, MoneyRow['effect']>> = {
  received: 'in',
  sent: 'out',
  staked: 'out',
  unstaked: 'in',
  slashed: 'none',
  forfeited: 'none',
  earned: 'none',
  paid: 'in',
  fee: 'in',
  funded: 'out',
  refunded: 'in',
  'challenge-won': 'none',
};
export const effectOf = (kind: MoneyKind): MoneyRow['effect'] => EFFECTS[kind];

const CLOSED = coordinatorInterface.getEvent('ProjectClosed')?.topicHash ?? '';

/** Whether a log may be about the account's money: its topics name it, or it closes a project. For reading few of many. */
export function mayBeAbout(topics: readonly string[], account: string): boolean {
  const topic = `0x${account.slice(2).toLowerCase().padStart(64, '0')}`;
  return topics[0] === CLOSED || topics.includes(topic);
}

interface Beholder {
  /** In any case. */
  readonly account: string;
  readonly index: ChainIndex;
  /** Unix seconds of a block. */
  readonly timeOf: (blockNumber: number) => number;
}

/** What the coordinator's events say of an account's money, in the order of the chain. */
export function moneyOfEvents(events: readonly PlacedEvent[], { account, index, timeOf }: Beholder): MoneyRow[] {
  return events.flatMap(({ event, place }): MoneyRow[] =>
    partsOf(event, account.toLowerCase(), index).flatMap(({ kind, asset, amount, projectId }) =>
      asset === null || amount === 0n
        ? []
        : [{ kind, asset: asset.toLowerCase(), amount, effect: effectOf(kind), other: null, projectId, transactionHash: place.transactionHash, blockNumber: place.blockNumber, atMs: timeOf(place.blockNumber) * 1000 }],
    ),
  );
}

interface Part {
  readonly kind: MoneyKind;
  readonly asset: string | null;
  readonly amount: bigint;
  readonly projectId: ProjectId | null;
}

function partsOf({ name, args }: CoordinatorEvent, account: string, index: ChainIndex): Part[] {
  const isMe = (address: string): boolean => address.toLowerCase() === account;
  const inProject = (kind: MoneyKind, projectId: ProjectId, amount: bigint): Part => ({ kind, amount, projectId, asset: index.projects.get(projectId)?.token ?? null });
  switch (name) {
    case 'StakeDeposited':
      return isMe(args.account) ? [{ kind: 'staked', asset: args.token, amount: args.amount, projectId: null }] : [];
    case 'StakeWithdrawn':
      return isMe(args.account) ? [{ kind: 'unstaked', asset: args.token, amount: args.amount, projectId: null }] : [];
    case 'StakeSlashed':
      return isMe(args.account) ? [inProject('slashed', projectOfSeat(seatIdOf(args.seatId)), args.amount)] : [];
    case 'Forfeited':
      return isMe(args.annotator) ? [inProject('forfeited', projectOfSeat(seatIdOf(args.seatId)), args.stake)] : [];
    case 'Claimed':
      return isMe(args.annotator) ? args.batchIds.map((batchId, at) => inProject('paid', projectOfBatch(batchIdOf(batchId)), args.amounts[at] ?? 0n)) : [];
    case 'FeePaid':
      return isMe(args.expert) ? [inProject('fee', projectOfBatch(batchIdOf(args.batchId)), args.amount)] : [];
    case 'AssertionRefuted':
      return isMe(args.challenger) ? [inProject('challenge-won', projectOfBatch(batchIdOf(args.batchId)), args.reward)] : [];
    case 'ProjectOpened':
      return isMe(args.lead) ? [{ kind: 'funded', asset: args.token, amount: args.budget, projectId: projectIdOf(args.projectId) }] : [];
    case 'ProjectClosed': {
      const projectId = projectIdOf(args.projectId);
      return isMe(index.projects.get(projectId)?.lead ?? '') ? [inProject('refunded', projectId, args.refund)] : [];
    }
    default:
      return [];
  }
}

/** Transfers between the account and others. Those with the coordinator are told by its events, and left out. */
export function moneyOfTransfers(transfers: readonly TokenTransfer[], account: string, token: string, coordinator: string): MoneyRow[] {
  const me = account.toLowerCase();
  return transfers.flatMap((transfer): MoneyRow[] => {
    const isOut = transfer.from.toLowerCase() === me;
    const other = isOut ? transfer.to : transfer.from;
    if (other.toLowerCase() === coordinator.toLowerCase() || BigInt(transfer.amount) === 0n) return [];
    const kind = isOut ? 'sent' : 'received';
    // What was newly made comes from nobody.
    const isMinted = BigInt(other) === 0n;
    return [{ kind, asset: token.toLowerCase(), amount: BigInt(transfer.amount), effect: effectOf(kind), other: isMinted ? null : other, projectId: null, transactionHash: transfer.transactionHash, blockNumber: transfer.blockNumber, atMs: transfer.timestampSeconds * 1000 }];
  });
}
