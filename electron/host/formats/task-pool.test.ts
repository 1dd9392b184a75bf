import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TaskPool } from './task-pool.ts';

describe('a pool of tasks', () => {
  it('has no more under way than it may, and is idle when all are done', async () => {
    const pool = new TaskPool(3);
    let [running, most, done] = [0, 0, 0];
    for (let task = 0; task < 20; task++) {
      await pool.start(async () => {
        most = Math.max(most, ++running);
        for (let turn = 0; turn <= task % 4; turn++) await setImmediate();
        running--;
        done++;
      });
    }
    await pool.idle();
    expect({ running, most, done }).toEqual({ running: 0, most: 3, done: 20 });
  });

  it('throws what one has failed with when no other is under way, and begins none after it', async () => {
    const pool = new TaskPool(2);
    let isSlowOneDone = false;
    await pool.start(async () => {
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      isSlowOneDone = true;
    });
    await pool.start(() => Promise.reject(new Error('the disk is full')));
    let hasBegun = false;
    const next = pool.start(async () => void (hasBegun = true));
    await expect(next).rejects.toThrow('the disk is full');
    expect({ hasBegun, isSlowOneDone }).toEqual({ hasBegun: false, isSlowOneDone: true });
    await expect(pool.idle()).rejects.toThrow('the disk is full');
  });
});
