import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { z } from 'zod';
import { createRpc } from '../../electron/host/chain/rpc.ts';
import type { Rpc } from '../../electron/host/chain/rpc.ts';
import { createWire, wireMust } from '../../electron/host/chain/wire.ts';
import type { Wire } from '../../electron/host/chain/wire.ts';
import { joinItems, packItem } from '../../shared/labels/codec-bytes.ts';
import type { ChainIndex, SeatRecord } from '../../shared/protocol/chain-records.ts';
import { manifestSchema } from '../../shared/protocol/manifest.ts';
import { must } from '../../shared/result.ts';
import { ChainFacts } from '../support/chain-facts.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { type RunningChain, runTessera, startChain, temporaryHome } from '../support/processes.ts';
import type { Random } from '../support/random.ts';
import { Partner } from './partner.ts';

export const PROJECT = 'Odd or even';
const CONFIDENCE = 90;
const REWARD = 10n ** 18n;
const BLOCK_EVERY_MS = 1_500;
/** The local chain keeps no block of its own accord: as on any network, some come without us. */
const CHAIN_ARGS = ['--no-seed', '--no-practice', '--allow-cheats'];

export interface WorldOptions {
  readonly batches: number;
  readonly itemsPerBatch: number;
  readonly random: Random;
  /** Where everything lies; a folder of its own where it is left out. */
  readonly home?: string;
}

/** A chain, a project on it of texts whose answers everybody knows, another annotator, and a proxy before the node. */
export class World {
  readonly home: string;
  readonly #remove: () => void;
  chain!: RunningChain;
  proxy!: FaultProxy;
  facts!: ChainFacts;
  partner!: Partner;
  project = 0n;
  addresses = { coordinator: '', token: '' };
  /** The right answer of each item of the project. */
  classes: number[] = [];
  #wire!: Wire;
  #ticking: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(readonly options: WorldOptions) {
    const own = options.home === undefined ? temporaryHome() : { home: options.home, remove: () => undefined };
    this.home = own.home;
    this.#remove = own.remove;
  }

  get rpc(): Rpc {
    return createRpc(this.#wire);
  }

  async begin(): Promise<void> {
    await this.startChain();
    this.proxy = await FaultProxy.start(() => this.chain.rpcUrl, this.options.random);
    await this.#openProject();
    this.partner = new Partner(() => this.rpc, this.addresses, (_, seat) => this.labelsOf(seat));
    await this.partner.equip();
    await this.partner.takeSeats(this.project, Math.min(32, this.options.batches));
    this.#ticking = this.#tick();
  }

  /** As it is at the start and after a kill: the same chain at the same or another address. */
  async startChain(): Promise<void> {
    this.chain = await startChain(this.home, CHAIN_ARGS);
    this.#wire = createWire(this.chain.rpcUrl);
    this.facts = new ChainFacts(this.home, this.chain.rpcUrl);
  }

  async killChain(): Promise<void> {
    this.facts.close();
    await this.chain.kill();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#ticking;
    this.facts.close();
    await this.proxy.close();
    await this.chain.stop();
    this.#remove();
  }

  chainOutput(): string {
    return this.chain.output();
  }

  async cheat(method: string, ...params: readonly unknown[]): Promise<unknown> {
    return wireMust(this.#wire, method, params);
  }

  async fund(account: string): Promise<void> {
    must(await this.rpc.own('tessera_faucet', [account]));
  }

  /** What an annotator who is right says of a seat's batch, as it travels. */
  labelsOf({ batchId }: Pick<SeatRecord, 'batchId'>): Uint8Array {
    const first = Number(BigInt(batchId) & 0xffff_ffffn) * this.options.itemsPerBatch;
    return joinItems(this.classes.slice(first, first + this.options.itemsPerBatch).map((classId) => packItem('class', [{ classId, confidence: CONFIDENCE, coordinates: [] }])));
  }

  /** The host's way to this network: through the proxy. */
  hostArgs(): string[] {
    return ['--no-chain', '--rpc', this.proxy.url, '--coordinator', this.addresses.coordinator, '--token', this.addresses.token];
  }

  async index(): Promise<ChainIndex> {
    return this.facts.index();
  }

  /** What happens on the chain for so long is taken back, and other blocks come in its place. */
  async reorganise(afterMs: number): Promise<string> {
    const id = await this.cheat('evm_snapshot');
    const from = (await this.rpc.block('latest')) as { value?: { number?: number } };
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const to = (await this.rpc.block('latest')) as { value?: { number?: number } };
    const isBack = await this.#alone(() => this.cheat('evm_revert', id));
    const blocks = (to.value?.number ?? 0) - (from.value?.number ?? 0);
    return isBack === true ? `${blocks} blocks taken back` : 'the node has forgotten the snapshot';
  }

  /** Blocks come, and the partner does its part. */
  async #tick(): Promise<void> {
    while (!this.#isOver) {
      await new Promise((resolve) => setTimeout(resolve, BLOCK_EVERY_MS));
      // The chain may be being killed, or moved under us by a reorganisation: the next tick sees what is there.
      await this.#alone(() => this.#step()).catch(() => undefined);
    }
  }

  async #step(): Promise<void> {
    await this.cheat('evm_mine');
    await this.partner.act(await this.index());
  }

  #turn: Promise<unknown> = Promise.resolve();
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #openProject(): Promise<void> {
    const { batches, itemsPerBatch } = this.options;
    const data = join(this.home, 'data');
    mkdirSync(data);
    const count = batches * itemsPerBatch;
    for (let at = 0; at < count; at++) writeFileSync(join(data, `t${String(at).padStart(4, '0')}.txt`), `The number is ${at}.`);
    const pack = z.object({ root: z.string() }).parse(await runTessera(['ingest', data, '--home', this.home, '--project', PROJECT, '--kind', 'class', '--classes', 'Even,Odd']));
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(this.home, 'packs', 'manifests', `${pack.root}.json`), 'utf8')));
    this.classes = manifest.items.map(({ name }) => 1 + (Number(/\d+/.exec(name)?.[0]) % 2));
    const lead = Wallet.createRandom();
    await this.fund(lead.address);
    writeFileSync(join(this.home, 'lead.key'), lead.privateKey, { mode: 0o600 });
    const rules = { seats: 2, quorum: 2, batchSize: itemsPerBatch, rewardPerLabel: '1', stakePerSeat: '2', auditBps: 0, auditFeePerItem: '0', auditSeconds: 3, leaseSeconds: 200_000, commitSeconds: 200_000, revealSeconds: 100_000 };
    writeFileSync(join(this.home, 'rules.json'), JSON.stringify(rules));
    const opened = await runTessera(['project', 'open', '--home', this.home, '--pack', pack.root, '--rules', join(this.home, 'rules.json'), '--key-file', join(this.home, 'lead.key')]);
    this.project = BigInt(z.object({ project: z.string() }).parse(opened).project);
    this.addresses = this.facts.addresses;
  }

  /** What a whole batch pays who is right: nothing of it is lost to chance or gold here. */
  get payPerSeat(): bigint {
    return REWARD * BigInt(this.options.itemsPerBatch);
  }
}
