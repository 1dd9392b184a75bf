import { type Server, createServer } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_CHAIN_ID } from '../../../shared/protocol/addresses.ts';
import { encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { must } from '../../../shared/result.ts';
import { signingFields } from './account.ts';
import { createChainService } from './chain-service.ts';
import { type LocalChain, ownLocalChain } from './local/owner.ts';
import type { ChainService, ChainStatus, TransactionSigner } from './port.ts';

let home = '';
let profileDir = '';
let chain: LocalChain;
let service: ChainService;
const wallet = Wallet.createRandom();
const lines: string[] = [];

const startChain = async (): Promise<void> => {
  chain = must(await ownLocalChain({ homeDir: home, nowMs: Date.now, log: (line) => lines.push(line), allowsCheats: true }));
};
const openService = async (): Promise<ChainService> =>
  must(await createChainService({ context: { homeDir: home, profileDir, nowMs: Date.now, log: (line) => lines.push(line) }, account: () => wallet.address }));

const signer: TransactionSigner = async ({ to, data, valueWei, chainId, nonce, gasLimit, fees }) => ({
  ok: true,
  value: await wallet.signTransaction({ to, data, value: valueWei, chainId, nonce, gasLimit, ...signingFields(fees) }),
});

async function untilStatus(wanted: (status: ChainStatus) => boolean, timeoutMs = 15_000): Promise<ChainStatus> {
  for (const startMs = Date.now(); Date.now() - startMs < timeoutMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const status = must(await service.status({}));
    if (wanted(status)) return status;
  }
  throw new Error(`never so: ${JSON.stringify(must(await service.status({})))}`);
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-chain-'));
  profileDir = join(home, 'profiles', 'p');
  mkdirSync(profileDir, { recursive: true });
  await startChain();
  service = await openService();
});
afterEach(async () => {
  await service.close();
  await chain.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the chain service on the local chain', () => {
  it('is online, knows the deployment, and sees new heads', async () => {
    const status = must(await service.status({}));
    expect(status).toMatchObject({ isOnline: true, error: null, network: { isLocal: true, chainId: LOCAL_CHAIN_ID, coordinator: chain.deployment.coordinator, token: chain.deployment.token } });
    const seen: number[] = [];
    service.onStatus((next) => seen.push(next.head?.number ?? -1));
    await chain.node.mine();
    await untilStatus(({ head }) => head?.number === chain.node.head.number);
    expect(seen).toContain(chain.node.head.number);
  });

  it('pays from the faucet, sends one after the other, and tells receipts and balances', async () => {
    const { transactionHash } = must(await service.faucet({ address: wallet.address }));
    expect(must(await service.receipt({ transactionHash }))).toMatchObject({ status: 'mined', isSuccess: true, confirmations: 1 });
    const { token, coordinator } = chain.deployment;
    const calls = [1n, 2n, 3n, 4n].map((amount) => service.broadcast({ from: wallet.address, to: token, data: encodeTokenCall('approve', [coordinator, amount]), valueWei: 0n }, signer));
    const hashes = (await Promise.all(calls)).map((sent) => must(sent).transactionHash);
    expect(new Set(hashes).size).toBe(4);
    for (const hash of hashes) expect(must(await service.receipt({ transactionHash: hash }))).toMatchObject({ status: 'mined', isSuccess: true });
    const deposit = encodeCoordinatorCall('depositStake', [token, 4n]);
    must(await service.broadcast({ from: wallet.address, to: coordinator, data: deposit, valueWei: 0n }, signer));
    expect(must(await service.balances({ address: wallet.address }))).toMatchObject({ token: (1000n * 10n ** 18n - 4n).toString(), tokenSymbol: 'TSR', tokenDecimals: 18, stakeFree: '4', stakeLocked: '0' });
    expect(must(await service.receipt({ transactionHash: `0x${'00'.repeat(32)}` }))).toEqual({ status: 'unknown' });
  });

  it('gives a revert in words, in estimates, broadcasts and receipts', async () => {
    must(await service.faucet({ address: wallet.address }));
    const { coordinator, token } = chain.deployment;
    const data = encodeCoordinatorCall('withdrawStake', [token, 5n]);
    expect(await service.estimate({ to: coordinator, data })).toMatchObject({ ok: false, error: { code: 'REVERTED', message: 'StakeTooLow(free: 0, needed: 5)' } });
    expect(await service.broadcast({ from: wallet.address, to: coordinator, data, valueWei: 0n }, signer)).toMatchObject({ ok: false, error: { code: 'REVERTED' } });
    const raw = await wallet.signTransaction({ to: coordinator, data, chainId: LOCAL_CHAIN_ID, nonce: 0, gasLimit: 200_000n, type: 2, maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n });
    const sent = await chain.node.send(raw);
    expect(sent.ok).toBe(true);
    const transactionHash = sent.ok ? String(sent.value) : '';
    expect(must(await service.receipt({ transactionHash }))).toMatchObject({ status: 'mined', isSuccess: false, revert: 'StakeTooLow(free: 0, needed: 5)' });
  });

  it('reads many calls at one block, reverts among them', async () => {
    const { coordinator } = chain.deployment;
    const calls = [encodeCoordinatorCall('projectCount', []), encodeCoordinatorCall('params', [77n])].map((data) => ({ to: coordinator, data }));
    const { results, blockNumber } = must(await service.read({ calls }));
    expect(blockNumber).toBe(chain.node.head.number);
    expect(results.map((result) => result.isSuccess)).toEqual([true, false]);
    expect(results[1]?.data).toMatch(/^0x[0-9a-f]{8}/);
  });

  it('says what an account without money may do about it', async () => {
    const data = encodeTokenCall('approve', [chain.deployment.coordinator, 1n]);
    expect(await service.broadcast({ from: wallet.address, to: chain.deployment.token, data, valueWei: 0n }, signer)).toMatchObject({ ok: false, error: { code: 'INSUFFICIENT_FUNDS', fix: expect.stringContaining('faucet') as string } });
  });

  it('sees the chain go and come back, at another address too', async () => {
    await untilStatus(({ isOnline }) => isOnline);
    const { head } = must(await service.status({}));
    await chain.close();
    const offline = await untilStatus(({ isOnline }) => !isOnline);
    expect(offline.error?.code).toBe('CHAIN_OFFLINE');
    expect(offline.head?.hash).toBe(head?.hash);
    expect(await service.read({ calls: [] })).toMatchObject({ ok: false, error: { code: 'CHAIN_OFFLINE' } });
    rmSync(join(home, 'chain', 'port'));
    await startChain();
    const online = await untilStatus(({ isOnline }) => isOnline);
    expect(online.head?.hash).toBe(head?.hash);
    expect(online.network.rpcUrl).toBe(chain.url);
  });
});

describe('a network that is not what it says', () => {
  let server: Server;
  let answer: (method: string) => string;
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeEach(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => response.end(answer((JSON.parse(Buffer.concat(chunks).toString()) as { method: string }).method)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const add = (rpcUrl: string, chainId = 7, coordinator = `0x${'c0'.repeat(20)}`) => service.addNetwork({ name: 'Other', rpcUrl, chainId, coordinator });
  const result = (value: unknown): string => JSON.stringify({ jsonrpc: '2.0', id: 1, result: value });

  it.each([
    ['a web page', '<html>welcome</html>'],
    ['JSON that is no JSON-RPC', '{"hello":1}'],
    ['a result of another type', result('seven')],
    ['nothing', ''],
    ['a huge number', result(`0x${'f'.repeat(200)}`)],
  ])('is garbage where it answers with %s', async (_, body) => {
    answer = () => body;
    expect(await add(url())).toMatchObject({ ok: false, error: { code: 'RPC_GARBAGE', fix: expect.stringContaining('RPC address') as string } });
  });

  it('is refused with another chain id, with no code, with another contract, with no address', async () => {
    answer = () => result('0x8');
    expect(await add(url())).toMatchObject({ ok: false, error: { code: 'WRONG_CHAIN' } });
    answer = (method) => result(method === 'eth_chainId' ? '0x7' : '0x');
    expect(await add(url())).toMatchObject({ ok: false, error: { code: 'NO_CODE', field: 'coordinator' } });
    expect(await add(chain.url, LOCAL_CHAIN_ID, chain.deployment.token)).toMatchObject({ ok: false, error: { code: 'NOT_COORDINATOR' } });
    expect(await add('ftp://there')).toMatchObject({ ok: false, error: { code: 'BAD_RPC_URL' } });
    expect(await add('nowhere')).toMatchObject({ ok: false, error: { code: 'BAD_RPC_URL' } });
    expect(must(await service.networks({}))).toHaveLength(1);
  });

  it('loses nothing when a network that was good turns bad, and comes back when it is good again', async () => {
    const added = must(await service.addNetwork({ name: 'As if remote', rpcUrl: chain.url, chainId: LOCAL_CHAIN_ID, coordinator: chain.deployment.coordinator }));
    expect(added).toMatchObject({ isLocal: false, token: null, code: 'this-version', deployedAtBlock: chain.deployment.deployedAtBlock });
    const used = must(await service.useNetwork({ id: added.id }));
    expect(used).toMatchObject({ isOnline: true, network: { name: 'As if remote' } });
    expect(await service.faucet({ address: wallet.address })).toMatchObject({ ok: false, error: { code: 'NOT_LOCAL' } });
    await service.close();
    service = await openService();
    expect(service.network().id).toBe(added.id);
  });

  it('is garbage where logs are of a stranger, and offline is not the word for it', async () => {
    const block = { number: '0x5', hash: `0x${'ab'.repeat(32)}`, parentHash: `0x${'cd'.repeat(32)}`, timestamp: '0x5' };
    const log = { address: `0x${'ee'.repeat(20)}`, topics: [], data: '0x', blockNumber: '0x2', blockHash: block.hash, transactionHash: block.hash, transactionIndex: '0x0', logIndex: '0x0' };
    answer = (method) => {
      switch (method) {
        case 'eth_chainId':
          return result('0x7');
        case 'eth_getCode':
          return result('0x60');
        case 'eth_call':
          return result(`0x${'00'.repeat(32)}`);
        case 'eth_getLogs':
          return result([log]);
        default:
          return result(block);
      }
    };
    expect(await add(url())).toMatchObject({ ok: false, error: { code: 'UNKNOWN_CODE', field: 'coordinator' } });
    const added = must(await service.addNetwork({ name: 'Other', rpcUrl: url(), chainId: 7, coordinator: `0x${'c0'.repeat(20)}`, acceptsUnknownCode: true }));
    expect(added.code).toBe('unknown');
    must(await service.useNetwork({ id: added.id }));
    expect(await service.logs({ fromBlock: 0, toBlock: 5 })).toMatchObject({ ok: false, error: { code: 'RPC_GARBAGE', message: expect.stringContaining('not asked for') as string } });
    const before = answer;
    answer = (method) => (method === 'eth_getCode' ? result('0x61') : before(method));
    await service.close();
    service = await openService();
    expect(must(await service.status({}))).toMatchObject({ error: { code: 'CODE_DIFFERS' } });
  });
});
