import { expectedGain } from '../../../shared/protocol/economics.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { BATCH_ITEMS, CROWD_ACCURACY, type Spread, players } from './grid.ts';
import type { Cell } from './crowd.ts';

/** One number of the table. Gains are of one seat in one batch, in rewards. */
export interface Measured {
  readonly spread: string;
  readonly targetBps: number;
  readonly goldPerBatch: number;
  readonly auditBps: number;
  readonly strategy: string;
  readonly batches: number;
  readonly gain: number;
  /** Of the mean `gain`. */
  readonly standardError: number;
  /** What `shared/protocol/economics.ts` expects. */
  readonly computed: number;
  /** Reputation after all batches, 0 to 1. */
  readonly reputation: number;
}

export interface EconomicsReport {
  readonly seats: number;
  readonly quorum: number;
  readonly batchSize: number;
  readonly crowdAccuracy: number;
  readonly stakeRewards: number;
  readonly seed: number;
  readonly rows: readonly Measured[];
  /** Of simulated and computed gains, in standard errors: 95 of 100 numbers lie within 2. */
  readonly withinTwoErrors: number;
}

/** @param gainsWei of the strategy's first seat, by batch */
export function measured(cell: Cell, params: ProjectParams, gainsWei: readonly bigint[], reputation: number): Measured {
  const gains = gainsWei.map((wei) => Number(wei) / Number(params.rewardPerLabel));
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, gains.length - 1);
  const { gain: computed } = expectedGain(params, { shares: cell.spread.shares, crowdAccuracy: CROWD_ACCURACY }, cell.strategy);
  return { spread: cell.spread.name, ...cell.setting, strategy: cell.player, batches: gains.length, gain: mean, standardError: Math.sqrt(variance / gains.length), computed, reputation };
}

/** The share of numbers where simulation and computation are within two standard errors (or 1.5 % of the batch's rewards). */
export function withinTwoErrors(rows: readonly Measured[]): number {
  return rows.filter((row) => Math.abs(row.gain - row.computed) <= 2 * row.standardError + 0.015 * BATCH_ITEMS).length / Math.max(1, rows.length);
}

const heading = (spread: string): string => (spread === 'ten' ? 'Ten classes, equally common' : `Two classes, ${spread}`);

/** A table a spread: a row a setting, a column a strategy, in each cell the simulated gain and the computed one. */
export function asMarkdown(report: EconomicsReport, spreads: readonly Spread[]): string {
  const names = players.map(({ name }) => name);
  const parts = spreads.map(({ name }) => {
    const rows = report.rows.filter((row) => row.spread === name);
    const keys = [...new Set(rows.map((row) => `${row.goldPerBatch} ${row.targetBps} ${row.auditBps}`))];
    const lines = keys.map((key) => {
      const of = rows.filter((row) => `${row.goldPerBatch} ${row.targetBps} ${row.auditBps}` === key);
      const [first] = of;
      const cells = names.map((player) => {
        const row = of.find((one) => one.strategy === player);
        return row === undefined ? '' : `${row.gain.toFixed(1)} (${row.computed.toFixed(1)})`;
      });
      return `| ${first?.goldPerBatch === 0 ? 'no' : `${first?.goldPerBatch ?? 0} of ${report.batchSize}`} | ${first?.targetBps === 0 ? 'off' : String((first?.targetBps ?? 0) / 10_000)} | ${(first?.auditBps ?? 0) / 100} % | ${cells.join(' | ')} |`;
    });
    return [`### ${heading(name)}`, '', `| gold | target | audit | ${names.join(' | ')} |`, `| --- | --- | ---: | ${names.map(() => '---:').join(' | ')} |`, ...lines].join('\n');
  });
  const worst = Math.max(0, ...report.rows.map((row) => row.standardError));
  const note = `Seed ${report.seed}, ${report.rows[0]?.batches ?? 0} batches a number, standard error at most ${worst.toFixed(1)}; ${(report.withinTwoErrors * 100).toFixed(1)} % of the simulated numbers are within two standard errors (and 1.5 % of the batch's rewards) of the computed ones.`;
  return [...parts, note].join('\n\n');
}
