import type { HostClient, HostError, HostResult } from '../../shared/host-api.ts';
import { parseBytes32 } from '../../shared/labels/ids.ts';
import { emptyIndex, extendIndex, readLogs } from '../../shared/protocol/chain-index.ts';
import type { ChainIndex } from '../../shared/protocol/chain-records.ts';
import { parseManifestOf } from '../../shared/protocol/manifest.ts';
import type { LeadInput, PackFacts } from './lead-projects.ts';

type Network = HostResult<'chain.status'>['network'];

export interface Followed extends LeadInput {
  readonly blockNumber: number;
}

export type FollowOutcome = { readonly ok: true; readonly value: Followed } | { readonly ok: false; readonly error: HostError };

const FIRST_WIDTH = 5_000;

/**
 * The projects of every lead, read from the network in use and extended block by block. Begins anew where the chain
 * was reorganised or the network is another one. One step at a time: a second call joins the one that runs.
 */
export class ChainFollower {
  #network = '';
  #index: ChainIndex = emptyIndex;
  #last: { number: number; hash: string } | null = null;
  readonly #packs = new Map<string, PackFacts>();
  readonly #times = new Map<number, number>();
  #running: Promise<FollowOutcome> | null = null;

  constructor(private readonly host: HostClient) {}

  step(network: Network): Promise<FollowOutcome> {
    this.#running ??= this.#step(network).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #step(network: Network): Promise<FollowOutcome> {
    const { coordinator } = network;
    if (coordinator === null) return { ok: false, error: { code: 'NO_COORDINATOR', message: 'This network has no coordinator.' } };
    const name = `${network.id} ${network.chainId} ${coordinator}`;
    if (name !== this.#network) this.#restart(name);
    const head = await this.host.call('chain.block', {});
    if (!head.ok) return head;
    if (head.value === null) return { ok: false, error: { code: 'CHAIN_OFFLINE', message: 'The network has not told its newest block.' } };
    if (!(await this.#isSameChain())) this.#restart(name);
    const read = await this.#read(coordinator, network.deployedAtBlock, head.value.number);
    if (read !== null) return { ok: false, error: read };
    this.#last = { number: head.value.number, hash: head.value.hash };
    await this.#learn();
    const value = {
      index: this.#index,
      packs: new Map(this.#packs),
      timeOf: (block: number) => this.#times.get(block) ?? 0,
      nowSeconds: head.value.timestampSeconds,
      blockNumber: head.value.number,
    };
    return { ok: true, value };
  }

  #restart(name: string): void {
    this.#network = name;
    this.#index = emptyIndex;
    this.#last = null;
    this.#times.clear();
  }

  async #isSameChain(): Promise<boolean> {
    if (this.#last === null) return true;
    const block = await this.host.call('chain.block', { number: this.#last.number });
    return block.ok && block.value?.hash === this.#last.hash;
  }

  async #read(coordinator: string, deployedAtBlock: number, head: number): Promise<HostError | null> {
    let width = FIRST_WIDTH;
    for (let from = this.#last === null ? deployedAtBlock : this.#last.number + 1; from <= head; ) {
      const to = Math.min(head, from + width - 1);
      const logs = await this.host.call('chain.logs', { fromBlock: from, toBlock: to });
      if (!logs.ok && logs.error.code === 'RANGE_TOO_WIDE' && width > 1) {
        width = Math.max(1, Math.floor(width / 2));
        continue;
      }
      if (!logs.ok) return logs.error;
      this.#index = extendIndex(this.#index, readLogs(logs.value, coordinator));
      from = to + 1;
    }
    return null;
  }

  /** When projects were opened, and their packs where they are here. What is missing is asked for again at the next step. */
  async #learn(): Promise<void> {
    for (const { opened, manifestRoot } of this.#index.projects.values()) {
      if (!this.#times.has(opened.blockNumber)) {
        const block = await this.host.call('chain.block', { number: opened.blockNumber });
        if (block.ok && block.value !== null) this.#times.set(opened.blockNumber, block.value.timestampSeconds);
      }
      if (this.#packs.has(manifestRoot)) continue;
      const answer = await this.host.call('packs.manifest', { root: manifestRoot });
      const manifest = answer.ok ? parseManifestOf(parseBytes32(manifestRoot), answer.value) : null;
      if (manifest?.ok === true) this.#packs.set(manifestRoot, { name: manifest.value.name, schema: manifest.value.schema });
    }
  }
}
