import { stringify } from 'csv-stringify/sync';
import { MAX_CONSENSUS_REGIONS, type RawRegion, splitBatch, unpackItem } from '../../../shared/labels/codec-bytes.ts';
import { unitToPixel } from '../../../shared/labels/pixels.ts';
import { must } from '../../../shared/result.ts';
import type { Crowd, CrowdItem } from './crowd.ts';
import type { GateCount } from './gold-gate.ts';
import type { Plan, PlannedItem } from './plan.ts';
import type { Played } from './play.ts';
import type { ItemOutcome } from './read-events.ts';

/** One line of --out. */
export interface ItemRow {
  readonly task: string;
  /** Joined by `;`, in the order of the file. */
  readonly workers: string;
  /** What each of them said, in the same order. */
  readonly votes: string;
  readonly outcome: 'resolved' | 'disputed';
  /** The consensus; empty where the item is disputed. */
  readonly label: string;
}

/** Held against known answers; only resolved items have an answer to be right. */
export interface GoldCount {
  /** Items that were played and have a known answer. */
  readonly known: number;
  readonly resolved: number;
  readonly right: number;
}

export interface Report {
  readonly items: number;
  readonly resolved: number;
  readonly disputed: number;
  readonly unplayable: number;
  readonly labels: number;
  readonly batches: number;
  readonly projects: number;
  readonly workers: number;
  readonly badRows: number;
  /** right / resolved of `gold`; null without known answers. */
  readonly accuracy: number | null;
  readonly gold: GoldCount | null;
  /** What known answers asked in batches did; null where none were asked. */
  readonly gate: { readonly batches: number; readonly passed: number; readonly payLost: number; readonly slashed: number; readonly slashedStake: string } | null;
  readonly gasPerLabel: number;
  readonly gasByCall: Readonly<Record<string, number>>;
  readonly perWorker: readonly { readonly worker: string; readonly seats: number; readonly labels: number; readonly reward: string; readonly reputation: number; readonly scoredItems: number }[];
}

const TOKEN_DECIMALS = 18n;

/** Wei as a decimal number of tokens, without a trailing zero. */
export function tokens(wei: bigint): string {
  const unit = 10n ** TOKEN_DECIMALS;
  const rest = (wei % unit).toString().padStart(Number(TOKEN_DECIMALS), '0').replace(/0+$/, '');
  return rest === '' ? String(wei / unit) : `${wei / unit}.${rest}`;
}

/** Regions as the file would have them: a class by its name, boxes and spans as JSON. */
function inWords(crowd: Crowd, item: CrowdItem, regions: readonly RawRegion[]): string {
  const nameOf = (region: RawRegion): string => crowd.classes[region.classId - 1] ?? '';
  if (crowd.kind === 'class') return regions.map(nameOf).join('|');
  return JSON.stringify(
    regions.map((region) => {
      const [a = 0, b = 0, c = 0, d = 0] = region.coordinates;
      if (crowd.kind === 'spans') return { label: nameOf(region), span: [a, b], confidence: region.confidence };
      const [x0, y0, x1, y1] = [unitToPixel(a, item.widthPx), unitToPixel(b, item.heightPx), unitToPixel(c, item.widthPx), unitToPixel(d, item.heightPx)];
      return { label: nameOf(region), box: [x0, y0, x1 - x0, y1 - y0], confidence: region.confidence };
    }),
  );
}

function consensusOf(crowd: Crowd, outcome: ItemOutcome): readonly RawRegion[] {
  const items = must(splitBatch(crowd.kind, outcome.batchConsensus, outcome.itemsInBatch));
  const bytes = items[outcome.indexInBatch] ?? Uint8Array.of(0);
  return must(unpackItem(crowd.kind, bytes, { classCount: crowd.classes.length, maxRegions: MAX_CONSENSUS_REGIONS })) ?? [];
}

function rowOf(crowd: Crowd, { item, answers }: PlannedItem, outcome: ItemOutcome): ItemRow {
  const seated = item.answers.filter((answer) => answers.includes(answer));
  return {
    task: item.task,
    workers: seated.map((answer) => answer.worker).join(';'),
    votes: seated.map((answer) => inWords(crowd, item, answer.regions)).join(';'),
    outcome: outcome.isResolved ? 'resolved' : 'disputed',
    label: outcome.isResolved ? inWords(crowd, item, consensusOf(crowd, outcome)) : '',
  };
}

/** A row an item, in the order of the file. */
export function itemRows(crowd: Crowd, plan: Plan, played: Played): ItemRow[] {
  const planned = new Map(plan.groups.flatMap((group) => group.items.map((one) => [one.item.task, one] as const)));
  return crowd.items.flatMap((item) => {
    const one = planned.get(item.task);
    const outcome = played.items.get(item.task);
    return one === undefined || outcome === undefined ? [] : [rowOf(crowd, one, outcome)];
  });
}

export function rowsAsCsv(rows: readonly ItemRow[]): string {
  return stringify([...rows], { header: true, columns: ['task', 'workers', 'votes', 'outcome', 'label'] });
}

function goldCount(rows: readonly ItemRow[], gold: ReadonlyMap<string, string>): GoldCount {
  const known = rows.filter((row) => gold.has(row.task));
  const resolved = known.filter((row) => row.outcome === 'resolved');
  return { known: known.length, resolved: resolved.length, right: resolved.filter((row) => row.label === gold.get(row.task)).length };
}

export function reportOf(parts: { crowd: Crowd; plan: Plan; played: Played; rows: readonly ItemRow[]; gold: ReadonlyMap<string, string> | null; gate: GateCount | null; badRows: number }): Report {
  const { crowd, plan, played, rows, gold, gate } = parts;
  const held = gold === null || crowd.kind !== 'class' ? null : goldCount(rows, gold);
  const planned = plan.groups.flatMap((group) => group.items);
  const labels = planned.reduce((sum, one) => sum + one.answers.length, 0);
  const totalGas = [...played.gas.values()].reduce((sum, gas) => sum + gas, 0n);
  const labelsBy = new Map<string, number>();
  for (const { answers } of planned) for (const { worker } of answers) labelsBy.set(worker, (labelsBy.get(worker) ?? 0) + 1);
  const resolved = rows.filter((row) => row.outcome === 'resolved').length;
  return {
    items: rows.length,
    resolved,
    disputed: rows.length - resolved,
    unplayable: plan.unplayable.length,
    labels,
    batches: played.batches,
    projects: plan.groups.length,
    workers: played.workers.length,
    badRows: parts.badRows,
    accuracy: held === null || held.resolved === 0 ? null : held.right / held.resolved,
    gold: held,
    gate: gate === null ? null : { batches: gate.batches, passed: gate.passed, payLost: gate.payLost, slashed: gate.slashed, slashedStake: tokens(gate.slashedWei) },
    gasPerLabel: labels === 0 ? 0 : Math.round(Number(totalGas) / labels),
    gasByCall: Object.fromEntries([...played.gas].map(([name, gas]) => [name, Number(gas)])),
    perWorker: played.workers.map((one) => ({
      worker: one.worker,
      seats: one.seats,
      labels: labelsBy.get(one.worker) ?? 0,
      reward: tokens(one.rewardWei),
      reputation: one.scoreBps / 10_000,
      scoredItems: one.scoredItems,
    })),
  };
}
