import { keccak256 } from 'ethers/crypto';
import { Transaction } from 'ethers/transaction';
import { signingFields } from '../chain/account.ts';
import { currentFees, highestPriceWei, withHeadroom } from '../chain/fees.ts';
import type { Fees } from '../chain/fees.ts';
import type { RpcReceipt } from '../chain/rpc.ts';
import { batchData, estimateBatch, isNonceUsed, tryBatch } from './items.ts';
import type { Metrics } from './metrics.ts';
import type { RelayOptions } from './options.ts';
import type { Operation, Queue } from './queue.ts';

const POLL_MS = 500;
/** An operation that was mined so often without coming true is given up. */
const MOST_ATTEMPTS = 3;
/** Nodes take a replacement from 10 % more on. */
const BUMP_PERCENT = 125n;

/** Takes what waits, and sends it in one transaction at a time, each as full as its gas allows. */
export class Batcher {
  readonly #options: RelayOptions;
  readonly #queue: Queue;
  readonly #metrics: Metrics;
  #isStopped = false;
  #wake: (() => void) | null = null;
  #loop: Promise<void> = Promise.resolve();
  isOnline = true;

  constructor(options: RelayOptions, queue: Queue, metrics: Metrics) {
    this.#options = options;
    this.#queue = queue;
    this.#metrics = metrics;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Resolves when no transaction is being made any more; one that is on its way stays in the log. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake?.();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        const isIdle = await this.#step();
        await this.#rest(isIdle ? this.#options.batchMs : POLL_MS);
      } catch (error) {
        this.#options.log(`The relay could not go on and tries again: ${error instanceof Error ? error.message : String(error)}`);
        await this.#rest(this.#options.batchMs);
      }
    }
  }

  #rest(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** True where there is nothing to watch. */
  async #step(): Promise<boolean> {
    if (this.#queue.underWay !== null) return this.#watch();
    const waiting = this.#fitting(this.#queue.waiting());
    if (waiting.length === 0) return true;
    const good = await this.#sift(waiting);
    return good.length === 0 || !(await this.#send(good));
  }

  /** As many from the front as a transaction has gas for. */
  #fitting(waiting: readonly Operation[]): Operation[] {
    const taken: Operation[] = [];
    let gas = 0n;
    for (const operation of waiting) {
      gas += operation.gas;
      if (taken.length > 0 && withHeadroom(gas) > this.#options.gasPerTransaction) break;
      taken.push(operation);
    }
    return taken;
  }

  /** Settles what has come true without us or cannot any more; the rest would succeed now, in this order. */
  async #sift(waiting: readonly Operation[]): Promise<Operation[]> {
    const { rpc, coordinator, account } = this.#options;
    let left: Operation[] = [];
    const head = await rpc.block('latest');
    if (!this.#heard(head)) return [];
    for (const operation of waiting) {
      const used = operation.what.as === 'signer' ? await isNonceUsed({ rpc, coordinator }, operation.call) : ({ ok: true, value: false } as const);
      if (!this.#heard(used)) return [];
      if (used.ok && used.value) this.#finish(operation, operation.transactionHash);
      else if (head.ok && Number(operation.call.deadlineSeconds) <= (head.value?.timestamp ?? 0)) this.#refuse(operation, 'DEADLINE_PASSED', 'The deadline passed before it could be sent.');
      else left.push(operation);
    }
    // One that falls out may have been what the next ones stood on: they are tried again without it.
    for (;;) {
      if (left.length === 0) return [];
      const tried = await tryBatch({ rpc, coordinator, from: account.address }, left);
      if (!this.#heard(tried) || !tried.ok) return [];
      const failed = left.filter((_, index) => tried.value[index] !== null);
      if (failed.length === 0) return left;
      for (const [index, operation] of left.entries()) {
        const why = tried.value[index];
        if (why == null) continue;
        // After a transaction, what anybody may do and cannot be done again has been done.
        if (operation.attempts > 0 && operation.what.as === 'anybody') this.#finish(operation, operation.transactionHash);
        else this.#refuse(operation, 'REVERTED', why);
      }
      left = left.filter((operation) => !failed.includes(operation));
    }
  }

  /** False where nothing went out. */
  async #send(operations: readonly Operation[]): Promise<boolean> {
    const { rpc, account, coordinator, gasPerTransaction, highestGasPriceWei, log } = this.#options;
    const gas = await estimateBatch({ rpc, coordinator, from: account.address }, operations);
    if (!this.#heard(gas) || !gas.ok) return false;
    if (withHeadroom(gas.value) > gasPerTransaction && operations.length > 1) return this.#send(operations.slice(0, Math.ceil(operations.length / 2)));
    const fees = await currentFees(rpc);
    const nonce = await rpc.nonce(account.address);
    if (!this.#heard(fees) || !fees.ok || !this.#heard(nonce) || !nonce.ok) return false;
    if (highestPriceWei(fees.value) > highestGasPriceWei) {
      log(`Gas costs ${highestPriceWei(fees.value)} wei, more than the ${highestGasPriceWei} that this relay pays: ${operations.length} operations wait.`);
      return false;
    }
    await this.#submit(operations, nonce.value, withHeadroom(gas.value), fees.value);
    return true;
  }

  async #submit(operations: readonly Operation[], nonce: number, gasLimit: bigint, fees: Fees): Promise<void> {
    const { rpc, account, chainId, coordinator } = this.#options;
    const data = batchData(operations, false);
    const raw = await account.signTransaction({ ...signingFields(fees), chainId, nonce, to: coordinator, data, value: 0n, gasLimit });
    const transactionHash = keccak256(raw);
    // In the log before it is on its way: after a crash the same transaction goes out again, never another beside it.
    this.#queue.sending(transactionHash, raw, nonce, operations.map(({ hash }) => hash));
    this.#sent = { atMs: this.#options.nowMs(), operations, nonce, gasLimit, fees };
    const sent = await rpc.send(raw);
    if (sent.ok || sent.error.code === 'ALREADY_KNOWN') {
      this.#metrics.count('tessera_relay_transactions_total', 'sent');
      return;
    }
    this.#options.log(`The node did not take a transaction: ${sent.error.message}`);
    this.#heard(sent);
  }

  #sent: { atMs: number; operations: readonly Operation[]; nonce: number; gasLimit: bigint; fees: Fees } | null = null;

  /** Looks after the transaction under way. False while it is. */
  async #watch(): Promise<boolean> {
    const { rpc, account } = this.#options;
    const underWay = this.#queue.underWay;
    if (underWay === null) return true;
    for (const { hash } of underWay.transactions) {
      const receipt = await rpc.receipt(hash);
      if (!this.#heard(receipt)) return false;
      if (receipt.ok && receipt.value !== null) {
        await this.#mined(receipt.value, underWay.hashes);
        return true;
      }
    }
    const counted = await rpc.own('eth_getTransactionCount', [account.address, 'latest']);
    if (!this.#heard(counted)) return false;
    if (counted.ok && Number(counted.value) > underWay.nonce) {
      // A node may know the count before the receipt: asked once more, then the nonce is somebody else's.
      if (this.#isNonceGone === underWay.nonce) return this.#lost();
      this.#isNonceGone = underWay.nonce;
      return false;
    }
    await this.#again();
    return false;
  }

  #isNonceGone: number | null = null;

  #lost(): boolean {
    this.#options.log('Another program sends from the relay’s account: its nonce was used. What was in the transaction waits again.');
    this.#metrics.count('tessera_relay_transactions_total', 'lost');
    this.#queue.over(null, 0n);
    this.#sent = null;
    return true;
  }

  /** Sends the newest price again after a restart, a dearer one where it takes too long. */
  async #again(): Promise<void> {
    const { rpc, bumpMs, nowMs, highestGasPriceWei } = this.#options;
    const newest = this.#queue.underWay?.transactions.at(-1);
    if (newest === undefined) return;
    const sent = this.#sent;
    if (sent === null) {
      // After a restart: what was sent is in the log, whole.
      const operations = (this.#queue.underWay?.hashes ?? []).flatMap((hash) => this.#queue.get(hash) ?? []);
      this.#sent = { atMs: nowMs(), operations, ...pricesOf(newest.raw) };
      this.#heard(await rpc.send(newest.raw));
      return;
    }
    if (nowMs() - sent.atMs < bumpMs) return;
    const fees = dearer(sent.fees);
    const isBumpable = sent.operations.length > 0 && highestPriceWei(fees) <= highestGasPriceWei;
    if (isBumpable) {
      this.#metrics.count('tessera_relay_fee_bumps_total');
      return this.#submit(sent.operations, sent.nonce, sent.gasLimit, fees);
    }
    sent.atMs = nowMs();
    this.#heard(await rpc.send(newest.raw));
  }

  async #mined(receipt: RpcReceipt, hashes: readonly string[]): Promise<void> {
    this.#metrics.count('tessera_relay_transactions_total', receipt.status === 1 ? 'mined' : 'reverted');
    this.#metrics.count('tessera_relay_gas_used_total', '', Number(receipt.gasUsed));
    this.#queue.over(receipt.transactionHash, receipt.gasUsed);
    this.#sent = null;
    this.#isNonceGone = null;
    for (const hash of hashes) {
      const operation = this.#queue.get(hash);
      if (operation?.status !== 'queued') continue;
      operation.attempts += 1;
      // What it came to is told by the next sifting, from the chain; who has failed too often is not tried again.
      if (operation.attempts >= MOST_ATTEMPTS) await this.#giveUp(operation);
    }
    await this.#settleMined(hashes);
  }

  /** The chain's word on each, at once, so that nothing that came true is said to wait. */
  async #settleMined(hashes: readonly string[]): Promise<void> {
    const operations = hashes.flatMap((hash) => this.#queue.get(hash) ?? []).filter(({ status }) => status === 'queued');
    if (operations.length > 0) await this.#sift(operations);
  }

  async #giveUp(operation: Operation): Promise<void> {
    const used = operation.what.as === 'signer' ? await isNonceUsed(this.#options, operation.call) : ({ ok: true, value: false } as const);
    if (used.ok && used.value) this.#finish(operation, operation.transactionHash);
    else this.#refuse(operation, 'NOT_EFFECTIVE', `It was in ${operation.attempts} transactions without coming true.`);
  }

  #finish(operation: Operation, transactionHash: string | null): void {
    this.#queue.done(operation.hash, transactionHash);
    this.#metrics.count('tessera_relay_done_total');
  }

  #refuse(operation: Operation, code: string, reason: string): void {
    this.#queue.refuse(operation.hash, reason);
    this.#metrics.count('tessera_relay_refused_total', code);
  }

  /** Notes whether the node answers. True where the answer may be used. */
  #heard(result: { readonly ok: boolean }): boolean {
    this.isOnline = result.ok;
    return result.ok;
  }
}

function pricesOf(raw: string): { nonce: number; gasLimit: bigint; fees: Fees } {
  const { nonce, gasLimit, gasPrice, maxFeePerGas, maxPriorityFeePerGas } = Transaction.from(raw);
  const fees: Fees =
    maxFeePerGas === null || maxPriorityFeePerGas === null
      ? { kind: 'legacy', gasPriceWei: gasPrice ?? 0n }
      : { kind: 'eip1559', maxFeePerGasWei: maxFeePerGas, maxPriorityFeePerGasWei: maxPriorityFeePerGas };
  return { nonce, gasLimit, fees };
}

function dearer(fees: Fees): Fees {
  const more = (wei: bigint): bigint => (wei * BUMP_PERCENT) / 100n + 1n;
  return fees.kind === 'legacy'
    ? { kind: 'legacy', gasPriceWei: more(fees.gasPriceWei) }
    : { kind: 'eip1559', maxFeePerGasWei: more(fees.maxFeePerGasWei), maxPriorityFeePerGasWei: more(fees.maxPriorityFeePerGasWei) };
}
