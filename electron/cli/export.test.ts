import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { batchIndexOf, batchOfSeat, itemsOfBatch, seatIdOf } from '../../shared/labels/ids.ts';
import { must } from '../../shared/result.ts';
import { type LocalChain, ownLocalChain } from '../host/chain/local/owner.ts';
import { type Rpc, createRpc } from '../host/chain/rpc.ts';
import { createWire } from '../host/chain/wire.ts';
import { attachPractice } from '../host/practice/attach.ts';
import { encodeBatchOf, loadPracticePacks } from '../host/practice/sample-packs.ts';
import { sampleParams } from '../host/practice/seeding.ts';
import { Human, readCoordinator, until } from '../host/practice/test-support/human.ts';
import { ensureTestSample } from '../host/practice/test-support/sample.ts';
import { runProgram } from './program.ts';

const BOXES = 1n;
let home = '';
let chain: LocalChain;
let rpc: Rpc;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-export-'));
  const sampleDir = ensureTestSample();
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  chain = must(await ownLocalChain({ homeDir: home, nowMs: Date.now, log, attach: (attached) => attachPractice(attached, { homeDir: home, sampleDir, log, isSeeding: true, isPractising: true, graceMs: 0 }) }));
  rpc = createRpc(createWire(chain.url));
  const human = new Human(rpc, chain);
  await human.equip();
  const seatId = await human.takeSeat(BOXES);
  const pack = must(await loadPracticePacks(sampleDir, home)).find(({ key }) => key === 'boxes')!;
  const params = sampleParams(pack, chain.deployment.token);
  const batch = batchOfSeat(seatIdOf(seatId));
  const { first, count } = itemsOfBatch(batchIndexOf(batch), params.batchSize, pack.itemCount);
  const labels = encodeBatchOf(pack, first, count, 'expert', params);
  await human.commit(seatId, labels);
  const view = () => readCoordinator(rpc, chain, 'batch', [BigInt(batch)]);
  await until('reveal', lines, async () => ((await view()).reveals === 2 ? true : null));
  await human.reveal(seatId, labels);
  await until('settlement', lines, async () => ((await view()).phase === 2 ? true : null));
});
afterAll(async () => {
  rpc.close();
  await chain.close();
  rmSync(home, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => (stdout += String(text)) !== '');
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => (stderr += String(text)) !== '');
  const code = await runProgram(args);
  out.mockRestore();
  err.mockRestore();
  return { code, stdout, stderr };
}

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
    expect(readdirSync(join(home, 'profiles')).filter((profile) => profile.startsWith('export-'))).toEqual([]);
    // The chain is of its owner still: an export only reads.
    expect(must(await rpc.chainId())).toBe(7357);
  });

  it('does the same over an address, as if the chain were remote', async () => {
    const out = join(home, 'far');
    const exported = await run('export', '--home', home, '--project', String(BOXES), '--out', out, '--rpc', chain.url, '--coordinator', chain.deployment.coordinator, '--json');
    expect(exported.code, exported.stderr).toBe(0);
    expect(readdirSync(out).length).toBeGreaterThan(0);
  });

  it('names what is wrong: a folder in use, a project that is not there, a chain that is none', async () => {
    expect(await run('export', '--home', home, '--project', '1', '--out', home)).toMatchObject({ code: 3, stderr: expect.stringContaining('--out') as string });
    expect((await run('export', '--home', home, '--project', '99', '--out', join(home, 'none'))).code).toBe(3);
    const offline = await run('export', '--home', home, '--project', '1', '--out', join(home, 'off'), '--rpc', 'http://127.0.0.1:1', '--coordinator', chain.deployment.coordinator);
    expect(offline, offline.stderr).toMatchObject({ code: 4 });
  });
});
