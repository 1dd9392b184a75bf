import { parseAddress } from '../../../shared/labels/ids.ts';
import { deadlineOf, leadOf, needsPerson } from '../../../shared/protocol/deadlines.ts';
import type { Deadline, DeadlineKind } from '../../../shared/protocol/deadlines.ts';
import type { SeatCard } from '../model/seats.ts';

/** Seats of one kind of deadline that are told in one sentence. */
export interface Warning {
  kind: DeadlineKind;
  /** The first of them, unix seconds. */
  atSeconds: number;
  seats: number;
  /** Items that are not sealed. */
  openItems: number;
  /** What is lost of the stake, in the token's smallest unit. */
  stake: bigint;
}

export interface WarningSituation {
  /** Later of this machine's clock and the chain's. */
  nowSeconds: number;
  /** Of the newest block that was seen. */
  seenSeconds: number;
  isOnline: boolean;
  /** Unlocked, and nothing pauses what goes out. */
  canSend: boolean;
}

/** What was told already: seat, deadline and how long before. */
export type Told = Set<string>;

/** What runs out next for a seat; null where nothing does, or the chain has not been read yet. */
export function cardDeadline({ seat, project, sealed }: SeatCard, nowSeconds: number, seenSeconds: number): Deadline | null {
  if (seat.chain === null) return null;
  const isWhole = seat.isSentAsIs || seat.signed !== null;
  const facts = { annotator: parseAddress(seat.annotator), touchedItems: sealed, sealedItems: isWhole ? seat.itemCount : sealed, isSigned: seat.signed !== null, hasOpening: seat.signed !== null };
  const view = { batch: seat.chain.batch, seat: seat.chain.seat, quorum: project.params.quorum };
  return deadlineOf(view, facts, project.params.revealSeconds, nowSeconds, seenSeconds);
}

/** What has to be told now and was not yet. Notes in `told` what it returns. */
export function dueWarnings(cards: readonly SeatCard[], situation: WarningSituation, told: Told): Warning[] {
  const warnings = new Map<DeadlineKind, Warning>();
  for (const card of cards) {
    const { seat, project, sealed } = card;
    const deadline = cardDeadline(card, situation.nowSeconds, situation.seenSeconds);
    if (deadline === null) continue;
    const areFree = situation.canSend && card.outbox?.status !== 'parked';
    const lead = needsPerson(deadline.kind, { isOnline: situation.isOnline, areFree }) ? leadOf(deadline, situation.nowSeconds, Math.floor(seat.addedAtMs / 1000)) : null;
    const name = `${seat.key} ${deadline.kind} ${lead ?? 0}`;
    if (lead === null || told.has(name)) continue;
    told.add(name);
    const isStakeLost = deadline.kind === 'reveal' || deadline.kind === 'may-reveal';
    const so = warnings.get(deadline.kind) ?? { kind: deadline.kind, atSeconds: deadline.atSeconds, seats: 0, openItems: 0, stake: 0n };
    warnings.set(deadline.kind, {
      ...so,
      atSeconds: Math.min(so.atSeconds, deadline.atSeconds),
      seats: so.seats + 1,
      openItems: so.openItems + seat.itemCount - sealed,
      stake: so.stake + (isStakeLost ? project.params.stakePerSeat : 0n),
    });
  }
  return [...warnings.values()];
}
