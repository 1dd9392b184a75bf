import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseGasSnapshot } from '../../../shared/protocol/gas-costs-rows.ts';
import type { GasRow, GasTable } from '../../../shared/protocol/gas-costs-rows.ts';
import type { Row, Section } from '../support/row.ts';

const root = join(import.meta.dirname, '../../..');

/** Parts of what a transaction a label that stores 32 bytes costs, batches of 64, three seats. */
const ASKED: readonly { readonly kind: GasRow['kind']; readonly regions: number; readonly settlement: GasRow['settlement']; readonly part: number }[] = [
  { kind: 'class', regions: 1, settlement: 'computed', part: 20 },
  { kind: 'boxes', regions: 2, settlement: 'computed', part: 10 },
  { kind: 'boxes', regions: 4, settlement: 'computed', part: 6 },
  { kind: 'boxes', regions: 8, settlement: 'computed', part: 3 },
  { kind: 'spans', regions: 2, settlement: 'computed', part: 10 },
  { kind: 'spans', regions: 4, settlement: 'computed', part: 6 },
  { kind: 'spans', regions: 8, settlement: 'computed', part: 3 },
  { kind: 'boxes', regions: 2, settlement: 'asserted', part: 20 },
];
const MOST_GAS = 15_000_000;

/** What a label costs on chain, all calls of everybody counted: measured anew by the contracts' own tests. */
export async function gasSuite(): Promise<Section> {
  await measure();
  const usual = await tableOf('gas-a-label');
  // A day's work on classes: as many batches as a call takes.
  const many = await tableOf('gas-a-label-32-a-call');
  const bare = usual.baselines['bare'];
  if (bare === undefined) throw new Error('contracts/snapshots/gas-a-label.json has no row "bare"');
  const rows = ASKED.flatMap((asked): Row[] => {
    const find = (list: readonly GasRow[]): number | undefined =>
      list.find((row) => row.kind === asked.kind && row.regions === asked.regions && row.settlement === asked.settlement && row.seats === 3 && row.batchSize === 64)?.gas;
    const best = Math.min(...[find(usual.rows), find(many.rows)].flatMap((gas) => gas ?? []));
    const amount = asked.kind === 'class' ? 'a class' : `${asked.regions} ${asked.kind}`;
    return [{ work: `a label, ${asked.settlement}`, amount, way: `Tessera: 1/${(bare / best).toFixed(1)} of bare`, median: best, p95: null, unit: 'gas', ratio: best / bare, reach: `1/${asked.part} of bare`, isMet: best <= bare / asked.part }];
  });
  const worst = Math.max(...Object.values(await snapshotOf('gas-worst-call')));
  return {
    id: 'gas',
    title: 'Gas a label',
    how: 'Batches of 64, three seats, every call of everybody counted, eight or 32 batches a call, whichever is less; all rows are in docs/gas.md. The baseline is one transaction a label that stores 32 bytes, in the same run.',
    rows: [
      { work: 'a label, nothing but stored', amount: '32 bytes', way: 'one transaction each (baseline)', median: bare, p95: null, unit: 'gas', ratio: 1, reach: '', isMet: null },
      ...rows,
      { work: 'the dearest call of a project', amount: 'all of the above', way: 'Tessera', median: worst, p95: null, unit: 'gas', ratio: null, reach: 'fits 15 M', isMet: worst <= MOST_GAS },
    ],
  };
}

async function measure(): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'contracts/tools/forge.mjs'), 'snapshot'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the contracts' gas tests ended with ${String(code)}`);
}

const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(root, 'contracts/snapshots', `${name}.json`), 'utf8'));
const tableOf = async (name: string): Promise<GasTable> => parseGasSnapshot(await read(name));

async function snapshotOf(name: string): Promise<Record<string, number>> {
  const json = await read(name);
  if (typeof json !== 'object' || json === null) throw new Error(`contracts/snapshots/${name}.json is no snapshot`);
  return Object.fromEntries(Object.entries(json).map(([row, gas]) => [row, Number(gas)]));
}
