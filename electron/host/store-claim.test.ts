import { expect, it } from 'vitest';
import { must } from '../../shared/result.ts';
import { createStoreClaim } from './store-claim.ts';

it('gives one store the right to write until it is silent or another takes over', async () => {
  let now = 0;
  const told: string[] = [];
  const claim = createStoreClaim(() => now, (storeId) => told.push(storeId));
  const ask = async (storeId: string, isTaking = false) => must(await claim({ storeId, isTaking })).isYours;
  expect(await ask('first')).toBe(true);
  expect(await ask('second')).toBe(false);
  // The same browser after a crash: no wait.
  expect(await ask('first')).toBe(true);
  now += 15_000;
  expect(await ask('first')).toBe(true);
  now += 15_000;
  expect(await ask('second')).toBe(false);
  expect(told).toEqual([]);
  expect(await ask('second', true)).toBe(true);
  expect(told).toEqual(['second']);
  expect(await ask('first')).toBe(false);
  now += 20_001;
  expect(await ask('first')).toBe(true);
});
