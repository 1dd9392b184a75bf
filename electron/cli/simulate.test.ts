import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Wallet } from 'ethers/wallet';
import { parseAddress } from '../../shared/labels/ids.ts';
import type { ProjectSchema } from '../../shared/labels/schema.ts';
import { decodeCoordinatorResult, encodeCoordinatorCall } from '../../shared/protocol/abi.ts';
import { type ProjectParams, assertedSettlement, defaultParams } from '../../shared/protocol/params.ts';
import { must } from '../../shared/result.ts';
import { startFreshChain } from '../host/chain/local/fresh-chain.ts';
import { runProgram } from './program.ts';
import type { Claimer } from './simulate/assert.ts';
import { type Group, planGroups } from './simulate/plan.ts';
import { playGroups } from './simulate/play.ts';
import { readRegionCrowd } from './simulate/read-regions.ts';
import type { Report } from './simulate/report.ts';
import { seedOf } from './simulate/sender.ts';
import { runCli } from './test-support/run-cli.ts';

let dir = '';
const fixture = join(import.meta.dirname, '../../../shared/fixtures/crowd-product');
const file = (name: string, content: string): string => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};
interface Row {
  task: string;
  workers: string;
  votes: string;
  outcome: string;
  label: string;
}
const rowsOf = (path: string): Row[] => parse<Row>(readFileSync(path), { columns: true });

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tessera-simulate-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The label that `quorum` of the first `seats` workers share: written down without anything of ours. */
function majorities(crowd: string, seats: number, quorum: number): Map<string, { workers: string; label: string | null }> {
  const answers = new Map<string, { worker: string; label: string }[]>();
  for (const { task, worker, label } of parse<{ task: string; worker: string; label: string }>(readFileSync(crowd), { columns: true })) {
    answers.set(task, [...(answers.get(task) ?? []), { worker, label }].slice(0, seats));
  }
  return new Map(
    [...answers].map(([task, seated]) => {
      const winner = seated.find(({ label }) => seated.filter((one) => one.label === label).length >= quorum);
      return [task, { workers: seated.map((one) => one.worker).join(';'), label: winner?.label ?? null }];
    }),
  );
}

function expectMajorities(crowd: string, out: string, seats: number, quorum: number): void {
  const expected = majorities(crowd, seats, quorum);
  for (const row of rowsOf(out)) {
    const { workers, label } = expected.get(row.task)!;
    expect({ task: row.task, workers: row.workers, outcome: row.outcome, label: row.label }).toEqual({ task: row.task, workers, outcome: label === null ? 'disputed' : 'resolved', label: label ?? '' });
  }
}

describe('tessera simulate', () => {
  it('equals a plain majority, disputes what has none, and names bad lines and items that cannot be played', async () => {
    const labels = ['cat', 'dog', 'a "quoted, one"'];
    const lines = ['task,worker,label'];
    for (let task = 0; task < 40; task += 1) {
      for (let seat = 0; seat < 4; seat += 1) lines.push(`t${task},w${(task + seat) % 6},${labels[(task * 7 + seat * (task + 1)) % 3]?.replace(/^(.*".*)$/, (text) => `"${text.replaceAll('"', '""')}"`) ?? ''}`);
    }
    lines.push('t1,w1,', 't2,w2,cat', 'alone,w1,dog', 'pair,w1,dog', 'pair,w2,dog');
    const crowd = file('crowd.csv', lines.join('\n'));
    const out = join(dir, 'out.csv');
    const run = await runCli('simulate', crowd, '--seats', '3', '--quorum', '2', '--json', '--out', out);
    expect(run.code, run.stderr).toBe(0);
    const report = JSON.parse(run.stdout) as Report;
    expect(report).toMatchObject({ items: 41, unplayable: 1, badRows: 2, accuracy: null });
    expect(report.resolved + report.disputed).toBe(41);
    expect(report.disputed).toBeGreaterThan(5);
    expect(report.perWorker.every(({ reputation }) => reputation >= 0 && reputation <= 1)).toBe(true);
    expect(run.stderr).toContain('crowd.csv:162: label: it is empty');
    expect(run.stderr).toContain('alone: 1 answers');
    expect(rowsOf(out)).toHaveLength(41);
    expect(rowsOf(out).at(-1)).toMatchObject({ task: 'pair', workers: 'w1;w2', votes: 'dog;dog', outcome: 'resolved', label: 'dog' });
    const clean = file('clean.csv', lines.filter((line) => line !== 't1,w1,' && line !== 't2,w2,cat').join('\n'));
    expectMajorities(clean, out, 3, 2);
  });

  it.skipIf(!existsSync(fixture))('agrees with a plain majority on real crowd labels, row by row (needs ../shared/fixtures)', async () => {
    const out = join(dir, 'product.csv');
    const crowd = join(fixture, 'crowd.csv');
    const run = await runCli('simulate', crowd, '--gold', join(fixture, 'gold.csv'), '--seats', '3', '--quorum', '2', '--limit', '500', '--json', '--out', out);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ items: 500, resolved: 500, disputed: 0, labels: 1500, accuracy: 433 / 500, gold: { known: 500, resolved: 500, right: 433 } });
    expect(rowsOf(out)).toHaveLength(500);
    expectMajorities(crowd, out, 3, 2);
  });

  it('asks known answers in every batch: who fails them loses pay, and stake at half or less', async () => {
    const truth = (task: number): string => (task % 2 === 0 ? 'cat' : 'dog');
    const turned = (task: number): string => truth(task + 1);
    const says: Record<string, (task: number) => string> = { good: truth, fair: truth, sloppy: (task) => (task % 8 < 5 ? truth(task) : turned(task)), liar: turned };
    const lines = ['task,worker,label'];
    for (const [name, say] of Object.entries(says)) for (let task = 0; task < 16; task++) lines.push(`t${task},${name},${say(task)}`);
    const gold = ['task,label', ...Array.from({ length: 16 }, (_, task) => `t${task},${truth(task)}`)];
    const args = ['simulate', file('gate.csv', lines.join('\n')), '--gold', file('gate-gold.csv', gold.join('\n')), '--seats', '4', '--quorum', '3', '--json'];
    const plain = JSON.parse((await runCli(...args)).stdout) as Report;
    expect(plain.gate).toBeNull();
    const run = await runCli(...args, '--gold-per-batch', '16');
    expect(run.code, run.stderr).toBe(0);
    const gated = JSON.parse(run.stdout) as Report;
    // Of 16 the sloppy has 10 right, which is under three quarters and over half; the liar none.
    expect(gated.gate).toEqual({ batches: 1, passed: 2, payLost: 1, slashed: 1, slashedStake: '8' });
    const reward = (report: Report, name: string): number => Number(report.perWorker.find(({ worker }) => worker === name)?.reward);
    expect(reward(gated, 'good')).toBeGreaterThanOrEqual(reward(plain, 'good'));
    expect(reward(plain, 'sloppy')).toBeGreaterThan(0);
    expect([reward(gated, 'sloppy'), reward(gated, 'liar')]).toEqual([0, 0]);
    const alone = await runCli(...args.filter((arg) => arg !== '--gold' && !arg.endsWith('gate-gold.csv')), '--gold-per-batch', '4');
    expect(alone.stderr).toContain('--gold FILE');
  });

  it('plays boxes and spans', async () => {
    const box = (task: string, worker: string, ...regions: object[]): string => JSON.stringify({ task, worker, width: 100, height: 50, regions });
    const cat = (x: number): object => ({ label: 'cat', box: [x, 10, 20, 20], confidence: 80 });
    const crowd = file('boxes.jsonl', [box('i1', 'a', cat(10)), box('i1', 'b', cat(11)), box('i1', 'c', cat(60)), box('i2', 'a'), box('i2', 'b'), box('i2', 'c', cat(5)), 'oops', box('i3', 'a', { label: 'cat', box: [0, 0, 0, 5] })].join('\n'));
    const out = join(dir, 'boxes.csv');
    const run = await runCli('simulate', crowd, '--kind', 'boxes', '--seats', '3', '--quorum', '2', '--json', '--out', out);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain('boxes.jsonl:7: (line): no JSON');
    expect(run.stderr).toContain('boxes.jsonl:8: regions[0]');
    expect(JSON.parse(run.stdout)).toMatchObject({ items: 2, resolved: 2, badRows: 2 });
    const [first, second] = rowsOf(out);
    expect(JSON.parse(first?.label ?? '')).toEqual([{ label: 'cat', box: [10.5, 10, 20, 20], confidence: 80 }].map((one) => ({ ...one, box: expect.any(Array) as number[] })));
    expect(second).toMatchObject({ task: 'i2', outcome: 'resolved', label: '[]' });
    const span = (worker: string, start: number): string => JSON.stringify({ task: 's', worker, regions: [{ label: 'name', span: [start, start + 10] }] });
    const spans = await runCli('simulate', file('spans.jsonl', [span('a', 5), span('b', 6), span('c', 40)].join('\n')), '--kind', 'spans', '--seats', '3', '--quorum', '2', '--json');
    expect(JSON.parse(spans.stdout)).toMatchObject({ items: 1, resolved: 1 });
  });

  it('comes to the same by assertion as by computing, item by item and worker by worker', async () => {
    const box = (task: string, worker: string, x: number): string => JSON.stringify({ task, worker, width: 100, height: 50, regions: x < 0 ? [] : [{ label: 'cat', box: [x, 10, 20, 20], confidence: 80 }] });
    const lines = Array.from({ length: 70 }, (_, at) => ['a', 'b', 'c'].map((worker, seat) => box(`i${at}`, worker, (at * 7 + seat) % 11 === 0 ? -1 : 10 + seat + ((at + seat) % 6 === 0 ? 40 : 0)))).flat();
    const crowd = file('asserted.jsonl', lines.join('\n'));
    const play = async (settlement: string): Promise<[Report, string]> => {
      const out = join(dir, `${settlement}.csv`);
      const run = await runCli('simulate', crowd, '--kind', 'boxes', '--seats', '3', '--quorum', '2', '--settlement', settlement, '--json', '--out', out);
      expect(run.code, run.stderr).toBe(0);
      return [JSON.parse(run.stdout) as Report, readFileSync(out, 'utf8')];
    };
    const [computed, computedRows] = await play('computed');
    const [asserted, assertedRows] = await play('asserted');
    expect(assertedRows).toBe(computedRows);
    expect([asserted.resolved, asserted.disputed, asserted.perWorker]).toEqual([computed.resolved, computed.disputed, computed.perWorker]);
    expect(asserted.disputed).toBeGreaterThan(0);
    expect(Object.keys(asserted.gasByCall)).toEqual(expect.arrayContaining(['assertBatch', 'finaliseAssertion']));
    expect(Object.keys(asserted.gasByCall)).not.toContain('revealAndSettle');
  });

  it('settles truly though somebody asserts falsely: the watcher refutes it, and gains by it', async () => {
    const box = (task: string, worker: string, x: number): string => JSON.stringify({ task, worker, width: 100, height: 50, regions: [{ label: 'cat', box: [x, 10, 20, 20], confidence: 80 }] });
    const path = file('lies.jsonl', Array.from({ length: 30 }, (_, at) => ['a', 'b', 'c'].map((worker, seat) => box(`i${at}`, worker, at % 5 === 0 ? 10 + 30 * seat : 10 + seat))).flat().join('\n'));
    const crowd = must(readRegionCrowd(path, 'boxes', { confidence: 90, thresholdBps: 5000 }));
    const { groups } = planGroups(crowd.items, 3, 2);
    const schema: ProjectSchema = { name: 'x', kind: 'boxes', classes: [{ id: 1, name: 'cat', colour: '#000000' }], documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 };
    const chain = must(await startFreshChain());
    try {
      const params = (group: Group): ProjectParams => {
        const base = { ...defaultParams(schema, parseAddress(chain.deployment.token)), batchSize: group.batchSize, minScoreBps: 0, commitSeconds: 60 };
        return { ...base, ...assertedSettlement(base) };
      };
      const lie: Claimer = (_, honest) => ({ ...honest, result: { ...honest.result, resolvedMask: (1n << 30n) - 1n } });
      const { items, gas } = await playGroups(chain, groups, params, () => undefined, undefined, lie);
      expect([...items.values()].filter(({ isResolved }) => !isResolved)).toHaveLength(6);
      expect(gas.get('recompute')).toBeGreaterThan(0n);
      const free = await chain.rpc.call({ to: chain.deployment.coordinator, data: encodeCoordinatorCall('stake', [chain.deployment.token, new Wallet(seedOf('watcher')).address]) });
      const bond = params(groups[0]!).assertBond;
      expect(decodeCoordinatorResult('stake', must(free)).free).toBe(bond / 2n);
    } finally {
      await chain.close();
    }
  });

  it('refuses what it cannot use, and says which file, field and fix', async () => {
    const good = file('good.csv', 'task,worker,label\na,w,x\na,v,x');
    const cases: [string[], number, string][] = [
      [['simulate', join(dir, 'none.csv'), '--seats', '3', '--quorum', '2'], 3, 'none.csv'],
      [['simulate', file('empty.csv', ''), '--seats', '3', '--quorum', '2'], 3, 'is empty'],
      [['simulate', file('columns.csv', 'item,who,label\na,b,c'), '--seats', '3', '--quorum', '2'], 3, 'task,worker,label'],
      [['simulate', file('many.csv', ['task,worker,label', ...Array.from({ length: 300 }, (_, n) => `t,w${n},l${n}`)].join('\n')), '--seats', '3', '--quorum', '2'], 3, '255'],
      [['simulate', good, '--seats', '4', '--quorum', '2'], 2, '--quorum'],
      [['simulate', good, '--seats', '9', '--quorum', '5'], 2, 'from 2 to 7'],
      [['simulate', good, '--seats', '3', '--quorum', '2', '--settlement', 'asserted'], 2, '--settlement'],
      [['simulate', good, '--seats', 'NaN', '--quorum', '2'], 2, 'whole number'],
      [['simulate', good, '--quorum', '2'], 2, '--seats'],
      [['simulate', good, '--seats', '3', '--quorum', '3'], 3, 'smaller quorum'],
      [['simulate', good, '--gold', file('gold.csv', 'task|label'), '--seats', '2', '--quorum', '2'], 3, 'gold.csv'],
      [['consensus', file('broken.json', '{'), '--engine', 'reference'], 3, 'no JSON'],
      [['consensus', file('shape.json', '[{"kind":"boxes"}]')], 3, 'case 0'],
      [['export', '--project', 'x', '--out', dir], 2, '--project'],
      [['start', '--rpc', 'http://127.0.0.1:1', '--home', dir], 2, '--coordinator'],
      [['nonsense'], 2, 'unknown command'],
    ];
    for (const [args, code, words] of cases) {
      const said: string[] = [];
      const spies = [vi.spyOn(process.stderr, 'write'), vi.spyOn(process.stdout, 'write')].map((spy) => spy.mockImplementation((text) => said.push(String(text)) > 0));
      const answered = await runProgram(args);
      for (const spy of spies) spy.mockRestore();
      expect(answered, `${args.join(' ')}: ${said.join('')}`).toBe(code);
      expect(said.join('')).toContain(words);
    }
    expect(await runCli('nonsense')).toMatchObject({ code: 2 });
  });
});

describe('tessera consensus', () => {
  it.each(['reference', 'contract'])('holds the %s engine against vectors, and exits 1 on a mismatch', async (engine) => {
    const vector = { kind: 'class', quorum: 2, thresholdBps: 10_000, agreementBps: 10_000, labels: ['010150', '010160', '010250'], expected: { resolved: true, consensus: '010158', scoresBps: [10_000, 10_000, 0], agrees: [true, true, false], accepted: 1 } };
    const wrong = { ...vector, expected: { ...vector.expected, accepted: 2 } };
    const right = await runCli('consensus', file('right.json', JSON.stringify([vector])), '--engine', engine, '--json');
    expect(right).toMatchObject({ code: 0, stdout: `${JSON.stringify({ engine, cases: 1, mismatches: 0, first: [] })}\n` });
    const run = await runCli('consensus', file('wrong.json', JSON.stringify([vector, wrong])), '--engine', engine, '--json');
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ cases: 2, mismatches: 1, first: [{ index: 1, fields: ['accepted'] }] });
  });
});
