import { startActiveTime, stepActiveTime } from '../time/active-time.ts';

/** Active time of the open item, on a real clock. */
export interface Clock {
  /** Another item, with the time that was spent on it before. */
  readonly start: (activeMs: number) => void;
  readonly input: () => void;
  readonly visibility: (isVisible: boolean) => void;
  readonly activeMs: () => number;
}

export function createClock(nowMs: () => number): Clock {
  let isVisible = true;
  let state = startActiveTime(0, nowMs(), isVisible);
  return {
    start: (activeMs) => {
      state = startActiveTime(activeMs, nowMs(), isVisible);
    },
    input: () => {
      state = stepActiveTime(state, { type: 'input', atMs: nowMs() });
    },
    visibility: (isShown) => {
      isVisible = isShown;
      state = stepActiveTime(state, { type: 'visibility', isVisible, atMs: nowMs() });
    },
    activeMs: () => {
      state = stepActiveTime(state, { type: 'tick', atMs: nowMs() });
      return Math.round(state.activeMs);
    },
  };
}
