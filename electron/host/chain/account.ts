import type { TransactionLike } from 'ethers/transaction';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { currentFees, withHeadroom } from './fees.ts';
import type { TransactionToSign } from './port.ts';
import type { Rpc, RpcReceipt } from './rpc.ts';

/** Often at first, for the local chain; then less and less, for somebody else's node. */
const FIRST_POLL_MS = 40;
const SLOWEST_POLL_MS = 2_000;
const RECEIPT_TIMEOUT_MS = 120_000;

export interface OwnCall {
  /** null: a deployment. */
  readonly to: string | null;
  readonly data: string;
  readonly valueWei?: bigint;
  /** Skips the estimate where the caller knows an upper bound. */
  readonly gasLimit?: bigint;
}

/** The fields of a transaction as ethers signs them. */
export function signingFields(fees: TransactionToSign['fees']): { type: number; gasPrice: bigint } | { type: number; maxFeePerGas: bigint; maxPriorityFeePerGas: bigint } {
  return fees.kind === 'legacy'
    ? { type: 0, gasPrice: fees.gasPriceWei }
    : { type: 2, maxFeePerGas: fees.maxFeePerGasWei, maxPriorityFeePerGas: fees.maxPriorityFeePerGasWei };
}

export async function waitForReceipt(rpc: Rpc, hash: string, timeoutMs = RECEIPT_TIMEOUT_MS): Promise<Result<RpcReceipt>> {
  let pauseMs = FIRST_POLL_MS;
  for (let waitedMs = 0; waitedMs <= timeoutMs; waitedMs += pauseMs) {
    const receipt = await rpc.receipt(hash);
    if (!receipt.ok) return receipt;
    if (receipt.value !== null) return { ok: true, value: receipt.value };
    pauseMs = waitedMs < FIRST_POLL_MS * 10 ? FIRST_POLL_MS : Math.min(SLOWEST_POLL_MS, pauseMs * 1.5);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return fail('NOT_MINED', `The transaction ${hash} was not mined within ${timeoutMs / 1000} s.`, { fix: 'Wait, then look again.' });
}

/** Whoever holds the key. ethers' wallets are such. */
export interface AccountSigner {
  readonly address: string;
  signTransaction(transaction: TransactionLike): Promise<string>;
}

/**
 * An account whose key this process holds: the local chain's deployer, its practice annotators, a key file given
 * to `tessera chain deploy`. The person's own key is never here; it signs in the wallet.
 */
export class ChainAccount {
  readonly address: string;
  readonly rpc: Rpc;
  readonly #wallet: AccountSigner;
  readonly #chainId: number;
  /** One past the last nonce that was mined: a node behind a load balancer may not have heard of it. */
  #nextNonce = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(rpc: Rpc, wallet: AccountSigner, chainId: number) {
    this.rpc = rpc;
    this.#wallet = wallet;
    this.#chainId = chainId;
    this.address = wallet.address;
  }

  /** Sends one call and waits until it is mined. REVERTED with the reason where it would fail or has failed. */
  send(call: OwnCall): Promise<Result<RpcReceipt>> {
    const mine = this.#turn.then(() => this.#sendNow(call));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #sendNow(call: OwnCall): Promise<Result<RpcReceipt>> {
    const target = { from: this.address, data: call.data, ...(call.to === null ? {} : { to: call.to }), ...(call.valueWei === undefined ? {} : { valueWei: call.valueWei }) };
    const gas = call.gasLimit === undefined ? await this.rpc.estimateGas(target) : ({ ok: true, value: call.gasLimit } as const);
    if (!gas.ok) return gas;
    const [fees, nonce] = await Promise.all([currentFees(this.rpc), this.rpc.nonce(this.address)]);
    if (!fees.ok) return fees;
    if (!nonce.ok) return nonce;
    const raw = await this.#wallet.signTransaction({
      ...signingFields(fees.value),
      chainId: this.#chainId,
      nonce: Math.max(nonce.value, this.#nextNonce),
      to: call.to,
      data: call.data,
      value: call.valueWei ?? 0n,
      gasLimit: call.gasLimit ?? withHeadroom(gas.value),
    });
    const sent = await this.rpc.send(raw);
    if (!sent.ok) return sent;
    const receipt = await waitForReceipt(this.rpc, sent.value);
    if (receipt.ok) this.#nextNonce = Math.max(nonce.value, this.#nextNonce) + 1;
    if (!receipt.ok || receipt.value.status === 1) return receipt;
    const replay = await this.rpc.call(target, receipt.value.blockNumber);
    return fail('REVERTED', replay.ok ? `${sent.value} failed when it was mined` : replay.error.message);
  }
}
