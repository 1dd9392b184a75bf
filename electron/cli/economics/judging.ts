import { Wallet } from 'ethers/wallet';
import { type Hex, toHex } from '../../../shared/bytes.ts';
import { bitsOf, lowBits } from '../../../shared/consensus/masks.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { packItem } from '../../../shared/labels/codec-bytes.ts';
import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import type { CrowdBatch } from '../../../shared/protocol/economics-crowd.ts';
import { type GoldBatch, goldTree } from '../../../shared/protocol/gold/gold.ts';
import { type MerkleTree, merkleProof } from '../../../shared/protocol/merkle.ts';
import type { FreshChain } from '../../host/chain/local/fresh-chain.ts';
import type { Group } from '../simulate/plan.ts';
import type { Bench, Judge, SettledBatch } from '../simulate/play.ts';
import { type Submitted, seedOf } from '../simulate/sender.ts';
import type { Cell } from './crowd.ts';

const NO_GOLD = `0x${'00'.repeat(32)}`;
const GOLD_SALT = parseBytes32(seedOf('gold'));
const SURE = 100;

const truthOf = (batch: CrowdBatch, item: number): Hex => toHex(packItem('class', [{ classId: (batch.truths[item] ?? 0) + 1, confidence: SURE, coordinates: [] }]));

/** A batch's known answers as the root commits to them. */
function goldOf(batch: CrowdBatch, index: number): GoldBatch {
  return { index, items: batch.goldItems, truths: batch.goldItems.map((item) => truthOf(batch, item)), salt: GOLD_SALT };
}

interface Ruled {
  readonly batch: SettledBatch;
  readonly submitted: Submitted;
}

/** An expert who sees the truth of drawn and disputed items, and a lead who reveals the gold. */
export class Judging implements Judge {
  /** Stake lost, by worker and batch. */
  readonly slashedWei = new Map<string, Map<bigint, bigint>>();
  readonly #expert = new Wallet(seedOf('expert'));
  readonly #chain: FreshChain;
  readonly #cells: ReadonlyMap<Group, Cell>;
  readonly #trees = new Map<Group, MerkleTree>();

  constructor(chain: FreshChain, cells: readonly Cell[]) {
    this.#chain = chain;
    this.#cells = new Map(cells.map((cell) => [cell.group, cell]));
    for (const { group, setting, batches } of cells) if (setting.goldPerBatch > 0) this.#trees.set(group, goldTree(batches.map(goldOf)));
  }

  goldRoot(group: Group): string {
    return this.#trees.get(group)?.root ?? NO_GOLD;
  }

  async judge(bench: Bench): Promise<void> {
    await this.#audit(bench);
    await this.#revealGold(bench);
  }

  async #audit(bench: Bench): Promise<void> {
    const audited = bench.batches.filter(({ group }) => (this.#cells.get(group)?.setting.auditBps ?? 0) > 0);
    await this.#chain.fund(this.#expert.address);
    for (const group of new Set(audited.map((batch) => batch.group))) {
      await bench.call(bench.lead, 'setExpert', encodeCoordinatorCall('setExpert', [bench.projectOf(group), this.#expert.address, true]));
    }
    await bench.flush();
    // The draw wants a block after the anchor's, which comes after settlement's.
    await this.#chain.mine();
    await this.#chain.mine();
    const rulings: Ruled[] = [];
    const draws: { readonly batch: SettledBatch; readonly sent: Submitted }[] = [];
    for (const batch of audited) draws.push({ batch, sent: await bench.call(this.#expert, 'drawAudit', encodeCoordinatorCall('drawAudit', [batch.batchId])) });
    await bench.flush();
    for (const { batch, sent } of draws) {
      const drawn = (await sent.mined).find((event) => event.name === 'AuditDrawn')?.args.drawnMask ?? 0n;
      const submitted = await this.#rule(bench, batch, drawn | (~batch.resolvedMask & lowBits(batch.items.length)));
      if (submitted !== null) rulings.push({ batch, submitted });
    }
    await bench.flush();
    await this.#noteSlashes(bench, rulings);
  }

  async #rule(bench: Bench, batch: SettledBatch, mask: bigint): Promise<Submitted | null> {
    const crowd = this.#crowd(batch);
    const items = bitsOf(mask);
    if (items.length === 0) return null;
    return bench.call(this.#expert, 'submitAudit', encodeCoordinatorCall('submitAudit', [batch.batchId, items, items.map((item) => truthOf(crowd, item)), batch.consensusRoot, [...batch.labels]]));
  }

  async #revealGold(bench: Bench): Promise<void> {
    const sent: Ruled[] = [];
    for (const batch of bench.batches) {
      const tree = this.#trees.get(batch.group);
      if (tree === undefined) continue;
      const { items, truths, salt } = goldOf(this.#crowd(batch), batch.index);
      const data = encodeCoordinatorCall('revealGold', [batch.batchId, items, truths, salt, merkleProof(tree, batch.index), batch.consensusRoot, [...batch.labels]]);
      sent.push({ batch, submitted: await bench.call(bench.lead, 'revealGold', data) });
    }
    await bench.flush();
    await this.#noteSlashes(bench, sent);
  }

  async #noteSlashes(bench: Bench, rulings: readonly Ruled[]): Promise<void> {
    for (const { batch, submitted } of rulings) {
      for (const event of await submitted.mined) {
        if (event.name !== 'StakeSlashed') continue;
        const worker = bench.workerAt(event.args.account) ?? '';
        const slashes = this.slashedWei.get(worker) ?? new Map<bigint, bigint>();
        this.slashedWei.set(worker, slashes.set(batch.batchId, (slashes.get(batch.batchId) ?? 0n) + event.args.amount));
      }
    }
  }

  #crowd({ group, index }: SettledBatch): CrowdBatch {
    const crowd = this.#cells.get(group)?.batches[index];
    if (crowd === undefined) throw new Error(`batch ${index} of ${group.workers.join(', ')} was not drawn here`);
    return crowd;
  }
}
