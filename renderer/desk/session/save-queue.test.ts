import { describe, expect, it } from 'vitest';
import { parseItemId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import { emptyHistory } from '../history/history.ts';
import type { DeskChange } from '../port.ts';
import { createSaveQueue } from './save-queue.ts';
import type { SaveStatus } from './save-queue.ts';

const change = (activeMs: number): DeskChange => ({
  document: { labels: emptyItemLabels(parseItemId('a')), history: emptyHistory, activeMs, isSealed: false },
  cause: { kind: 'time' },
});

function setUp(failures: number) {
  const saved: number[] = [];
  const statuses: SaveStatus['kind'][] = [];
  const sleeps: number[] = [];
  let left = failures;
  let release: (() => void) | null = null;
  const queue = createSaveQueue({
    save: async (_index, { document }) => {
      await Promise.resolve();
      if (left-- > 0) throw new Error('disk full');
      saved.push(document.activeMs);
    },
    onStatus: (status) => statuses.push(status.kind),
    sleep: (ms, wake) => {
      sleeps.push(ms);
      return new Promise((resolve) => {
        release = resolve;
        wake(resolve);
      });
    },
  });
  return { queue, saved, statuses, sleeps, release: () => release?.() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('save queue', () => {
  it('saves in order and says saved only at the end', async () => {
    const { queue, saved, statuses } = setUp(0);
    queue.push(0, change(1));
    queue.push(0, change(2));
    expect(statuses).toEqual(['saving']);
    expect(queue.pendingFor(0)?.activeMs).toBe(2);
    expect(await queue.flush()).toBe(true);
    expect(saved).toEqual([1, 2]);
    expect(statuses.at(-1)).toBe('saved');
    expect(queue.pendingFor(0)).toBeUndefined();
  });

  it('keeps what failed, says so, waits longer each time, and loses nothing', async () => {
    const { queue, saved, statuses, sleeps, release } = setUp(3);
    queue.push(0, change(1));
    await settled();
    queue.push(1, change(2));
    expect(statuses.at(-1)).toBe('failed');
    expect([queue.pendingFor(0)?.activeMs, queue.pendingFor(1)?.activeMs]).toEqual([1, 2]);
    release();
    await settled();
    queue.retryNow();
    await settled();
    expect(sleeps).toEqual([250, 500, 1000]);
    expect(saved).toEqual([]);
    queue.retryNow();
    await settled();
    expect(saved).toEqual([1, 2]);
    expect(statuses.at(-1)).toBe('saved');
  });

  it('answers a flush with false when the disk refuses, instead of hanging', async () => {
    const { queue } = setUp(1);
    queue.push(0, change(1));
    expect(await queue.flush()).toBe(false);
    expect(await queue.flush()).toBe(true);
  });
});
