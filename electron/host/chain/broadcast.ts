import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { currentFees, highestPriceWei, withHeadroom } from './fees.ts';
import type { Fees } from './fees.ts';
import type { BroadcastOptions, CallToSend, SentCall, TransactionSigner } from './port.ts';
import { garbage } from './rpc-errors.ts';
import type { Rpc } from './rpc.ts';
import { Follower, isOfTheNetwork } from './under-way/follow.ts';
import type { UnderWayLog } from './under-way/log.ts';
import { newestOf, storedFees } from './under-way/record.ts';
import type { UnderWay } from './under-way/record.ts';

/** So long without a block, and a transaction is sent again at a higher fee. */
const STUCK_AFTER_MS = 60_000;

export interface BroadcasterParts {
  readonly log: UnderWayLog;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
  readonly stuckAfterMs?: number;
}

/** Sends transactions, one after the other, so that no two calls of a sender ever share a nonce, and sees them through. */
export class Broadcaster {
  readonly #log: UnderWayLog;
  readonly #nowMs: () => number;
  readonly #follower: Follower;
  /** Who signed what is open, by its first hash: an approval given stays given while it waits. */
  readonly #signers = new Map<string, TransactionSigner>();
  #signAgain: (call: CallToSend, chainId: number) => TransactionSigner | null = () => null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: BroadcasterParts) {
    this.#log = parts.log;
    this.#nowMs = parts.nowMs;
    this.#follower = new Follower({ log: parts.log, nowMs: parts.nowMs, say: parts.say, stuckAfterMs: parts.stuckAfterMs ?? STUCK_AFTER_MS, signerOf: (record) => this.#signerOf(record) });
  }

  /** Whom to ask for a signature on what was sent before a restart. */
  signAgainWith(signerOf: (call: CallToSend, chainId: number) => TransactionSigner | null): void {
    this.#signAgain = signerOf;
  }

  send(rpc: Rpc, chainId: number, call: CallToSend, sign: TransactionSigner, options: BroadcastOptions = {}): Promise<Result<SentCall>> {
    return this.#next(() => this.#sendNow(rpc, chainId, call, sign, options));
  }

  /** Sees to what is open of every account. */
  async follow(rpc: Rpc, chainId: number): Promise<void> {
    const accounts = new Set(this.#log.open(chainId).map(({ from }) => from));
    for (const from of accounts) await this.#next(() => this.#follower.follow(rpc, chainId, from));
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #sendNow(rpc: Rpc, chainId: number, call: CallToSend, sign: TransactionSigner, options: BroadcastOptions): Promise<Result<SentCall>> {
    const followed = await this.#follower.follow(rpc, chainId, call.from);
    if (!followed.ok) return followed;
    const underWay = options.isOnce === true ? this.#log.equal(chainId, call) : null;
    if (underWay !== null) return { ok: true, value: { transactionHash: newestOf(underWay).hash, gas: BigInt(underWay.gasLimit) } };
    const gas = await rpc.estimateGas(call);
    if (!gas.ok) return gas;
    if (options.mostGas !== undefined && gas.value > options.mostGas) return fail('TOO_MUCH_GAS', `The call takes ${gas.value} gas, and ${options.mostGas} is the most that was wanted.`, { fix: 'Do less in one transaction.' });
    const [fees, balance] = await Promise.all([currentFees(rpc), rpc.balanceWei(call.from)]);
    if (!fees.ok) return fees;
    if (!balance.ok) return balance;
    const gasLimit = withHeadroom(gas.value, options.isUncertain);
    const neededWei = gasLimit * highestPriceWei(fees.value) + call.valueWei;
    if (balance.value < neededWei) {
      return fail('INSUFFICIENT_FUNDS', `The account holds ${balance.value} wei and may need ${neededWei} for this call.`, { fix: 'Send it some of the network\'s currency; on the local chain, use the faucet.' });
    }
    for (let attempt = 0; ; attempt += 1) {
      const nonce = await this.#nonce(rpc, chainId, call.from);
      if (!nonce.ok) return nonce;
      const signed = await sign({ ...call, chainId, nonce: nonce.value, gasLimit, fees: fees.value });
      if (!signed.ok) return signed;
      const record = this.#begin({ chainId, call, nonce: nonce.value, gasLimit, fees: fees.value, raw: signed.value }, sign);
      if (!record.ok) return record;
      const sent = await deliver(rpc, signed.value);
      if (sent.ok) {
        // Where blocks come at once it is settled now, and nothing of it lies about.
        await this.#follower.follow(rpc, chainId, call.from);
        return { ok: true, value: { transactionHash: sent.value, gas: gas.value } };
      }
      // It may have arrived: it stays under way, and the same call asked for again is the same transaction.
      if (isOfTheNetwork(sent.error.code)) return sent;
      this.#log.drop(record.value);
      // Another program sends from this account: the node is asked once more.
      if (sent.error.code !== 'NONCE_USED' || attempt > 0) return sent;
    }
  }

  #begin(sent: { chainId: number; call: CallToSend; nonce: number; gasLimit: bigint; fees: Fees; raw: string }, sign: TransactionSigner): Result<UnderWay> {
    const { chainId, call, nonce, gasLimit, fees, raw } = sent;
    const hash = keccak256(raw);
    const attempt = { hash, raw, fees: storedFees(fees), atMs: this.#nowMs() };
    const record: UnderWay = { chainId, from: call.from, nonce, to: call.to, data: call.data, valueWei: call.valueWei.toString(), gasLimit: gasLimit.toString(), attempts: [attempt], outcome: 'open', settledAtMs: 0 };
    try {
      this.#log.put(record);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return fail('DISK_FULL', `The transaction could not be noted on this disk before it goes out: ${reason}`, { fix: 'Free some space, then go on: nothing was sent.' });
    }
    this.#signers.set(hash, sign);
    return { ok: true, value: record };
  }

  /** After the last that is open: a node that was only just asked, or one of several behind an address, may not count it. */
  async #nonce(rpc: Rpc, chainId: number, from: string): Promise<Result<number>> {
    const counted = await rpc.nonce(from, 'pending');
    if (!counted.ok) return counted;
    const last = this.#log.open(chainId, from).at(-1);
    return { ok: true, value: Math.max(counted.value, last === undefined ? 0 : last.nonce + 1) };
  }

  #signerOf(record: UnderWay): TransactionSigner | null {
    const { from, to, data, valueWei, chainId, attempts } = record;
    return this.#signers.get(attempts[0]?.hash ?? '') ?? this.#signAgain({ from, to, data, valueWei: BigInt(valueWei) }, chainId);
  }
}

async function deliver(rpc: Rpc, raw: string): Promise<Result<string>> {
  const transactionHash = keccak256(raw);
  const sent = await rpc.send(raw);
  if (!sent.ok) return sent.error.code === 'ALREADY_KNOWN' ? { ok: true, value: transactionHash } : sent;
  if (sent.value !== transactionHash) return { ok: false, error: garbage(rpc.url, `it calls the transaction ${transactionHash} by another hash, ${sent.value}`) };
  return { ok: true, value: transactionHash };
}
