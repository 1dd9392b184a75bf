import { parseAddress } from '../../../shared/labels/ids.ts';
import type { Result } from '../../../shared/host-api.ts';
import { type ProjectParams, defaultParams } from '../../../shared/protocol/params.ts';
import { type FreshChain, startFreshChain } from '../../host/chain/local/fresh-chain.ts';
import { fail } from '../../host/context.ts';
import { type Cell, cellsOf } from '../economics/crowd.ts';
import { BATCH_ITEMS, CROWD_ACCURACY, type Spread, settings, spreads } from '../economics/grid.ts';
import { Judging } from '../economics/judging.ts';
import { type EconomicsReport, type Measured, asMarkdown, measured, withinTwoErrors } from '../economics/results.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import type { Group } from '../simulate/plan.ts';
import { playGroups } from '../simulate/play.ts';

export interface EconomicsOptions {
  readonly batches: number;
  readonly seed: number;
  readonly seats: number;
  readonly quorum: number;
  /** Stake a seat, in rewards. */
  readonly stake: number;
  /** One spread alone, by its name. */
  readonly shares?: string;
  /** One audit rate alone, in per cent. */
  readonly audit?: string;
  readonly json?: boolean;
}

const REWARD_WEI = 10n ** 18n;
const HOUR_SECONDS = 3600;

function paramsOf(cell: Cell, options: EconomicsOptions, chain: FreshChain): ProjectParams {
  const classes = cell.spread.shares.map((_, index) => ({ id: index + 1, name: `c${index + 1}`, colour: '#000000' }));
  const schema = { name: 'x', kind: 'class' as const, classes, documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 };
  return {
    ...defaultParams(schema, parseAddress(chain.deployment.token)),
    ...cell.setting,
    seats: options.seats,
    quorum: options.quorum,
    batchSize: BATCH_ITEMS,
    rewardPerLabel: REWARD_WEI,
    stakePerSeat: BigInt(options.stake) * REWARD_WEI,
    auditFeePerItem: 0n,
    commitSeconds: HOUR_SECONDS,
    // Longer than all the calls of a spread take on the chain's clock.
    auditSeconds: 24 * HOUR_SECONDS,
  };
}

async function playSpread(chain: FreshChain, spread: Spread, options: EconomicsOptions, output: Output): Promise<Measured[]> {
  const chosen = settings.filter(({ auditBps }) => options.audit === undefined || auditBps === Number(options.audit) * 100);
  const cells = cellsOf(spread, chosen, options, options);
  const byGroup = new Map<Group, Cell>(cells.map((cell) => [cell.group, cell]));
  const params = new Map<Group, ProjectParams>(cells.map((cell) => [cell.group, paramsOf(cell, options, chain)]));
  const paramsFor = (group: Group): ProjectParams => params.get(group) ?? paramsOf(byGroup.get(group) ?? (cells[0] as Cell), options, chain);
  const judging = new Judging(chain, cells);
  const played = await playGroups(chain, cells.map(({ group }) => group), paramsFor, (line) => output.progress(`${spread.name}: ${line}`), judging);
  const workers = new Map(played.workers.map((worker) => [worker.worker, worker]));
  return cells.map((cell) => {
    const first = workers.get(cell.group.workers[0] ?? '');
    if (first === undefined) throw new Error(`${cell.player} has claimed nothing`);
    return measured(cell, paramsFor(cell.group), gainsOf(first.claims, judging.slashedWei.get(first.worker)), first.scoreBps / 10_000);
  });
}

function gainsOf(claims: ReadonlyMap<bigint, bigint>, slashes: ReadonlyMap<bigint, bigint> | undefined): bigint[] {
  return [...claims].map(([batchId, amount]) => amount - (slashes?.get(batchId) ?? 0n));
}

/** `tessera economics`: what honesty and cheating gain under different rules, played through the contracts. */
export async function runEconomics(options: EconomicsOptions, output: Output): Promise<Result<ExitCode>> {
  if (2 * options.quorum <= options.seats || options.quorum > options.seats) {
    return fail('USAGE', `A quorum of ${options.quorum} of ${options.seats} seats is no majority.`, { field: '--quorum', fix: `Choose ${Math.floor(options.seats / 2) + 1} to ${options.seats}.` });
  }
  const chosen = spreads.filter(({ name }) => options.shares === undefined || name === options.shares);
  const chain = await startFreshChain();
  if (!chain.ok) return chain;
  try {
    const rows: Measured[] = [];
    for (const spread of chosen) rows.push(...(await playSpread(chain.value, spread, options, output)));
    const { seats, quorum, seed, stake } = options;
    const report: EconomicsReport = { seats, quorum, batchSize: BATCH_ITEMS, crowdAccuracy: CROWD_ACCURACY, stakeRewards: stake, seed, rows, withinTwoErrors: withinTwoErrors(rows) };
    output.result(report, () => asMarkdown(report, chosen));
    return { ok: true, value: EXIT.done };
  } finally {
    await chain.value.close();
  }
}
