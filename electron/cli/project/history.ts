import type { Result } from '../../../shared/host-api.ts';
import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import { LogReader } from '../../host/chain/reads.ts';
import { fail } from '../../host/context.ts';
import type { Connected } from './connect.ts';

export interface Snapshot {
  readonly index: ChainIndex;
  readonly blockNumber: number;
  readonly nowSeconds: number;
}

/** The coordinator's events, read once and then only what has come since. */
export class History {
  readonly #chain: Connected;
  readonly #reader = new LogReader();
  #index = emptyIndex;
  #next: number;

  constructor(chain: Connected) {
    this.#chain = chain;
    this.#next = chain.deployedAtBlock;
  }

  async read(): Promise<Result<Snapshot>> {
    const head = await this.#chain.rpc.block('latest');
    if (!head.ok) return head;
    if (head.value === null) return fail('CHAIN_OFFLINE', 'The node has not told its newest block.', { fix: 'Try again.' });
    const { number, timestamp } = head.value;
    if (this.#next <= number) {
      const logs = await this.#reader.read(this.#chain.rpc, this.#chain.coordinator, this.#next, number);
      if (!logs.ok) return logs;
      this.#index = extendIndex(this.#index, readLogs(logs.value, this.#chain.coordinator));
      this.#next = number + 1;
    }
    return { ok: true, value: { index: this.#index, blockNumber: number, nowSeconds: timestamp } };
  }
}
