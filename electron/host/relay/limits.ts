import type { Address } from '../../../shared/labels/ids.ts';
import { DAY_MS } from './queue.ts';
import type { Queue } from './queue.ts';

/** What an account, and all of them, may have sent within 24 hours. */
export interface Quota {
  readonly operationsPerAccount: number;
  readonly gasPerAccount: bigint;
  readonly gasPerDay: bigint;
}

export type QuotaVerdict = { readonly isWithin: true } | { readonly isWithin: false; readonly why: 'account' | 'day'; readonly message: string; readonly retryAfterSeconds: number };

/** Whether one more operation of so much gas is within the quota. Refused operations count: they cost a look, and some gas. */
export function withinQuota(queue: Queue, quota: Quota, signer: Address, gas: bigint, nowMs: number): QuotaVerdict {
  let [own, ownGas, allGas] = [0, 0n, 0n];
  let oldestOwnMs = nowMs;
  let oldestMs = nowMs;
  for (const { call, atMs, gas: used } of queue.all()) {
    if (atMs <= nowMs - DAY_MS) continue;
    allGas += used;
    oldestMs = Math.min(oldestMs, atMs);
    if (call.signer !== signer) continue;
    own += 1;
    ownGas += used;
    oldestOwnMs = Math.min(oldestOwnMs, atMs);
  }
  const secondsUntilFree = (fromMs: number): number => Math.max(1, Math.ceil((fromMs + DAY_MS - nowMs) / 1000));
  if (own >= quota.operationsPerAccount) {
    return { isWithin: false, why: 'account', message: `This account has had its ${quota.operationsPerAccount} operations of 24 hours.`, retryAfterSeconds: secondsUntilFree(oldestOwnMs) };
  }
  if (ownGas + gas > quota.gasPerAccount) {
    return { isWithin: false, why: 'account', message: `This account has had ${ownGas} of its ${quota.gasPerAccount} gas of 24 hours, and this takes ${gas}.`, retryAfterSeconds: secondsUntilFree(oldestOwnMs) };
  }
  if (allGas + gas > quota.gasPerDay) {
    return { isWithin: false, why: 'day', message: 'The relay has given what it gives within 24 hours.', retryAfterSeconds: secondsUntilFree(oldestMs) };
  }
  return { isWithin: true };
}

const MAX_NAMES = 10_000;

/** Token buckets by name (an address on the net): `perMinute` requests, at most as many at once. */
export class RateLimit {
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(
    private readonly perMinute: number,
    private readonly nowMs: () => number,
  ) {}

  /** Null where the request may pass; else seconds until one may. */
  take(name: string): number | null {
    const now = this.nowMs();
    const known = this.#buckets.get(name) ?? { tokens: this.perMinute, atMs: now };
    const tokens = Math.min(this.perMinute, known.tokens + ((now - known.atMs) / 60_000) * this.perMinute);
    this.#buckets.delete(name);
    this.#buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: now });
    const oldest = this.#buckets.keys().next();
    if (this.#buckets.size > MAX_NAMES && oldest.done !== true) this.#buckets.delete(oldest.value);
    return tokens >= 1 ? null : Math.max(1, Math.ceil(((1 - tokens) / this.perMinute) * 60));
  }
}
