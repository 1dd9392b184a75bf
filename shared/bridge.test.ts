import { expect, it } from 'vitest';
import { hostEventNames, hostMethodNames } from './bridge.ts';
import { hostEvents, hostMethods } from './host-api.ts';

it('names every method and every event of the host', () => {
  expect([...hostMethodNames].sort()).toEqual(Object.keys(hostMethods).sort());
  expect([...hostEventNames].sort()).toEqual(Object.keys(hostEvents).sort());
});
