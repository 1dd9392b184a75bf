import { assertNever } from '../../../shared/assert-never.ts';

/** After this long without input a person is taken to have left; what they looked at before it counts. */
export const IDLE_AFTER_MS = 30_000;

/** Time at work on one item: the clock stands while the window is hidden, and `IDLE_AFTER_MS` after the last input. */
export interface ActiveTime {
  /** Counted up to `countedToMs`. */
  readonly activeMs: number;
  readonly countedToMs: number;
  readonly lastInputMs: number;
  readonly isVisible: boolean;
}

export type ActiveTimeEvent =
  | { readonly type: 'input'; readonly atMs: number }
  | { readonly type: 'tick'; readonly atMs: number }
  | { readonly type: 'visibility'; readonly isVisible: boolean; readonly atMs: number };

/** Opening an item is an input. */
export function startActiveTime(activeMs: number, atMs: number, isVisible: boolean): ActiveTime {
  return { activeMs, countedToMs: atMs, lastInputMs: atMs, isVisible };
}

export function stepActiveTime(state: ActiveTime, event: ActiveTimeEvent): ActiveTime {
  const counted = countTo(state, event.atMs);
  switch (event.type) {
    case 'tick':
      return counted;
    case 'input':
      return { ...counted, lastInputMs: counted.countedToMs };
    case 'visibility':
      // Coming back is an input, or the first look at the item would not count.
      return { ...counted, isVisible: event.isVisible, lastInputMs: event.isVisible ? counted.countedToMs : counted.lastInputMs };
    default:
      return assertNever(event);
  }
}

/** A clock that was set back adds nothing. */
function countTo(state: ActiveTime, atMs: number): ActiveTime {
  const toMs = Math.max(state.countedToMs, atMs);
  const untilMs = Math.min(toMs, state.lastInputMs + IDLE_AFTER_MS);
  const addedMs = state.isVisible ? Math.max(0, untilMs - state.countedToMs) : 0;
  return { ...state, activeMs: state.activeMs + addedMs, countedToMs: toMs };
}
