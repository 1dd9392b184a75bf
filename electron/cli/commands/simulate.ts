import { writeFileSync } from 'node:fs';
import type { Result } from '../../../shared/host-api.ts';
import { parseAddress } from '../../../shared/labels/ids.ts';
import type { SettlementWay } from '../../../shared/protocol/abi.ts';
import { type ProjectParams, ZERO_ADDRESS, assertedSettlement, computedSettlement } from '../../../shared/protocol/params.ts';
import { type FreshChain, startFreshChain } from '../../host/chain/local/fresh-chain.ts';
import { fail } from '../../host/context.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Output, table } from '../output.ts';
import type { BadRow, Crowd } from '../simulate/crowd.ts';
import { GoldGate } from '../simulate/gold-gate.ts';
import { type Group, planGroups } from '../simulate/plan.ts';
import { playGroups } from '../simulate/play.ts';
import { type Gold, readClassCrowd, readGold } from '../simulate/read-classes.ts';
import { readRegionCrowd } from '../simulate/read-regions.ts';
import { type Report, itemRows, reportOf, rowsAsCsv } from '../simulate/report.ts';

export interface SimulateOptions {
  readonly crowd: string;
  readonly gold?: string;
  /** Known answers that a batch asks for; 0: they only measure. */
  readonly goldPerBatch: number;
  readonly seats: number;
  readonly quorum: number;
  readonly limit?: number;
  readonly kind: 'class' | 'boxes' | 'spans';
  /** 0 to 1. */
  readonly threshold: number;
  /** 0 to 1. */
  readonly agreement: number;
  readonly confidence: number;
  readonly settlement: SettlementWay;
  readonly out?: string;
  readonly json?: boolean;
}

const SHOWN_BAD_ROWS = 20;
const HOUR_SECONDS = 3600;
const BPS = 10_000;

function readCrowd(options: SimulateOptions): Result<Crowd> {
  if (options.kind === 'class') return readClassCrowd(options.crowd, options.confidence);
  return readRegionCrowd(options.crowd, options.kind, { confidence: options.confidence, thresholdBps: Math.round(options.threshold * BPS) });
}

function limited(crowd: Crowd, limit: number | undefined): Crowd {
  return limit === undefined ? crowd : { ...crowd, items: crowd.items.slice(0, limit) };
}

function paramsOf(options: SimulateOptions, crowd: Crowd, chain: FreshChain, gate: GoldGate | undefined): (group: Group) => ProjectParams {
  const isClass = crowd.kind === 'class';
  const settled = (params: ProjectParams): ProjectParams => (options.settlement === 'asserted' ? { ...params, ...assertedSettlement(params) } : params);
  return (group) => settled({
    token: parseAddress(chain.deployment.token),
    scope: ZERO_ADDRESS,
    kind: crowd.kind,
    seats: options.seats,
    quorum: options.quorum,
    batchSize: group.batchSize,
    classCount: crowd.classes.length,
    goldPerBatch: gate?.perBatch(group) ?? 0,
    thresholdBps: isClass ? BPS : Math.round(options.threshold * BPS),
    agreementBps: isClass ? BPS : Math.round(options.agreement * BPS),
    // Nobody is there to audit: a disputed item is left to its half pay.
    auditBps: 0,
    targetBps: 6000,
    minScoreBps: 0,
    rewardPerLabel: 10n ** 18n,
    // A batch's reward where a gate may take half of it.
    stakePerSeat: (gate === undefined ? 1n : BigInt(group.batchSize)) * 10n ** 18n,
    auditFeePerItem: 0n,
    prioritySeconds: 0,
    leaseSeconds: 24 * HOUR_SECONDS,
    commitSeconds: HOUR_SECONDS,
    // Longer than the commit window: all batches are revealed together, after the slowest of them.
    revealSeconds: 24 * HOUR_SECONDS,
    auditSeconds: HOUR_SECONDS,
    openExperts: false,
    detailsOnChain: false,
    ...computedSettlement,
    tiers: [
      { minScoreBps: 5500, minItems: 50, multiplierBps: 10_000 },
      { minScoreBps: 6500, minItems: 200, multiplierBps: 11_000 },
      { minScoreBps: 7500, minItems: 1000, multiplierBps: 12_500 },
    ],
  });
}

function sayBadRows(output: Output, bad: readonly BadRow[]): void {
  for (const { file, line, field, reason } of bad.slice(0, SHOWN_BAD_ROWS)) output.progress(`${file}:${line}: ${field}: ${reason}; the line is left out`);
  if (bad.length > SHOWN_BAD_ROWS) output.progress(`... and ${bad.length - SHOWN_BAD_ROWS} more lines left out`);
}

function inWords(report: Report): string {
  const { accuracy, gold, gate } = report;
  const lines = [
    `${report.items} items, ${report.labels} labels of ${report.workers} workers, in ${report.batches} batches of ${report.projects} projects`,
    `${report.resolved} resolved, ${report.disputed} disputed${report.unplayable === 0 ? '' : `, ${report.unplayable} not played: fewer answers than the quorum`}`,
    gold === null ? null : `accuracy ${accuracy === null ? 'unknown' : accuracy.toFixed(4)} (${gold.right} of ${gold.resolved} resolved items with a known answer)`,
    gate === null ? null : `known answers asked in ${gate.batches} batches: ${gate.passed} seats passed, ${gate.payLost} lost their pay, ${gate.slashed} lost ${gate.slashedStake} of stake as well`,
    `${report.gasPerLabel} gas a label (${Object.entries(report.gasByCall).map(([name, gas]) => `${name} ${gas}`).join(', ')})`,
    '',
    table([['worker', 'seats', 'labels', 'reward', 'reputation'], ...report.perWorker.map((one) => [one.worker, one.seats, one.labels, one.reward, one.reputation.toFixed(4)])]),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function writeRows(path: string, text: string): Result<null> {
  try {
    writeFileSync(path, text);
    return { ok: true, value: null };
  } catch (error) {
    return fail('BAD_FILE', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, { field: '--out' });
  }
}

/** `tessera simulate`: a crowd's real answers through the real contracts. */
export async function runSimulate(options: SimulateOptions, output: Output): Promise<Result<ExitCode>> {
  if (2 * options.quorum <= options.seats || options.quorum > options.seats) {
    const least = Math.floor(options.seats / 2) + 1;
    return fail('USAGE', `A quorum of ${options.quorum} of ${options.seats} seats is no majority.`, { field: '--quorum', fix: `Choose ${least === options.seats ? String(least) : `${least} to ${options.seats}`}.` });
  }
  if (options.settlement === 'asserted' && options.kind === 'class') {
    return fail('USAGE', 'Batches of classes are always computed.', { field: '--settlement', fix: 'Leave it out, or choose --kind boxes or spans.' });
  }
  if (options.goldPerBatch > 0 && (options.kind !== 'class' || options.gold === undefined)) {
    return fail('USAGE', 'Known answers can be asked for in batches of classes, from a file of them.', { field: '--gold-per-batch', fix: 'Give --gold FILE, and leave --kind out.' });
  }
  const read = readCrowd(options);
  if (!read.ok) return read;
  const gold: Result<Gold | null> = options.gold === undefined ? { ok: true, value: null } : readGold(options.gold);
  if (!gold.ok) return gold;
  const bad = [...read.value.bad, ...(gold.value?.bad ?? [])];
  sayBadRows(output, bad);
  const crowd = limited(read.value, options.limit);
  const plan = planGroups(crowd.items, options.seats, options.quorum);
  if (plan.groups.length === 0) return fail('NOTHING_TO_PLAY', `${options.crowd} has no item with ${options.quorum} answers or more.`, { field: options.crowd, fix: 'Choose a smaller quorum, or a file with more answers an item.' });
  for (const { task, answers } of plan.unplayable.slice(0, SHOWN_BAD_ROWS)) output.progress(`${task}: ${answers} answers, fewer than the quorum of ${options.quorum}; not played`);
  const chain = await startFreshChain();
  if (!chain.ok) return chain;
  try {
    const gate = options.goldPerBatch > 0 && gold.value !== null ? new GoldGate(crowd, plan.groups, gold.value.labels, options.goldPerBatch) : undefined;
    const played = await playGroups(chain.value, plan.groups, paramsOf(options, crowd, chain.value, gate), (line) => output.progress(line), gate);
    const rows = itemRows(crowd, plan, played);
    const report = reportOf({ crowd, plan, played, rows, gold: gold.value?.labels ?? null, gate: gate?.count ?? null, badRows: bad.length });
    if (options.out !== undefined) {
      const written = writeRows(options.out, rowsAsCsv(rows));
      if (!written.ok) return written;
    }
    output.result(report, () => inWords(report));
    return { ok: true, value: EXIT.done };
  } finally {
    await chain.value.close();
  }
}
