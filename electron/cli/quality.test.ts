import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './test-support/run-program.ts';
import { type SettledProject, settledProject } from './test-support/settled-project.ts';

interface Said {
  readonly verdict: { readonly hasPassed: boolean; readonly checks: readonly { readonly name: string; readonly hasPassed: boolean; readonly value: number | null }[] };
  readonly report: { readonly agreement: { readonly alpha: number | null }; readonly outcomes: Record<string, number>; readonly boxes: { readonly matched: number } | null };
}

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tessera-quality-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('tessera quality of a crowd', () => {
  const crowd = (answers: (task: number, worker: number) => string): string => {
    const rows = Array.from({ length: 60 }, (_, task) => [0, 1, 2].map((worker) => `t${task},w${worker},${answers(task, worker)}`)).flat();
    return `task,worker,label\n${rows.join('\n')}\n`;
  };

  it('passes who agree, and not who answer at random, with their alpha', async () => {
    writeFileSync(join(dir, 'good.csv'), crowd((task) => (task % 3 === 0 ? 'cat' : 'dog')));
    writeFileSync(join(dir, 'bad.csv'), crowd((task, worker) => ((task * 7 + worker * 13 + ((task * worker) % 5)) % 2 === 0 ? 'cat' : 'dog')));
    const good = await run('quality', join(dir, 'good.csv'), '--json');
    expect(good.code, good.stderr).toBe(0);
    expect((JSON.parse(good.stdout) as Said).report.agreement.alpha).toBe(1);
    const bad = await run('quality', join(dir, 'bad.csv'), '--json');
    expect(bad.code, bad.stderr).toBe(1);
    expect((JSON.parse(bad.stdout) as Said).verdict.checks).toContainEqual(expect.objectContaining({ name: 'alpha', hasPassed: false }));
  });

  it('holds the shares against the expected ones, and takes other limits from a file', async () => {
    const path = join(dir, 'good.csv');
    expect((await run('quality', path, '--expected', 'cat=0.33,dog=0.67')).code).toBe(0);
    const off = await run('quality', path, '--expected', 'cat=0.9,dog=0.1', '--json');
    expect(off.code).toBe(1);
    expect((JSON.parse(off.stdout) as Said).verdict.checks).toContainEqual(expect.objectContaining({ name: 'shares', hasPassed: false }));
    writeFileSync(join(dir, 'limits.json'), '{"leastSharesP": null}');
    expect((await run('quality', path, '--expected', 'cat=0.9,dog=0.1', '--limits', join(dir, 'limits.json'))).code).toBe(0);
    writeFileSync(join(dir, 'limits.json'), '{"leastShares": 1}');
    expect(await run('quality', path, '--limits', join(dir, 'limits.json'))).toMatchObject({ code: 3, stderr: expect.stringContaining('leastSharesP') as string });
    expect((await run('quality', path, '--expected', 'cat=2')).code).toBe(2);
  });
});

describe('tessera quality of an export', () => {
  let project: SettledProject;
  beforeAll(async () => {
    project = await settledProject('boxes', 1n);
  });
  afterAll(() => project.close());

  it('is made out of the proof, or of the annotators\' labels that stand in it', async () => {
    const out = join(project.home, 'export');
    expect((await run('export', '--home', project.home, '--project', '1', '--format', 'coco', '--labels', 'annotators', '--out', out)).code).toBe(0);
    const proven = await run('quality', out, '--json');
    expect(proven.code, proven.stderr).toBe(1);
    const { report, verdict } = JSON.parse(proven.stdout) as Said;
    expect(report.outcomes['resolved']).toBeGreaterThan(3);
    expect(report.boxes?.matched).toBeGreaterThan(3);
    // One batch of two is settled.
    expect(verdict.checks).toContainEqual(expect.objectContaining({ name: 'unsettled', hasPassed: false }));
    const plain = await run('quality', out, '--from', 'coco', '--json');
    expect((JSON.parse(plain.stdout) as Said).report.agreement.alpha).toBeCloseTo(report.agreement.alpha ?? NaN, 6);
    writeFileSync(join(out, 'proof/pack.json'), '{}');
    expect(await run('quality', out)).toMatchObject({ code: 3, stderr: expect.stringContaining('proof/pack.json') as string });
    expect(await run('quality', join(out, 'annotations'), '--from', 'csv')).toMatchObject({ code: 3 });
  });
});
