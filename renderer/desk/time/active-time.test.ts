import { describe, expect, it } from 'vitest';
import { IDLE_AFTER_MS, startActiveTime, stepActiveTime } from './active-time.ts';
import type { ActiveTimeEvent } from './active-time.ts';

function activeAfter(events: readonly ActiveTimeEvent[]): number {
  return events.reduce(stepActiveTime, startActiveTime(500, 0, true)).activeMs;
}

describe('active time', () => {
  it('counts the time between inputs on top of what was there', () => {
    expect(activeAfter([{ type: 'input', atMs: 4000 }, { type: 'tick', atMs: 9000 }])).toBe(9500);
  });

  it('stands still 30 s after the last input, and goes on with the next', () => {
    const hour = 3_600_000;
    expect(activeAfter([{ type: 'tick', atMs: hour }])).toBe(500 + IDLE_AFTER_MS);
    expect(activeAfter([{ type: 'input', atMs: hour }, { type: 'tick', atMs: hour + 2000 }])).toBe(500 + IDLE_AFTER_MS + 2000);
  });

  it('does not depend on how often it is asked', () => {
    const ticks = Array.from({ length: 100 }, (_, second): ActiveTimeEvent => ({ type: 'tick', atMs: second * 1000 }));
    expect(activeAfter(ticks)).toBe(activeAfter(ticks.slice(-1)));
  });

  it('leaves out a hidden window', () => {
    expect(
      activeAfter([
        { type: 'visibility', isVisible: false, atMs: 1000 },
        { type: 'input', atMs: 5000 },
        { type: 'visibility', isVisible: true, atMs: 60_000 },
        { type: 'tick', atMs: 61_000 },
      ]),
    ).toBe(2500);
  });

  it('adds nothing when the clock is set back', () => {
    expect(activeAfter([{ type: 'tick', atMs: 2000 }, { type: 'input', atMs: -50_000 }, { type: 'tick', atMs: 3000 }])).toBe(3500);
  });
});
