import { seatStatus } from './seat-state.ts';
import type { SeatChainView, SeatLocalFacts } from './seat-state.ts';

/**
 * What runs out for a seat. `label`: items are still open when the lease ends. `commit`: all is sealed and not on the
 * chain yet. `reveal`: the stake is lost after it. `may-reveal`: the chain has not been seen since, and had the others
 * committed at once, the window to reveal would end then.
 */
export type DeadlineKind = 'label' | 'commit' | 'reveal' | 'may-reveal';

export interface Deadline {
  readonly kind: DeadlineKind;
  /** Unix seconds. */
  readonly atSeconds: number;
}

/**
 * The next moment at which a seat loses something if nothing is done.
 * @param nowSeconds of this machine or of the chain, whichever is later: a warning too early does no harm
 * @param seenSeconds the chain's time when the view was read
 */
export function deadlineOf(view: SeatChainView, facts: SeatLocalFacts, revealSeconds: number, nowSeconds: number, seenSeconds: number): Deadline | null {
  const { step, reason, deadlineSeconds } = seatStatus(view, facts, nowSeconds);
  if (reason === 'waiting-for-seats') return { kind: 'may-reveal', atSeconds: seenSeconds + revealSeconds };
  if (reason === 'waiting-for-commit-window' || reason === 'opening-missing' || step === 'reveal') return { kind: 'reveal', atSeconds: Number(view.batch.revealEnd) };
  if (deadlineSeconds === null) return null;
  if (step === 'label') return { kind: 'label', atSeconds: deadlineSeconds };
  return step === 'sign' || step === 'commit' ? { kind: 'commit', atSeconds: deadlineSeconds } : null;
}

/** So long before a deadline it is told, each time once. */
const LEADS_SECONDS = [6 * 3600, 3600, 600] as const;

/**
 * The call that is due now: the smallest lead that has begun; null where it is too early, or too late. Of a short time
 * the first half passes in peace: who has just taken a seat for an hour knows it.
 * @param sinceSeconds when the seat was taken
 */
export function leadOf(deadline: Deadline, nowSeconds: number, sinceSeconds: number): number | null {
  const leftSeconds = deadline.atSeconds - nowSeconds;
  if (leftSeconds <= 0 || leftSeconds * 2 > deadline.atSeconds - sinceSeconds) return null;
  return LEADS_SECONDS.filter((lead) => leftSeconds <= lead).at(-1) ?? null;
}

/** What stands in the way of the app doing it by itself. */
export interface Hands {
  readonly isOnline: boolean;
  /** It could sign and send: unlocked, nothing paused, the seat not parked. */
  readonly areFree: boolean;
}

/** Whether a person has to hear of it: what the app will do by itself in time is no news. */
export function needsPerson(kind: DeadlineKind, { isOnline, areFree }: Hands): boolean {
  switch (kind) {
    case 'label':
      return true;
    case 'commit':
    case 'reveal':
      return !isOnline || !areFree;
    case 'may-reveal':
      return !isOnline;
  }
}
