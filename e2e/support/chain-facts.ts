import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Contract, JsonRpcProvider } from 'ethers';
import { z } from 'zod';
import { decodeCoordinatorLog, decodeCoordinatorResult, encodeCoordinatorCall } from '../../shared/protocol/abi.ts';
import type { CoordinatorEvent } from '../../shared/protocol/abi.ts';
import { emptyIndex, extendIndex, readLogs } from '../../shared/protocol/chain-index.ts';
import type { ChainIndex } from '../../shared/protocol/chain-records.ts';

const addressesSchema = z.object({ coordinator: z.string(), token: z.string(), deployedAtBlock: z.number() });

/** What the local chain itself says, asked beside the product: the measure that a test holds it against. */
export class ChainFacts {
  readonly #provider: JsonRpcProvider;
  /** The last index, by what it was made of: decoding is most of the work of who asks every second. */
  #known: { name: string; index: ChainIndex } | null = null;
  readonly addresses: z.infer<typeof addressesSchema>;

  constructor(home: string, rpcUrl: string) {
    this.#provider = new JsonRpcProvider(rpcUrl, undefined, { batchMaxCount: 1, polling: true });
    const file: unknown = JSON.parse(readFileSync(join(home, 'chain', 'addresses.json'), 'utf8'));
    this.addresses = addressesSchema.parse(file);
  }

  async index(): Promise<ChainIndex> {
    const logs = await this.#logs();
    const last = logs.at(-1);
    const name = `${logs.length} ${last?.blockHash ?? ''} ${last?.logIndex ?? 0}`;
    if (this.#known?.name !== name) this.#known = { name, index: extendIndex(emptyIndex, readLogs(logs, this.addresses.coordinator)) };
    return this.#known.index;
  }

  /** Every event of the coordinator, one by one: what an index would fold together shows twice here. */
  async events(): Promise<CoordinatorEvent[]> {
    return (await this.#logs()).flatMap((log) => decodeCoordinatorLog(log) ?? []);
  }

  async stake(account: string): Promise<{ free: bigint; locked: bigint }> {
    const { coordinator, token } = this.addresses;
    return decodeCoordinatorResult('stake', await this.#provider.call({ to: coordinator, data: encodeCoordinatorCall('stake', [token, account]) }));
  }

  /** Transactions that the account has in blocks. */
  async transactionCount(account: string): Promise<number> {
    return this.#provider.getTransactionCount(account, 'latest');
  }

  async #logs(): Promise<{ topics: readonly string[]; address: string; data: string; blockNumber: number; blockHash: string; transactionHash: string; logIndex: number }[]> {
    const { coordinator, deployedAtBlock } = this.addresses;
    const logs = await this.#provider.getLogs({ address: coordinator, fromBlock: deployedAtBlock, toBlock: 'latest' });
    return logs.map((log) => ({ topics: log.topics, address: log.address, data: log.data, blockNumber: log.blockNumber, blockHash: log.blockHash, transactionHash: log.transactionHash, logIndex: log.index }));
  }

  /** In the smallest unit. */
  async balance(account: string): Promise<bigint> {
    const token = new Contract(this.addresses.token, ['function balanceOf(address) view returns (uint256)'], this.#provider);
    return z.bigint().parse(await token.getFunction('balanceOf')(account));
  }

  /** Lets the chain's clock go on to a time, as if the wait were over. The chain was started with `--allow-cheats`. */
  async passUntil(seconds: number): Promise<void> {
    const now = (await this.#provider.getBlock('latest'))?.timestamp ?? 0;
    if (seconds > now) await this.#provider.send('evm_increaseTime', [seconds - now]);
    await this.#provider.send('evm_mine', []);
  }

  /** Ends the audit windows of all batches that are settled. */
  async passAudits(): Promise<void> {
    const ends = [...(await this.index()).batches.values()].map((batch) => batch.auditEndSeconds);
    await this.passUntil(Math.max(0, ...ends) + 1);
  }

  close(): void {
    this.#provider.destroy();
  }
}
