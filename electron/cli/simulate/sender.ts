import { keccak256 } from 'ethers/crypto';
import { toUtf8Bytes } from 'ethers/utils';
import type { BaseWallet } from 'ethers/wallet';
import { z } from 'zod';
import type { CoordinatorEvent } from '../../../shared/protocol/abi.ts';
import { decodeCoordinatorLog } from '../../../shared/protocol/abi.ts';
import type { FreshChain } from '../../host/chain/local/fresh-chain.ts';
import { errorOf } from '../../host/chain/rpc-errors.ts';
import { wireMust } from '../../host/chain/wire.ts';

/** Fixed, so that no call waits for an estimate; what is not used is not paid. */
const GAS_LIMIT = 16_000_000n;
const MAX_FEE_WEI = 100_000_000_000n;
/** The node's pool stays small, and each block's receipts are one answer. */
const CALLS_PER_BLOCK = 150;

const receiptSchema = z.array(
  z.object({
    transactionHash: z.string(),
    status: z.string(),
    gasUsed: z.string(),
    logs: z.array(z.object({ topics: z.array(z.string()), data: z.string() })),
  }),
);

interface Sent {
  readonly what: string;
  readonly resolve: (events: CoordinatorEvent[]) => void;
  readonly reject: (error: Error) => void;
}

/** A call on its way. An object, so that awaiting the submission does not await the block too. */
export interface Submitted {
  /** The coordinator's events of the call. */
  readonly mined: Promise<CoordinatorEvent[]>;
}

/** Sends many accounts' calls, a block of them at a time, and counts what they cost. */
export class Sender {
  /** Gas by the name of the call. */
  readonly gas = new Map<string, bigint>();
  readonly #chain: FreshChain;
  readonly #nonces = new Map<string, number>();
  #waiting = new Map<string, Sent>();

  readonly #watch: (event: CoordinatorEvent) => void;

  /** @param watch is told every event in the chain's order, which is not always that of sending */
  constructor(chain: FreshChain, watch: (event: CoordinatorEvent) => void) {
    this.#chain = chain;
    this.#watch = watch;
  }

  /**
   * Sends a call; it is mined by the next `flush`, or when a block is full.
   * The promise gives the coordinator's events. Throws where the call fails: a simulation's calls are all expected to pass.
   */
  async send(wallet: BaseWallet, what: string, to: string, data: string): Promise<Submitted> {
    if (this.#waiting.size >= CALLS_PER_BLOCK) await this.flush();
    const nonce = this.#nonces.get(wallet.address) ?? Number(await wireMust(this.#chain.wire, 'eth_getTransactionCount', [wallet.address, 'latest']));
    this.#nonces.set(wallet.address, nonce + 1);
    const raw = await wallet.signTransaction({ chainId: this.#chain.chainId, type: 2, nonce, to, data, gasLimit: GAS_LIMIT, maxFeePerGas: MAX_FEE_WEI, maxPriorityFeePerGas: 0n });
    const mined = new Promise<CoordinatorEvent[]>((resolve, reject) => this.#waiting.set(keccak256(raw), { what, resolve, reject }));
    // Nobody may be waiting yet when the block with it fails.
    mined.catch(() => undefined);
    await wireMust(this.#chain.wire, 'eth_sendRawTransaction', [raw]);
    return { mined };
  }

  async flush(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    await this.#chain.mine();
    const receipts = receiptSchema.parse(await wireMust(this.#chain.wire, 'eth_getBlockReceipts', ['latest']));
    for (const { transactionHash, status, gasUsed, logs } of receipts) {
      const sent = waiting.get(transactionHash);
      if (sent === undefined) continue;
      waiting.delete(transactionHash);
      if (Number(status) !== 1) {
        sent.reject(new Error(`${sent.what}: ${await this.#reason(transactionHash)}`));
        continue;
      }
      this.gas.set(sent.what, (this.gas.get(sent.what) ?? 0n) + BigInt(gasUsed));
      const events = logs.flatMap((log) => decodeCoordinatorLog(log) ?? []);
      for (const event of events) this.#watch(event);
      sent.resolve(events);
    }
    for (const sent of waiting.values()) sent.reject(new Error(`${sent.what}: it was not mined`));
  }

  async #reason(hash: string): Promise<string> {
    const transaction = await this.#chain.rpc.transaction(hash);
    if (!transaction.ok || transaction.value === null) return 'it failed';
    const { from, to, input, blockNumber } = transaction.value;
    const answer = await this.#chain.wire.call('eth_call', [{ from, to, data: input }, `0x${((blockNumber ?? 1) - 1).toString(16)}`]);
    return answer.ok ? 'it failed' : errorOf(answer.error, 'the chain').message;
  }
}

/** A secret number that is the same in every run. Worth nothing outside of a simulation. */
export function seedOf(text: string): string {
  return keccak256(toUtf8Bytes(`tessera simulate ${text}`));
}
