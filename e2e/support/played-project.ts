import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonRpcProvider, Wallet } from 'ethers';
import type { TransactionReceipt } from 'ethers';
import jpeg from 'jpeg-js';
import { prepareFolders } from '../../electron/host/folders.ts';
import { createPacksService } from '../../electron/host/packs/service.ts';
import { practiceWallet } from '../../electron/host/chain/local/keys.ts';
import { keccak, toHex, utf8 } from '../../shared/bytes.ts';
import { bitsOf } from '../../shared/consensus/masks.ts';
import { seededRandom } from '../../shared/consensus/random.ts';
import { joinItems, packItem } from '../../shared/labels/codec-bytes.ts';
import type { RawRegion } from '../../shared/labels/codec-bytes.ts';
import { batchIdFrom, parseAddress, parseBytes32, projectIdOf, seatIdOf, batchIndexOf, batchOfSeat, seatIndexOf } from '../../shared/labels/ids.ts';
import type { SeatId } from '../../shared/labels/ids.ts';
import { parseProjectSchema } from '../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../shared/labels/schema.ts';
import { decodeCoordinatorLog, encodeCoordinatorCall, encodeTokenCall } from '../../shared/protocol/abi.ts';
import type { CoordinatorEvent } from '../../shared/protocol/abi.ts';
import { commitmentOf } from '../../shared/protocol/commitment.ts';
import { defaultParams, toAbiParams } from '../../shared/protocol/params.ts';
import type { ProjectParams } from '../../shared/protocol/params.ts';
import { must } from '../../shared/result.ts';
import type { ChainFacts } from './chain-facts.ts';

const TSR = 10n ** 18n;
const CHAIN_ID = 7357;
const NO_HASH = `0x${'00'.repeat(32)}`;
const UNIT = 65_535;
const CLASSES = ['Boat', 'House', 'Tree'];
const COLOURS = ['#2f7ed8', '#d6336c', '#2b8a3e'];

/** Keys of people that a test knows: worth nothing outside of it. */
export const playerKey = (name: string): string => keccak(utf8(`tessera e2e ${name}`));
export const playerAddress = (name: string): string => new Wallet(playerKey(name)).address;

export interface PlayedProject {
  readonly name: string;
  readonly batches: number;
  readonly batchSize: number;
  /** How each annotates: `good`, `rough`, `random`, or a copy of another by name. */
  readonly annotators: Readonly<Record<string, string>>;
  readonly expert: string;
  /** The expert rules on the batches before this one; the rest waits. */
  readonly ruledBatches: number;
  /** Audit windows of the batches before this one are over and paid. */
  readonly paidBatches: number;
  readonly auditBps: number;
}

/** Accounts with keys of a test's own, that play a project through the real contracts on the local chain. */
export class Players {
  readonly #provider: JsonRpcProvider;
  readonly #nonces = new Map<string, number>();
  readonly #posted: string[] = [];

  constructor(
    private readonly home: string,
    private readonly facts: ChainFacts,
    rpcUrl: string,
  ) {
    this.#provider = new JsonRpcProvider(rpcUrl, CHAIN_ID, { staticNetwork: true, batchMaxCount: 1, cacheTimeout: -1 });
  }

  close(): void {
    this.#provider.destroy();
  }

  /** Gas and tokens, and leave for the coordinator to take them. */
  async equip(...names: readonly string[]): Promise<void> {
    const { coordinator, token } = this.facts.addresses;
    const deployer = practiceWallet('deployer');
    for (const name of names) {
      await this.#post(deployer, playerAddress(name), '0x', 10n * TSR);
      await this.#post(deployer, token, encodeTokenCall('mint', [playerAddress(name), 100_000n * TSR]));
      await this.#post(new Wallet(playerKey(name)), token, encodeTokenCall('approve', [coordinator, 100_000n * TSR]));
    }
    await this.#mined();
  }

  /** Opens a project of boxes on made pictures, has it annotated, and ruled on as far as is asked. */
  async play(plan: PlayedProject): Promise<string> {
    const names = Object.keys(plan.annotators);
    const schema = must(parseProjectSchema({ name: plan.name, kind: 'boxes', classes: CLASSES.map((name, at) => ({ id: at + 1, name, colour: COLOURS[at] })) }));
    const pack = await this.#pack(plan, schema);
    const params: ProjectParams = { ...defaultParams(schema, parseAddress(this.facts.addresses.token)), seats: names.length, quorum: Math.floor(names.length / 2) + 1, batchSize: plan.batchSize, auditBps: plan.auditBps, rewardPerLabel: TSR, stakePerSeat: 5n * TSR, auditFeePerItem: TSR, minScoreBps: 0, auditSeconds: 7200 };
    const lead = new Wallet(playerKey('lead'));
    await this.#call(lead, 'openProject', [toAbiParams(params), pack.root, NO_HASH, pack.itemCount, '']);
    const id = [...(await this.facts.index()).projects.keys()].at(-1) ?? '';
    const projectId = projectIdOf(BigInt(id));
    await this.#tell(lead, 'setExpert', [BigInt(id), playerAddress(plan.expert), true]);
    const seats = new Map<string, { seatId: SeatId; name: string }[]>();
    for (const name of names) {
      const wallet = new Wallet(playerKey(name));
      await this.#tell(wallet, 'depositStake', [this.facts.addresses.token, params.stakePerSeat * BigInt(plan.batches)]);
      const taken = await this.#call(wallet, 'takeSeats', [BigInt(id), plan.batches]);
      for (const event of taken) if (event.name === 'SeatsTaken') for (const seatId of event.args.seatIds.map(seatIdOf)) seats.set(batchOfSeat(seatId), [...(seats.get(batchOfSeat(seatId)) ?? []), { seatId, name }]);
    }
    for (let batch = 0; batch < plan.batches; batch++) {
      const batchId = batchIdFrom(projectId, batch);
      await this.#batch(plan, seats.get(batchId) ?? [], batch);
      if (batch < plan.ruledBatches) await this.#rule(plan, params, batchId);
      if (batch === plan.paidBatches - 1) await this.facts.passAudits();
      else await this.facts.passUntil((await this.#now()) + 600);
    }
    for (const name of names) if (plan.paidBatches > 0) await this.#tell(new Wallet(playerKey(name)), 'claim', [Array.from({ length: plan.paidBatches }, (_, batch) => BigInt(batchIdFrom(projectId, batch)))]);
    await this.#mined();
    return id;
  }

  async #batch(plan: PlayedProject, seats: readonly { seatId: SeatId; name: string }[], batch: number): Promise<void> {
    const openings = [];
    for (const { seatId, name } of seats) {
      const labels = joinItems(Array.from({ length: plan.batchSize }, (_, item) => packItem('boxes', answerOf(plan, name, batch * plan.batchSize + item))));
      const salt = keccak(utf8(`salt ${seatId}`));
      const commitment = commitmentOf({ chainId: CHAIN_ID, coordinator: parseAddress(this.facts.addresses.coordinator), seatId, annotator: parseAddress(playerAddress(name)), labelsHash: keccak(labels), detailsHash: parseBytes32(NO_HASH), salt });
      await this.#tell(new Wallet(playerKey(name)), 'commit', [[BigInt(seatId)], [commitment]]);
      openings.push({ seat: seatIndexOf(seatId), salt, detailsHash: NO_HASH, labels: toHex(labels) });
    }
    const batchId = BigInt(batchOfSeat(seats[0]?.seatId ?? seatIdOf(0n)));
    await this.#mined();
    await this.#call(new Wallet(playerKey('lead')), 'revealAndSettle', [batchId, openings]);
    await this.#provider.send('evm_mine', []);
    await this.#call(new Wallet(playerKey('lead')), 'drawAudit', [batchId]);
  }

  /** The expert knows what is there. */
  async #rule(plan: PlayedProject, params: ProjectParams, batchId: string): Promise<void> {
    const index = await this.facts.index();
    const batch = [...index.batches.values()].find(({ id }) => id === batchId);
    if (batch === undefined) throw new Error(`no batch ${batchId}`);
    const all = (1n << BigInt(batch.itemCount)) - 1n;
    const items = bitsOf(((batch.drawn?.mask ?? 0n) | (all & ~batch.resolvedMask)) & ~batch.auditedMask);
    if (items.length === 0) return;
    const truths = items.map((item) => toHex(packItem('boxes', answerOf(plan, 'truth', batchIndexOf(batch.id) * plan.batchSize + item))));
    const labels = Array.from({ length: params.seats }, (_, place) => [...index.seats.values()].find((seat) => seat.batchId === batch.id && seat.index === place)?.reveal?.labels ?? '0x');
    await this.#call(new Wallet(playerKey(plan.expert)), 'submitAudit', [BigInt(batchId), items, truths, batch.consensusRoot ?? NO_HASH, labels]);
  }

  /** In this process: starting another would take most of the time. */
  async #pack(plan: PlayedProject, schema: ProjectSchema): Promise<{ root: string; itemCount: number }> {
    const packs = createPacksService({ ...must(await prepareFolders(this.home, 'player')), nowMs: () => Date.now() });
    const made = must(await packs.ingest({ source: { from: 'paths', paths: [this.#pictures(plan)] }, name: plan.name, schema }));
    await packs.close();
    return made.pack;
  }

  /** Pictures of their own, so that no two have one hash. */
  #pictures({ name, batches, batchSize }: PlayedProject): string {
    const folder = join(this.home, 'raw', name);
    mkdirSync(folder, { recursive: true });
    for (let item = 0; item < batches * batchSize; item++) {
      const [width, height] = [320, 240];
      const data = new Uint8Array(width * height * 4);
      for (let at = 0; at < width * height; at++) data.set([90 + ((at % width) * 90) / width, 130 + (item * 3) % 80, 150 + Math.floor(at / width) / 4, 255], at * 4);
      for (const { classId, coordinates } of truthOf(item)) {
        const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = coordinates.map((value, place) => Math.round((value / UNIT) * (place % 2 === 0 ? width : height)));
        for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) data.set([[200, 60, 40], [60, 60, 70], [30, 110, 40]][classId - 1] ?? [0, 0, 0], (y * width + x) * 4);
      }
      writeFileSync(join(folder, `view-${String(item + 1).padStart(3, '0')}.jpg`), Buffer.from(jpeg.encode({ width, height, data }, 80).data));
    }
    return folder;
  }

  async #now(): Promise<number> {
    return (await this.#provider.getBlock('latest'))?.timestamp ?? 0;
  }

  /** The same, mined with what follows; `#mined` says whether it came true. */
  async #tell(wallet: { address: string; signTransaction: Wallet['signTransaction'] }, name: Parameters<typeof encodeCoordinatorCall>[0], args: readonly unknown[]): Promise<void> {
    await this.#post(wallet, this.facts.addresses.coordinator, encodeCoordinatorCall(name, args as never));
  }

  async #call(wallet: { address: string; signTransaction: Wallet['signTransaction'] }, name: Parameters<typeof encodeCoordinatorCall>[0], args: readonly unknown[]): Promise<CoordinatorEvent[]> {
    const receipt = await this.#receipt(await this.#post(wallet, this.facts.addresses.coordinator, encodeCoordinatorCall(name, args as never)));
    return receipt.logs.flatMap((log) => decodeCoordinatorLog(log) ?? []);
  }

  async #post(wallet: { address: string; signTransaction: Wallet['signTransaction'] }, to: string, data: string, value = 0n): Promise<string> {
    const nonce = this.#nonces.get(wallet.address) ?? (await this.#provider.getTransactionCount(wallet.address, 'pending'));
    const raw = await wallet.signTransaction({ to, data, value, nonce, chainId: CHAIN_ID, type: 2, gasLimit: 16_000_000n, maxFeePerGas: 3_000_000_000n, maxPriorityFeePerGas: 1n });
    const hash = String(await this.#provider.send('eth_sendRawTransaction', [raw]));
    this.#nonces.set(wallet.address, nonce + 1);
    this.#posted.push(hash);
    return hash;
  }

  /** Everything that was posted is in a block, and came true. */
  async #mined(): Promise<void> {
    for (const hash of this.#posted.splice(0)) await this.#receipt(hash);
  }

  async #receipt(hash: string): Promise<TransactionReceipt> {
    for (let tries = 0; tries < 2000; tries++) {
      const receipt = await this.#provider.getTransactionReceipt(hash);
      if (receipt !== null && receipt.status !== 1) throw new Error(`the call ${hash} failed`);
      if (receipt !== null) return receipt;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`${hash} was not mined`);
  }
}

/** One or two things an item, apart from each other; every eighth item is empty. */
function truthOf(item: number): RawRegion[] {
  if (item % 8 === 7) return [];
  const random = seededRandom(item + 1);
  const box = (left: number): RawRegion => {
    const x0 = Math.floor((left + random.next() * 0.1) * UNIT);
    const y0 = Math.floor((0.2 + random.next() * 0.3) * UNIT);
    return { classId: 1 + Math.floor(random.next() * CLASSES.length), confidence: 90, coordinates: [x0, y0, x0 + Math.floor(0.25 * UNIT), y0 + Math.floor(0.3 * UNIT)] };
  };
  return item % 3 === 0 ? [box(0.1), box(0.55)] : [box(0.3)];
}

function answerOf(plan: PlayedProject, name: string, item: number): RawRegion[] {
  const way = name === 'truth' ? 'truth' : (plan.annotators[name] ?? 'good');
  if (way === 'truth') return truthOf(item);
  // A copier: the same mistakes, a unit beside them.
  if (way in plan.annotators) return answerOf(plan, way, item).map((region) => ({ ...region, confidence: 80, coordinates: region.coordinates.map((value) => value + 7) }));
  const random = seededRandom(item * 1000 + name.length * 17 + name.charCodeAt(0));
  const [wrong, jitter] = way === 'good' ? [0.05, 0.01] : way === 'rough' ? [0.3, 0.04] : [0.7, 0.12];
  return truthOf(item).map(({ classId, coordinates }) => {
    const shift = () => Math.floor((random.next() - 0.5) * 2 * jitter * UNIT);
    const [dx, dy] = [shift(), shift()];
    return { classId: random.next() < wrong ? 1 + (classId % CLASSES.length) : classId, confidence: Math.round((way === 'good' ? 85 : 70) + random.next() * 14), coordinates: coordinates.map((value, place) => Math.min(UNIT, Math.max(0, value + (place % 2 === 0 ? dx : dy)))) };
  });
}
