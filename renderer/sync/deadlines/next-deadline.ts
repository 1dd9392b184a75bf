import type { SeatCard } from '../model/seats.ts';
import { cardDeadline } from './warnings.ts';

/**
 * Milliseconds until the first moment at which a seat loses work or stake if the app does not run; null where none does.
 * Items that are still to be labelled are the person's to hurry with.
 * @param seenSeconds the newest block's time; the later of it and the clock counts
 */
export function nextDeadlineMs(cards: readonly SeatCard[], clockSeconds: number, seenSeconds: number): number | null {
  const nowSeconds = Math.max(clockSeconds, seenSeconds);
  const times = cards.flatMap((card) => {
    const deadline = cardDeadline(card, nowSeconds, seenSeconds);
    return deadline === null || deadline.kind === 'label' || deadline.atSeconds <= nowSeconds ? [] : [deadline.atSeconds];
  });
  return times.length === 0 ? null : (Math.min(...times) - nowSeconds) * 1000;
}
