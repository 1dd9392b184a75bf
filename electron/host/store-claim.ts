import type { HostHandlers } from '../../shared/host-api.ts';

/** So long a store that says nothing keeps its claim: its browser may only be busy. */
const LASTS_MS = 20_000;

/**
 * One store writes beside one journal. Windows of one browser settle that among themselves by a lock; a second browser
 * on the same host has a store of its own, and is told of the first here.
 * @param tell another store has taken over
 */
export function createStoreClaim(nowMs: () => number, tell: (storeId: string) => void): HostHandlers['app.claim'] {
  let holder: { storeId: string; atMs: number } | null = null;
  return async ({ storeId, isTaking }) => {
    const isOther = holder !== null && holder.storeId !== storeId;
    const isHeld = holder !== null && nowMs() - holder.atMs <= LASTS_MS;
    if (isOther && isHeld && !isTaking) return { ok: true, value: { isYours: false } };
    holder = { storeId, atMs: nowMs() };
    if (isOther) tell(storeId);
    return { ok: true, value: { isYours: true } };
  };
}
