import { type Hex, fromHex, toHex } from '../../../shared/bytes.ts';
import { areAlike } from '../../../shared/consensus/truth.ts';
import { packItem, splitBatch } from '../../../shared/labels/codec-bytes.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { type GoldBatch, type GoldVerdict, type KnownAnswer, chooseGold, goldTree, goldVerdict } from '../../../shared/protocol/gold/gold.ts';
import { type MerkleTree, merkleProof } from '../../../shared/protocol/merkle.ts';
import type { Crowd } from './crowd.ts';
import type { Group } from './plan.ts';
import type { Bench, Judge, SettledBatch } from './play.ts';
import { type Submitted, seedOf } from './sender.ts';

const NO_GOLD = `0x${'00'.repeat(32)}`;
const SURE = 100;
/** Classes agree when they are the same. */
const SAME = { kind: 'class', quorum: 1, thresholdBps: 10_000, agreementBps: 10_000 } as const;

interface Chosen {
  readonly perBatch: number;
  readonly batches: readonly GoldBatch[];
  readonly tree: MerkleTree;
}

/** What the gate did to the seats of all batches that had known answers. */
export interface GateCount {
  readonly batches: number;
  readonly passed: number;
  readonly payLost: number;
  readonly slashed: number;
  /** Stake that it took, in wei. */
  readonly slashedWei: bigint;
}

/** Known answers hidden in every batch that has enough of them, and revealed once it is settled. Classes only. */
export class GoldGate implements Judge {
  readonly #chosen = new Map<Group, Chosen>();
  readonly #verdicts: Record<GoldVerdict, number> = { passed: 0, 'pay-lost': 0, slashed: 0 };
  #batches = 0;
  #slashedWei = 0n;

  /** @param most known answers a batch; a group whose batches have fewer asks for as many as each of them has */
  constructor(crowd: Crowd, groups: readonly Group[], labels: ReadonlyMap<string, string>, most: number) {
    for (const group of groups) {
      const answers = answersOf(crowd, group, labels);
      for (let perBatch = Math.min(most, group.batchSize); perBatch > 0; perBatch--) {
        const chosen = chooseGold({ batchSize: group.batchSize, goldPerBatch: perBatch }, group.items.length, answers, parseBytes32(seedOf('gold')));
        if (!chosen.ok) continue;
        this.#chosen.set(group, { perBatch, batches: chosen.value, tree: goldTree(chosen.value) });
        break;
      }
    }
  }

  perBatch(group: Group): number {
    return this.#chosen.get(group)?.perBatch ?? 0;
  }

  goldRoot(group: Group): string {
    return this.#chosen.get(group)?.tree.root ?? NO_GOLD;
  }

  async judge(bench: Bench): Promise<void> {
    const sent: Submitted[] = [];
    for (const batch of bench.batches) {
      const chosen = this.#chosen.get(batch.group);
      const gold = chosen?.batches[batch.index];
      if (chosen === undefined || gold === undefined) continue;
      const data = encodeCoordinatorCall('revealGold', [batch.batchId, [...gold.items], [...gold.truths], gold.salt, merkleProof(chosen.tree, batch.index), batch.consensusRoot, [...batch.labels]]);
      sent.push(await bench.call(bench.lead, 'revealGold', data));
      this.#count(batch, gold);
    }
    await bench.flush();
    for (const { mined } of sent) for (const event of await mined) if (event.name === 'StakeSlashed') this.#slashedWei += event.args.amount;
  }

  get count(): GateCount {
    return { batches: this.#batches, passed: this.#verdicts.passed, payLost: this.#verdicts['pay-lost'], slashed: this.#verdicts.slashed, slashedWei: this.#slashedWei };
  }

  #count(batch: SettledBatch, gold: GoldBatch): void {
    this.#batches++;
    for (const labels of batch.labels) {
      if (labels === '0x') continue;
      const items = splitBatch('class', fromHex(labels), batch.items.length);
      const right = gold.items.filter((item, at) => areAlike(SAME, (items.ok ? items.value[item] : undefined) ?? Uint8Array.of(0), fromHex(gold.truths[at] ?? '0x')));
      this.#verdicts[goldVerdict(right.length, gold.items.length)]++;
    }
  }
}

/** By place in the group. A class that nobody named cannot be asked for. */
function answersOf(crowd: Crowd, group: Group, labels: ReadonlyMap<string, string>): Map<number, KnownAnswer> {
  return new Map(
    group.items.flatMap(({ item }, place) => {
      const classId = crowd.classes.indexOf(labels.get(item.task) ?? '') + 1;
      const truth = (): Hex => toHex(packItem('class', [{ classId, confidence: SURE, coordinates: [] }]));
      return classId === 0 ? [] : [[place, { labels: truth(), category: classId }] as const];
    }),
  );
}
