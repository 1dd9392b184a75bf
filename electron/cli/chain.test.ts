import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLocalChain, holdLease, joinLocalChain } from '../host/chain/local/join.ts';
import { readRpcFile } from '../host/chain/local/rpc-file.ts';
import { chainPaths } from '../host/chain/local/paths.ts';
import { createRpc } from '../host/chain/rpc.ts';
import { createWire } from '../host/chain/wire.ts';
import { must } from '../../shared/result.ts';
import { type Running, runCli, startCli } from './test-support/run-cli.ts';

let home = '';
const urlOf = (line: string): string => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
const chainArgs = (...more: string[]): string[] => ['chain', '--home', home, '--no-seed', '--no-practice', ...more];
const nodePort = (): number => (JSON.parse(readFileSync(chainPaths(home).node, 'utf8')) as { port: number }).port;

/** By its port, not its pid: an ended process whose parent is gone may linger as a zombie. */
async function isAnswering(port: number): Promise<boolean> {
  const wire = createWire(`http://127.0.0.1:${port}`);
  const answer = await wire.call('web3_clientVersion', [], 1000);
  wire.close();
  return answer.ok;
}

async function waitUntil(isSo: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  for (const startMs = Date.now(); Date.now() - startMs < timeoutMs; await new Promise((resolve) => setTimeout(resolve, 100))) if (await isSo()) return;
  throw new Error(`it did not come to pass within ${timeoutMs} ms`);
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tessera-cli-'));
});
afterEach(() => {
  // A chain that was killed for good leaves its node behind: nobody starts in this home again to end it.
  if (existsSync(chainPaths(home).node)) process.kill((JSON.parse(readFileSync(chainPaths(home).node, 'utf8')) as { pid: number }).pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

describe('tessera chain', () => {
  it('has everything it answered after kill -9, on the same port, and leaves no node behind', async () => {
    const first = await startCli(/Local chain/, ...chainArgs());
    const rpc = createRpc(createWire(urlOf(first.line)));
    const people = [Wallet.createRandom(), Wallet.createRandom(), Wallet.createRandom()];
    const hashes: string[] = [];
    for (const { address } of people) hashes.push(String(must(await rpc.own('tessera_faucet', [address]))));
    const head = must(await rpc.block('latest'));
    const orphan = nodePort();
    await first.end('SIGKILL');
    expect(await isAnswering(orphan)).toBe(true);
    const second = await startCli(/Local chain/, ...chainArgs());
    expect(urlOf(second.line)).toBe(urlOf(first.line));
    expect(must(await rpc.block(head?.number ?? 0))?.hash).toBe(head?.hash);
    for (const hash of hashes) expect(must(await rpc.receipt(hash))?.status).toBe(1);
    for (const { address } of people) expect(must(await rpc.balanceWei(address))).toBe(10n ** 18n);
    expect(await isAnswering(orphan)).toBe(false);
    rpc.close();
    await second.end('SIGINT');
    expect(second.output()).toContain('ends: SIGINT');
    expect((await runCli('chain', 'status', '--home', home, '--json')).stdout).toBe('{"isRunning":false}\n');
  });

  it('has one owner a home; status and stop find it', async () => {
    const running = await startCli(/^\{/, ...chainArgs('--json'));
    const second = await runCli(...chainArgs());
    expect(second).toMatchObject({ code: 4 });
    expect(second.stderr).toContain('CHAIN_OWNED');
    const status = await runCli('chain', 'status', '--home', home, '--json');
    expect(status.code).toBe(0);
    expect(JSON.parse(status.stdout)).toMatchObject({ isRunning: true, url: urlOf(running.line) });
    expect(await runCli('chain', 'stop', '--home', home)).toMatchObject({ code: 0 });
    expect(await runCli('chain', 'stop', '--home', home)).toMatchObject({ code: 4 });
    expect(await runCli('chain', 'status', '--home', home)).toMatchObject({ code: 1 });
  });

  it('keeps out cheats, foreign pages and rebound names', async () => {
    const running = await startCli(/Local chain/, ...chainArgs());
    const url = urlOf(running.line);
    const wire = createWire(url);
    for (const method of ['anvil_setBalance', 'evm_mine', 'evm_increaseTime', 'hardhat_setCode', 'eth_sendTransaction', 'personal_sign', 'constructor']) {
      expect(await wire.call(method, [])).toMatchObject({ ok: false, error: { kind: 'refused', code: -32601 } });
    }
    expect(await wire.call('tessera_stop', ['guess'])).toMatchObject({ ok: false });
    wire.close();
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] });
    expect((await fetch(url, { method: 'POST', body, headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
    expect(await (await fetch(url, { method: 'POST', body: `[${body},${body},7]` })).json()).toHaveLength(3);
    await running.end('SIGTERM');
  });

  it('lets tests move its clock where asked to', async () => {
    const running = await startCli(/Local chain/, ...chainArgs('--allow-cheats'));
    const wire = createWire(urlOf(running.line));
    const rpc = createRpc(wire);
    const before = must(await rpc.block('latest'));
    expect(await wire.call('evm_increaseTime', [3600])).toMatchObject({ ok: true });
    expect(await wire.call('evm_mine', [])).toMatchObject({ ok: true });
    const after = must(await rpc.block('latest'));
    expect((after?.timestamp ?? 0) - (before?.timestamp ?? 0)).toBeGreaterThanOrEqual(3600);
    rpc.close();
    await running.end('SIGINT');
  });

  it('ends by itself when nobody holds it any more', async () => {
    const running = await startCli(/Local chain/, ...chainArgs('--idle', '1'));
    const lease = holdLease(home);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(readRpcFile(chainPaths(home))?.isShared).toBe(true);
    lease.release();
    await new Promise((resolve) => running.child.once('close', resolve));
    expect(running.output()).toContain('nobody uses it');
    expect(readRpcFile(chainPaths(home))).toBeNull();
  });

  it('is started again after a crash by whoever holds it, but not where a person runs or stopped it', async () => {
    const shared = await startCli(/Local chain/, ...chainArgs('--idle', '60'));
    const revived: Promise<Running>[] = [];
    const lease = holdLease(home, async () => {
      revived.push(startCli(/Local chain/, ...chainArgs('--idle', '60')));
      await revived.at(-1);
    });
    await shared.end('SIGKILL');
    await waitUntil(async () => (await findLocalChain(home)) !== null);
    expect(revived).toHaveLength(1);
    expect(await runCli('chain', 'stop', '--home', home)).toMatchObject({ code: 0 });
    const own = await startCli(/Local chain/, ...chainArgs());
    await own.end('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(revived).toHaveLength(1);
    lease.release();
  });

  it('is started once by two that want it at the same time', async () => {
    const start = () => {
      const started = startCli(/Local chain/, ...chainArgs('--idle', '60')).catch(() => null);
      let ended: string | null = null;
      void started.then((one) => (one === null ? (ended = 'it lost the race') : null));
      return () => ended;
    };
    const [one, other] = await Promise.all([joinLocalChain(home, Date.now, start), joinLocalChain(home, Date.now, start)]);
    expect(must(one).url).toBe(must(other).url);
    expect(await runCli('chain', 'stop', '--home', home)).toMatchObject({ code: 0 });
  });

  it('is put aside by --fresh, never thrown away', async () => {
    const first = await startCli(/Local chain/, ...chainArgs());
    await first.end('SIGINT');
    const running = await startCli(/Local chain/, ...chainArgs('--fresh'));
    expect(running.output()).toContain('.old-');
    expect(urlOf(running.line)).toBe(urlOf(first.line));
    await running.end('SIGINT');
  });

  it('says how to go on where it carries contracts of another version', async () => {
    await (await startCli(/Local chain/, ...chainArgs())).end('SIGINT');
    const { addresses } = chainPaths(home);
    writeFileSync(addresses, readFileSync(addresses, 'utf8').replace(/"fingerprint": "\w+"/, '"fingerprint": "old"'));
    const outcome = await runCli(...chainArgs());
    expect(outcome.code).toBe(4);
    expect(outcome.stderr).toContain('tessera chain --fresh');
  });
});
