import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../shared/result.ts';
import { run } from './test-support/run-program.ts';
import { type SettledProject, settledProject } from './test-support/settled-project.ts';

const BOXES = 1n;
let project: SettledProject;
let home = '';

beforeAll(async () => {
  project = await settledProject('boxes', BOXES);
  home = project.home;
});
afterAll(() => project.close());

describe('tessera export', () => {
  it('writes a settled project as COCO with its files listed, and leaves no profile behind', async () => {
    const out = join(home, 'dataset');
    const exported = await run('export', '--home', home, '--project', String(BOXES), '--format', 'coco', '--out', out, '--labels', 'consensus', '--json');
    expect(exported.code, exported.stderr).toBe(0);
    const { files } = JSON.parse(exported.stdout) as { files: { name: string }[] };
    const name = files.find((file) => /instances.*\.json$/.test(file.name))?.name ?? files.find((file) => file.name.endsWith('.json'))!.name;
    const coco = JSON.parse(readFileSync(join(out, name), 'utf8')) as { images: unknown[]; annotations: { bbox: number[] }[]; categories: unknown[] };
    expect(coco.annotations.length).toBeGreaterThan(0);
    expect(coco.annotations.every(({ bbox }) => bbox.length === 4 && bbox.every(Number.isFinite))).toBe(true);
    expect(readdirSync(join(home, 'profiles')).filter((profile) => profile.startsWith('read-'))).toEqual([]);
    // The chain is of its owner still: an export only reads.
    expect(must(await project.rpc.chainId())).toBe(7357);
  });

  it('does the same over an address, as if the chain were remote', async () => {
    const out = join(home, 'far');
    const exported = await run('export', '--home', home, '--project', String(BOXES), '--out', out, '--rpc', project.chain.url, '--coordinator', project.chain.deployment.coordinator, '--json');
    expect(exported.code, exported.stderr).toBe(0);
    expect(readdirSync(out).length).toBeGreaterThan(0);
  });

  it('names what is wrong: a folder in use, a project that is not there, a chain that is none', async () => {
    expect(await run('export', '--home', home, '--project', '1', '--out', home)).toMatchObject({ code: 3, stderr: expect.stringContaining('--out') as string });
    expect((await run('export', '--home', home, '--project', '99', '--out', join(home, 'none'))).code).toBe(3);
    const offline = await run('export', '--home', home, '--project', '1', '--out', join(home, 'off'), '--rpc', 'http://127.0.0.1:1', '--coordinator', project.chain.deployment.coordinator);
    expect(offline, offline.stderr).toMatchObject({ code: 4 });
  });
});
