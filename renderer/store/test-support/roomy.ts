import type { DeskStoreParts } from '../desk-store.ts';

/** Room that never ends. */
export const roomy: DeskStoreParts['space'] = {
  get: () => ({ level: 'enough', diskBytes: null, quotaBytes: null, usedBytes: null, isRefused: false }),
  subscribe: () => () => undefined,
  noteFailure: () => undefined,
};
