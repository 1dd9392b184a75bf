import { Wallet } from 'ethers/wallet';
import { keccak, toHex } from '../../../shared/bytes.ts';
import { batchIdFrom, batchIndexOf, batchOfSeat, parseAddress, parseBytes32, projectIdOf, seatIdOf, seatIndexOf, type SeatId } from '../../../shared/labels/ids.ts';
import { type CoordinatorEvent, decodeCoordinatorResult, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import type { HistoryEntry } from '../../../shared/protocol/batch-record.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import { type ProjectParams, toAbiParams } from '../../../shared/protocol/params.ts';
import type { FreshChain } from '../../host/chain/local/fresh-chain.ts';
import { type BatchToSettle, type Claimer, type Settled, settleAsserted } from './assert.ts';
import { type Group, type PlannedItem, batchesOf, labelsOf } from './plan.ts';
import { type ItemOutcome, noteCommits, noteOutcomes, settledBy } from './read-events.ts';
import { Sender, type Submitted, seedOf } from './sender.ts';

const NO_HASH = `0x${'00'.repeat(32)}`;
/** A call's data stays far below what a transaction may carry. */
const SEATS_PER_CALL = 100;
const MAX_TAKEN_AT_ONCE = 32;
const MINTED = 10n ** 30n;

export interface WorkerOutcome {
  readonly worker: string;
  readonly seats: number;
  readonly rewardWei: bigint;
  /** What each batch paid at its claim, in wei; the sum is `rewardWei`. */
  readonly claims: ReadonlyMap<bigint, bigint>;
  readonly scoreBps: number;
  readonly scoredItems: number;
}

export interface Played {
  /** By task. */
  readonly items: ReadonlyMap<string, ItemOutcome>;
  readonly workers: readonly WorkerOutcome[];
  readonly batches: number;
  readonly gas: ReadonlyMap<string, bigint>;
}

/** A batch between settlement and pay. */
export interface SettledBatch {
  /** The chain over its items' outcomes: an audit hands it in again. */
  readonly consensusRoot: string;
  readonly group: Group;
  /** Of its group. */
  readonly index: number;
  readonly batchId: bigint;
  readonly items: readonly PlannedItem[];
  /** What each seat revealed, as hex; 0x where nobody sat. */
  readonly labels: readonly string[];
  /** Bit i: item i is resolved. */
  readonly resolvedMask: bigint;
}

/** What is there for whoever judges settled batches. */
export interface Bench {
  readonly lead: Wallet;
  readonly batches: readonly SettledBatch[];
  /** One of the batch's project, by its group. */
  projectOf(group: Group): bigint;
  workerAt(address: string): string | undefined;
  /** Sends a call to the coordinator; it is mined by the next `flush`. */
  call(wallet: Wallet, what: string, data: string): Promise<Submitted>;
  flush(): Promise<void>;
}

/** Known answers and audits, where a simulation has them. */
export interface Judge {
  /** What the project commits to at its opening: 32 bytes, zero for none. */
  goldRoot(group: Group): string;
  /** Called with everything settled and the audit windows open. */
  judge(bench: Bench): Promise<void>;
}

type OpenedBatch = BatchToSettle & Omit<SettledBatch, 'resolvedMask' | 'consensusRoot'>;

interface OpenGroup {
  readonly group: Group;
  readonly projectId: bigint;
  /** By batch index, by worker's place in the group. */
  readonly seats: (SeatId | undefined)[][];
}

/** One simulation's run through the contracts, phase by phase: each phase's calls share blocks. */
class Play {
  readonly sender: Sender;
  readonly #chain: FreshChain;
  readonly #params: (group: Group) => ProjectParams;
  readonly #lead = new Wallet(seedOf('lead'));
  readonly #relayer = new Wallet(seedOf('relayer'));
  readonly #watcher = new Wallet(seedOf('watcher'));
  readonly #workers = new Map<string, Wallet>();
  /** By batch id, in the chain's order. */
  readonly #histories = new Map<bigint, HistoryEntry[]>();

  constructor(chain: FreshChain, params: (group: Group) => ProjectParams) {
    this.#chain = chain;
    this.#params = params;
    this.sender = new Sender(chain, (event) => noteCommits(this.#histories, event));
  }

  get #coordinator(): string {
    return this.#chain.deployment.coordinator;
  }

  wallet(worker: string): Wallet {
    const known = this.#workers.get(worker);
    if (known !== undefined) return known;
    const wallet = new Wallet(seedOf(`worker ${worker}`));
    this.#workers.set(worker, wallet);
    return wallet;
  }

  /** Means to pay and to stake for everybody; not counted in the gas. */
  async equip(groups: readonly Group[]): Promise<void> {
    const { deployer, deployment } = this.#chain;
    const names = new Set(groups.flatMap((group) => group.workers));
    const needed = new Map<string, bigint>();
    for (const group of groups) {
      const stake = this.#params(group).stakePerSeat * BigInt(batchesOf(group).length);
      for (const worker of group.workers) needed.set(worker, (needed.get(worker) ?? 0n) + stake);
    }
    const all = [this.#lead, this.#relayer, this.#watcher, ...[...names].map((name) => this.wallet(name))];
    for (const { address } of all) await this.#chain.fund(address);
    for (const { address } of all) await this.sender.send(deployer, 'mint', deployment.token, encodeTokenCall('mint', [address, MINTED]));
    await this.sender.flush();
    for (const wallet of all) await this.sender.send(wallet, 'approve', deployment.token, encodeTokenCall('approve', [this.#coordinator, MINTED]));
    await this.sender.flush();
    this.sender.gas.clear();
    for (const name of names) await this.#call(this.wallet(name), 'depositStake', encodeCoordinatorCall('depositStake', [deployment.token, needed.get(name) ?? 0n]));
    await this.sender.flush();
  }

  async open(groups: readonly Group[], goldRoot: (group: Group) => string): Promise<OpenGroup[]> {
    const sent: Promise<CoordinatorEvent[]>[] = [];
    for (const [index, group] of groups.entries()) {
      const args = [toAbiParams(this.#params(group)), seedOf(`pack ${index}`), goldRoot(group), group.items.length, ''] as const;
      sent.push((await this.#call(this.#lead, 'openProject', encodeCoordinatorCall('openProject', args))).mined);
    }
    await this.sender.flush();
    const opened = await Promise.all(sent);
    return groups.map((group, index) => {
      const event = opened[index]?.find((one) => one.name === 'ProjectOpened');
      if (event === undefined) throw new Error('openProject gave no ProjectOpened');
      return { group, projectId: event.args.projectId, seats: batchesOf(group).map(() => group.workers.map(() => undefined)) };
    });
  }

  /** Every worker asks for as many seats as there are batches; more than one call's worth takes several rounds. */
  async seat(open: readonly OpenGroup[]): Promise<void> {
    const rounds = Math.max(1, ...open.map(({ seats }) => Math.ceil(seats.length / MAX_TAKEN_AT_ONCE)));
    for (let round = 0; round < rounds; round += 1) {
      const taken: { readonly one: OpenGroup; readonly place: number; readonly mined: Promise<CoordinatorEvent[]> }[] = [];
      for (const one of open) {
        const count = Math.min(MAX_TAKEN_AT_ONCE, one.seats.length - round * MAX_TAKEN_AT_ONCE);
        if (count <= 0) continue;
        for (const [place, worker] of one.group.workers.entries()) {
          const { mined } = await this.#call(this.wallet(worker), 'takeSeats', encodeCoordinatorCall('takeSeats', [one.projectId, count]));
          taken.push({ one, place, mined });
        }
      }
      await this.sender.flush();
      for (const { one, place, mined } of taken) note(one, place, await mined);
    }
    for (const { group, seats } of open) {
      if (seats.some((batch) => batch.includes(undefined))) throw new Error(`a seat of ${group.workers.join(', ')} was not given`);
    }
  }

  async commit(open: readonly OpenGroup[]): Promise<void> {
    const bySeat = new Map<string, { seatIds: bigint[]; words: string[] }>();
    for (const one of open) {
      for (const [index, batch] of batchesOf(one.group).entries()) {
        for (const [place, worker] of one.group.workers.entries()) {
          const seatId = one.seats[index]?.[place];
          if (seatId === undefined) continue;
          const list = bySeat.get(worker) ?? { seatIds: [], words: [] };
          bySeat.set(worker, list);
          list.seatIds.push(BigInt(seatId));
          list.words.push(this.#commitment(worker, seatId, labelsOf(this.#params(one.group).kind, batch, place)));
        }
      }
    }
    for (const [worker, { seatIds, words }] of bySeat) {
      for (let from = 0; from < seatIds.length; from += SEATS_PER_CALL) {
        const data = encodeCoordinatorCall('commit', [seatIds.slice(from, from + SEATS_PER_CALL), words.slice(from, from + SEATS_PER_CALL)]);
        await this.#call(this.wallet(worker), 'commit', data);
      }
    }
    await this.sender.flush();
  }

  /** Every batch with what opens it, as a relayer that holds the openings has it. */
  #opened(open: readonly OpenGroup[]): OpenedBatch[] {
    const all: OpenedBatch[] = [];
    for (const one of open) {
      const params = this.#params(one.group);
      const { seats: seatCount, kind } = params;
      for (const [index, planned] of batchesOf(one.group).entries()) {
        const labels = Array.from({ length: seatCount }, () => '0x');
        const batchId = BigInt(batchIdFrom(projectIdOf(one.projectId), index));
        const places = new Map(one.seats[index]?.flatMap((seatId, place) => (seatId === undefined ? [] : [[seatIndexOf(seatId), { seatId, place }]])));
        const openings = (this.#histories.get(batchId) ?? []).map(({ seat }) => {
          const found = places.get(seat);
          if (found === undefined) throw new Error(`seat ${seat} of batch ${batchId} committed and was not taken`);
          labels[seat] = toHex(labelsOf(kind, planned, found.place));
          return { seat, salt: saltOf(found.seatId), detailsHash: NO_HASH, labels: labels[seat] };
        });
        all.push({ group: one.group, index, items: planned, batchId, params, itemCount: planned.length, labels, openings });
      }
    }
    return all;
  }

  /** Settles every batch as its project says: computed in the call that reveals it, or asserted and watched. */
  async settle(open: readonly OpenGroup[], claimer?: Claimer): Promise<{ items: Map<string, ItemOutcome>; batches: SettledBatch[] }> {
    const items = new Map<string, ItemOutcome>();
    const opened = this.#opened(open);
    const asserted = opened.filter(({ params }) => params.settlement === 'asserted');
    const settled = await this.#compute(opened.filter(({ params }) => params.settlement === 'computed'));
    const desk = { asserter: this.#relayer, watcher: this.#watcher, wire: this.#chain.wire, wait: async (seconds: number) => this.#chain.wait(seconds), ...this.#calls() };
    if (asserted.length > 0) for (const [batchId, result] of await settleAsserted(desk, asserted, claimer)) settled.set(batchId, result);
    const batches = opened.map((batch) => {
      const result = settled.get(batch.batchId);
      if (result === undefined) throw new Error(`batch ${batch.batchId} was not settled`);
      noteOutcomes(batch.items, result, items);
      return { ...batch, resolvedMask: result.resolvedMask, consensusRoot: result.consensusRoot };
    });
    return { items, batches };
  }

  /** Reveals and settles every batch in one call. */
  async #compute(opened: readonly OpenedBatch[]): Promise<Map<bigint, Settled>> {
    const sent: { readonly batchId: bigint; readonly mined: Promise<CoordinatorEvent[]> }[] = [];
    for (const { batchId, openings } of opened) {
      sent.push({ batchId, mined: (await this.#call(this.#relayer, 'revealAndSettle', encodeCoordinatorCall('revealAndSettle', [batchId, openings]))).mined });
    }
    await this.sender.flush();
    const settled = new Map<bigint, Settled>();
    for (const { batchId, mined } of sent) settled.set(batchId, settledBy(await mined));
    return settled;
  }

  #calls(): Pick<Bench, 'call' | 'flush'> {
    return { call: (wallet, what, data) => this.#call(wallet, what, data), flush: () => this.sender.flush() };
  }

  bench(open: readonly OpenGroup[], batches: readonly SettledBatch[]): Bench {
    const projects = new Map(open.map(({ group, projectId }) => [group, projectId]));
    const names = new Map([...this.#workers].map(([name, { address }]) => [address.toLowerCase(), name]));
    return {
      lead: this.#lead,
      batches,
      projectOf: (group) => projects.get(group) ?? 0n,
      workerAt: (address) => names.get(address.toLowerCase()),
      ...this.#calls(),
    };
  }

  async claim(open: readonly OpenGroup[]): Promise<WorkerOutcome[]> {
    const batches = new Map<string, bigint[]>();
    for (const { group, projectId, seats } of open) {
      for (const worker of group.workers) batches.set(worker, [...(batches.get(worker) ?? []), ...seats.map((_, index) => BigInt(batchIdFrom(projectIdOf(projectId), index)))]);
    }
    const sent: { readonly worker: string; readonly seats: number; readonly mined: Promise<CoordinatorEvent[]>[] }[] = [];
    for (const [worker, ids] of batches) {
      const mined: Promise<CoordinatorEvent[]>[] = [];
      for (let from = 0; from < ids.length; from += SEATS_PER_CALL) {
        mined.push((await this.#call(this.wallet(worker), 'claim', encodeCoordinatorCall('claim', [ids.slice(from, from + SEATS_PER_CALL)]))).mined);
      }
      sent.push({ worker, seats: ids.length, mined });
    }
    await this.sender.flush();
    const workers: WorkerOutcome[] = [];
    for (const { worker, seats, mined } of sent) {
      const events = (await Promise.all(mined)).flat();
      const claims = new Map(events.flatMap((event) => (event.name === 'Claimed' ? event.args.batchIds.map((id, at) => [id, event.args.amounts[at] ?? 0n] as const) : [])));
      workers.push({ worker, seats, rewardWei: [...claims.values()].reduce((sum, amount) => sum + amount, 0n), claims, ...(await this.#reputation(worker)) });
    }
    return workers.sort((a, b) => (a.worker < b.worker ? -1 : 1));
  }

  async #reputation(worker: string): Promise<{ scoreBps: number; scoredItems: number }> {
    const data = encodeCoordinatorCall('reputation', [this.#lead.address, this.wallet(worker).address, 0n]);
    const answer = await this.#chain.rpc.call({ to: this.#coordinator, data });
    if (!answer.ok) throw new Error(`reputation: ${answer.error.message}`);
    const { scoreBps, items } = decodeCoordinatorResult('reputation', answer.value);
    return { scoreBps, scoredItems: items };
  }

  #commitment(worker: string, seatId: SeatId, labels: Uint8Array): string {
    return commitmentOf({
      chainId: this.#chain.chainId,
      coordinator: parseAddress(this.#coordinator),
      seatId,
      annotator: parseAddress(this.wallet(worker).address),
      labelsHash: keccak(labels),
      detailsHash: parseBytes32(NO_HASH),
      salt: parseBytes32(saltOf(seatId)),
    });
  }

  #call(wallet: Wallet, what: string, data: string): Promise<Submitted> {
    return this.sender.send(wallet, what, this.#coordinator, data);
  }
}

function saltOf(seatId: SeatId): string {
  return seedOf(`salt ${seatId}`);
}

/** Enters the seats that one call gave. */
function note(one: OpenGroup, place: number, events: readonly CoordinatorEvent[]): void {
  for (const event of events) {
    if (event.name !== 'SeatsTaken') continue;
    for (const seatId of event.args.seatIds.map(seatIdOf)) {
      const batch = one.seats[batchIndexOf(batchOfSeat(seatId))];
      if (batch !== undefined) batch[place] = seatId;
    }
  }
}

/** Plays every group from opening to claim, on a chain that nobody else uses; without a judge nobody audits. */
export async function playGroups(chain: FreshChain, groups: readonly Group[], params: (group: Group) => ProjectParams, progress: (line: string) => void, judge?: Judge, claimer?: Claimer): Promise<Played> {
  const play = new Play(chain, params);
  const { commitSeconds, auditSeconds } = longestWindows(groups.map(params));
  await play.equip(groups);
  const open = await play.open(groups, (group) => judge?.goldRoot(group) ?? NO_HASH);
  progress(`${open.length} projects opened`);
  await play.seat(open);
  await play.commit(open);
  // Where an item had fewer workers than seats, reveal opens when the commit window has closed.
  await chain.wait(commitSeconds + 1);
  const { items, batches } = await play.settle(open, claimer);
  progress(`${batches.length} batches settled`);
  if (judge !== undefined) await judge.judge(play.bench(open, batches));
  await chain.wait(auditSeconds + 1);
  const workers = await play.claim(open);
  return { items, workers, batches: batches.length, gas: play.sender.gas };
}

function longestWindows(all: readonly ProjectParams[]): { commitSeconds: number; auditSeconds: number } {
  return { commitSeconds: Math.max(0, ...all.map((one) => one.commitSeconds)), auditSeconds: Math.max(0, ...all.map((one) => one.auditSeconds)) };
}
