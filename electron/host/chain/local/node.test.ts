import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../../shared/result.ts';
import { LocalNode } from './node.ts';
import { LOCAL_CHAIN_ID } from '../../../../shared/protocol/addresses.ts';
import { chainPaths } from './paths.ts';
import { wireMust } from '../wire.ts';

/** Whenever it is called it logs the hash of the block before the last: what a node only knows if it was there. */
const LOGGER = '0x6a600243034060006000a100600052600b6015f3';
const sender = new Wallet(`0x${'11'.repeat(32)}`);
let home = '';
let node: LocalNode;
let nonce = 0;
let nowMs = 1_700_000_000_000;
const lines: string[] = [];

async function open(blocksPerCheckpoint = 400): Promise<LocalNode> {
  return must(await LocalNode.open({ paths: chainPaths(home), nowMs: () => nowMs, log: (line) => lines.push(line), blocksPerCheckpoint }));
}

async function send(to: string | null, data = '0x'): Promise<string> {
  const raw = await sender.signTransaction({ chainId: LOCAL_CHAIN_ID, type: 2, nonce: nonce++, to, data, gasLimit: 200_000, maxFeePerGas: 3_000_000_000n, maxPriorityFeePerGas: 1n });
  nowMs += 1500;
  const answer = await node.send(raw);
  if (!answer.ok) throw new Error(answer.error.message);
  return String(answer.value);
}

const hashes = async (): Promise<string[]> => {
  const all: string[] = [];
  for (let number = 0; number <= node.head.number; number += 1) {
    const block = await wireMust(node.asWire(), 'eth_getBlockByNumber', [`0x${number.toString(16)}`, false]);
    all.push((block as { hash: string }).hash);
  }
  return all;
};
const logCount = async (): Promise<number> => ((await wireMust(node.asWire(), 'eth_getLogs', [{ fromBlock: '0x0', toBlock: 'latest' }])) as unknown[]).length;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-node-'));
  mkdirSync(chainPaths(home).dir);
  nonce = 0;
  lines.length = 0;
  node = await open();
  await node.cheat('anvil_setBalance', [sender.address, '0x56bc75e2d63100000']);
});
afterEach(async () => {
  await node.stop().catch(() => undefined);
  rmSync(home, { recursive: true, force: true });
});

async function logger(): Promise<string> {
  const hash = await send(null, LOGGER);
  const receipt = (await wireMust(node.asWire(), 'eth_getTransactionReceipt', [hash])) as { contractAddress: string; status: string };
  expect(receipt.status).toBe('0x1');
  return receipt.contractAddress;
}

describe('the local node', () => {
  it('keeps blocks, receipts and logs over an orderly restart', async () => {
    const to = await logger();
    const hash = await send(to);
    const before = await hashes();
    await node.stop();
    node = await open();
    expect(await hashes()).toEqual(before);
    expect(await logCount()).toBe(1);
    expect(await wireMust(node.asWire(), 'eth_getTransactionReceipt', [hash])).toMatchObject({ status: '0x1' });
    expect(lines).toEqual([]);
  });

  it('has every answered transaction after a crash, in the same blocks with the same hashes and times', async () => {
    const to = await logger();
    for (let i = 0; i < 5; i += 1) await send(to);
    await node.mine(2);
    const before = await hashes();
    const { head } = node;
    await node.stop(false);
    nowMs += 3_600_000;
    node = await open();
    expect(await hashes()).toEqual(before);
    expect(node.head).toEqual(head);
    expect(await logCount()).toBe(5);
    await send(to);
    expect(await logCount()).toBe(6);
  });

  it('ends though its state cannot be saved, and has everything out of the journal the next time', async () => {
    await send(await logger());
    const before = await hashes();
    // Something in the way, as a full disk would be.
    mkdirSync(join(chainPaths(home).dir, `state-${node.head.number}.gz`));
    await node.stop();
    expect(lines).toEqual([expect.stringContaining('could not be saved')]);
    node = await open();
    expect(await hashes()).toEqual(before);
    expect(await logCount()).toBe(1);
  });

  it('comes out the same over checkpoints, also where the last state file is broken', async () => {
    await node.stop();
    node = await open(4);
    const to = await logger();
    for (let i = 0; i < 10; i += 1) await send(to);
    const before = await hashes();
    const dir = chainPaths(home).dir;
    const states = readdirSync(dir).filter((name) => name.startsWith('state-'));
    expect(states.length).toBe(2);
    await node.stop(false);
    node = await open(4);
    expect(await hashes()).toEqual(before);
    await node.stop(false);
    const newest = states.sort((a, b) => Number(/\d+/.exec(b)?.[0]) - Number(/\d+/.exec(a)?.[0]))[0];
    writeFileSync(join(dir, newest ?? ''), 'rubbish');
    node = await open(4);
    expect(await hashes()).toEqual(before);
    await node.stop(false);
    for (const state of states) rmSync(join(dir, state));
    node = await open(4);
    expect(await hashes()).toEqual(before);
    expect(await logCount()).toBe(10);
    expect(lines.some((line) => line.includes('rubbish') || line.includes(newest ?? ''))).toBe(true);
    expect(lines.filter((line) => line.includes('came out'))).toEqual([]);
  });

  it('drops a torn last line and keeps it aside', async () => {
    await logger();
    await node.stop(false);
    const path = chainPaths(home).journal;
    appendFileSync(path, '{"kind":"block","sec');
    node = await open();
    expect(lines[0]).toContain('20 bytes');
    expect(readFileSync(`${path}.cut`, 'utf8')).toContain('"sec');
    expect(await hashes()).toHaveLength(2);
  });

  it('refuses what is no transaction of this chain before it reaches the journal', async () => {
    const size = readFileSync(chainPaths(home).journal).length;
    const foreign = await sender.signTransaction({ chainId: 1, type: 2, nonce: 0, to: sender.address, gasLimit: 21_000, maxFeePerGas: 1n, maxPriorityFeePerGas: 1n });
    expect(await node.send(foreign)).toMatchObject({ ok: false, error: { message: expect.stringContaining('chain id') as string } });
    expect(await node.send('0x1234')).toMatchObject({ ok: false });
    expect(readFileSync(chainPaths(home).journal).length).toBe(size);
  });

  it('gives the wall clock to blocks, and a test may run ahead of it', async () => {
    nowMs += 60_000;
    await node.mine();
    expect(node.head.seconds).toBe(Math.floor(nowMs / 1000));
    await node.increaseTime(600);
    await node.mine();
    expect(node.head.seconds).toBe(Math.floor(nowMs / 1000) + 600);
    await node.stop(false);
    node = await open();
    expect(node.nowSeconds()).toBe(Math.floor(nowMs / 1000) + 600);
  });
});
