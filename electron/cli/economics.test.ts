import { describe, expect, it } from 'vitest';
import type { EconomicsReport } from './economics/results.ts';
import { runCli } from './test-support/run-cli.ts';

describe('tessera economics', () => {
  it('plays the strategies through the contracts, with the audit and the gold gate biting', async () => {
    const run = await runCli('economics', '--batches', '6', '--shares', '50/50', '--audit', '20', '--json');
    expect(run.code, run.stderr).toBe(0);
    const { rows } = JSON.parse(run.stdout) as EconomicsReport;
    // Eight strategies, with and without the pay factor, with and without gold.
    expect(rows).toHaveLength(32);
    const gainOf = (strategy: string, targetBps: number, goldPerBatch: number) => rows.find((row) => row.strategy === strategy && row.targetBps === targetBps && row.goldPerBatch === goldPerBatch)?.gain ?? NaN;
    // Half of eight balanced gold items right: the batch's pay is lost, and half its reward from the stake; the audit
    // takes the rest of that.
    for (const targetBps of [0, 6000]) {
      expect(gainOf('ring, commonest', targetBps, 8)).toBeLessThanOrEqual(-32);
      expect(gainOf('ring, commonest', targetBps, 8)).toBeGreaterThanOrEqual(-64);
    }
    // The audit takes some of the 13 drawn items' pay, and of the stake twice the pay of what they stand for.
    expect(gainOf('ring, commonest', 6000, 0)).toBeLessThan(40);
    expect(gainOf('ring, commonest', 6000, 0)).toBeGreaterThanOrEqual(64 - 13 - 64);
    expect(gainOf('lazy', 6000, 0)).toBeLessThan(1);
    expect(gainOf('lazy', 0, 0)).toBeGreaterThan(gainOf('lazy', 6000, 0) + 5);
    // Two honest people err alike now and then, and a drawn item of theirs costs ten rewards; all expected 61, half is sure.
    expect(gainOf('honest 0.97', 6000, 0)).toBeGreaterThan(40);
    // A lazy seat's f is 0 with the factor, and so is what an audit finds to take; without it the audit takes some.
    expect(gainOf('lazy', 6000, 8)).toBe(-32);
    expect(gainOf('lazy', 0, 8)).toBeLessThanOrEqual(-32);
    expect(gainOf('lazy', 0, 8)).toBeGreaterThanOrEqual(-64);
  });

  it('refuses a quorum that is no majority', async () => {
    const run = await runCli('economics', '--seats', '4', '--quorum', '2');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--quorum');
  });
});
