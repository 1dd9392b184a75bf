import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../../shared/host-api.ts';
import { currentFees } from '../fees.ts';
import type { TransactionSigner } from '../port.ts';
import type { Rpc } from '../rpc.ts';
import { bumpedFees } from './bump.ts';
import type { UnderWayLog } from './log.ts';
import { feesOf, newestOf, storedFees } from './record.ts';
import type { UnderWay } from './record.ts';

/** A nonce that is used up, with no receipt of ours: so long the node may only be slow to show it. */
const TAKEN_AFTER_MS = 10_000;
/** After so many raises the price is not what it waits for. */
const MOST_ATTEMPTS = 12;

export interface FollowParts {
  readonly log: UnderWayLog;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
  /** Waiting so long for a block makes a transaction stuck. */
  readonly stuckAfterMs: number;
  /** Who may sign this again at another fee; null: nobody may now. */
  readonly signerOf: (record: UnderWay) => TransactionSigner | null;
}

/** Looks after what is open: learns what became of it, gives the node again what it has forgotten, raises what is stuck. */
export class Follower {
  /** When a used nonce was first seen without a receipt of ours, by the first attempt's hash. */
  readonly #missingSince = new Map<string, number>();

  constructor(private readonly parts: FollowParts) {}

  /** Everything open of one account. An error is the network's: nothing is concluded from it. */
  async follow(rpc: Rpc, chainId: number, from: string): Promise<Result<null>> {
    const open = this.parts.log.open(chainId, from);
    if (open.length === 0) return { ok: true, value: null };
    const mined = await rpc.nonce(from, 'latest');
    if (!mined.ok) return mined;
    for (const record of open) {
      const done = record.nonce < mined.value ? await this.#learn(rpc, record) : await this.#keepThere(rpc, record);
      if (!done.ok) return done;
    }
    const [first] = this.parts.log.open(chainId, from);
    return first?.nonce === mined.value ? this.#raise(rpc, first) : { ok: true, value: null };
  }

  /** The nonce is used: by one of our attempts, or by another's transaction. */
  async #learn(rpc: Rpc, record: UnderWay): Promise<Result<null>> {
    const key = record.attempts[0]?.hash ?? '';
    for (const { hash } of [...record.attempts].reverse()) {
      const receipt = await rpc.receipt(hash);
      if (!receipt.ok) return receipt;
      if (receipt.value === null) continue;
      this.#missingSince.delete(key);
      this.parts.log.settle(record, 'mined');
      return { ok: true, value: null };
    }
    const sinceMs = this.#missingSince.get(key) ?? this.parts.nowMs();
    this.#missingSince.set(key, sinceMs);
    if (this.parts.nowMs() - sinceMs < TAKEN_AFTER_MS) return { ok: true, value: null };
    this.#missingSince.delete(key);
    this.parts.say(`Another transaction of ${record.from} has taken nonce ${record.nonce}: ${newestOf(record).hash} will never be mined.`);
    this.parts.log.settle(record, 'taken');
    return { ok: true, value: null };
  }

  /** A node forgets what waits for long, or never got it: the same bytes again change nothing where it has them. */
  async #keepThere(rpc: Rpc, record: UnderWay): Promise<Result<null>> {
    const { hash, raw } = newestOf(record);
    const known = await rpc.transaction(hash);
    if (!known.ok) return known;
    if (known.value !== null) return { ok: true, value: null };
    const sent = await rpc.send(raw);
    if (sent.ok || sent.error.code === 'ALREADY_KNOWN' || sent.error.code === 'NONCE_USED') return { ok: true, value: null };
    if (isOfTheNetwork(sent.error.code)) return sent;
    this.parts.say(`The network does not take ${hash} any more (${sent.error.message}); its work is begun again.`);
    this.parts.log.drop(record);
    return { ok: true, value: null };
  }

  async #raise(rpc: Rpc, record: UnderWay): Promise<Result<null>> {
    const { parts } = this;
    const before = newestOf(record);
    const sign = parts.signerOf(record);
    if (parts.nowMs() - before.atMs < parts.stuckAfterMs || record.attempts.length >= MOST_ATTEMPTS || sign === null) return { ok: true, value: null };
    const market = await currentFees(rpc);
    if (!market.ok) return market;
    const fees = bumpedFees(feesOf(before.fees), market.value);
    const { chainId, from, nonce, to, data } = record;
    const signed = await sign({ chainId, from, nonce, to, data, valueWei: BigInt(record.valueWei), gasLimit: BigInt(record.gasLimit), fees });
    // A locked wallet, or a fee beyond what is ever signed: it goes on waiting at the old price.
    if (!signed.ok) return { ok: true, value: null };
    const attempt = { hash: keccak256(signed.value), raw: signed.value, fees: storedFees(fees), atMs: parts.nowMs() };
    parts.log.put({ ...record, attempts: [...record.attempts, attempt] });
    parts.say(`${before.hash} is stuck: sent again under nonce ${nonce} at a higher fee as ${attempt.hash}.`);
    const sent = await rpc.send(signed.value);
    return sent.ok || !isOfTheNetwork(sent.error.code) ? { ok: true, value: null } : sent;
  }
}

/** It may have arrived all the same. */
export function isOfTheNetwork(code: string): boolean {
  return code === 'CHAIN_OFFLINE' || code === 'RPC_GARBAGE' || code === 'RPC_BUSY';
}
