import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { currentFees, highestPriceWei, withHeadroom } from './fees.ts';
import type { CallToSend, TransactionSigner } from './port.ts';
import { garbage } from './rpc-errors.ts';
import type { Rpc } from './rpc.ts';

/** A node that is asked again at once may not count our last transaction yet; one that dropped it is believed after this. */
const TRUST_OWN_NONCE_MS = 30_000;

interface Used {
  readonly nextNonce: number;
  readonly atMs: number;
}

/** Sends transactions, one after the other, so that no two calls of a sender ever share a nonce. */
export class Broadcaster {
  readonly #used = new Map<string, Used>();
  readonly #nowMs: () => number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  send(rpc: Rpc, chainId: number, call: CallToSend, sign: TransactionSigner): Promise<Result<{ transactionHash: string }>> {
    const mine = this.#turn.then(() => this.#sendNow(rpc, chainId, call, sign));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #sendNow(rpc: Rpc, chainId: number, call: CallToSend, sign: TransactionSigner): Promise<Result<{ transactionHash: string }>> {
    const gas = await rpc.estimateGas(call);
    if (!gas.ok) return gas;
    const [fees, balance] = await Promise.all([currentFees(rpc), rpc.balanceWei(call.from)]);
    if (!fees.ok) return fees;
    if (!balance.ok) return balance;
    const gasLimit = withHeadroom(gas.value);
    const neededWei = gasLimit * highestPriceWei(fees.value) + call.valueWei;
    if (balance.value < neededWei) {
      return fail('INSUFFICIENT_FUNDS', `The account holds ${balance.value} wei and may need ${neededWei} for this call.`, { fix: 'Send it some of the network\'s currency; on the local chain, use the faucet.' });
    }
    for (let attempt = 0; ; attempt += 1) {
      const nonce = await this.#nonce(rpc, call.from);
      if (!nonce.ok) return nonce;
      const signed = await sign({ ...call, chainId, nonce: nonce.value, gasLimit, fees: fees.value });
      if (!signed.ok) return signed;
      const sent = await deliver(rpc, signed.value);
      if (sent.ok) this.#used.set(call.from.toLowerCase(), { nextNonce: nonce.value + 1, atMs: this.#nowMs() });
      if (sent.ok || sent.error.code !== 'NONCE_USED' || attempt > 0) return sent;
      // Our own memory was ahead of the chain, or another program sends from this account: ask the node alone.
      this.#used.delete(call.from.toLowerCase());
    }
  }

  async #nonce(rpc: Rpc, from: string): Promise<Result<number>> {
    const counted = await rpc.nonce(from);
    if (!counted.ok) return counted;
    const used = this.#used.get(from.toLowerCase());
    const isFresh = used !== undefined && this.#nowMs() - used.atMs < TRUST_OWN_NONCE_MS;
    return { ok: true, value: isFresh ? Math.max(counted.value, used.nextNonce) : counted.value };
  }

  /** Another network: its nonces are its own. */
  forget(): void {
    this.#used.clear();
  }
}

async function deliver(rpc: Rpc, raw: string): Promise<Result<{ transactionHash: string }>> {
  const transactionHash = keccak256(raw);
  const sent = await rpc.send(raw);
  if (!sent.ok) return sent.error.code === 'ALREADY_KNOWN' ? { ok: true, value: { transactionHash } } : sent;
  if (sent.value !== transactionHash) return { ok: false, error: garbage(rpc.url, `it calls the transaction ${transactionHash} by another hash, ${sent.value}`) };
  return { ok: true, value: { transactionHash } };
}
