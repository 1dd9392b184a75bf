import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { must } from '../../../shared/result.ts';
import { signingFields } from './account.ts';
import { createChainService } from './chain-service.ts';
import { type LocalChain, ownLocalChain } from './local/owner.ts';
import type { ChainService, TransactionSigner } from './port.ts';

const ann = Wallet.createRandom();
const bob = Wallet.createRandom();
let home = '';
let profileDir = '';
let chain: LocalChain;
let service: ChainService;

const signer: TransactionSigner = async ({ to, data, valueWei, chainId, nonce, gasLimit, fees }) => ({
  ok: true,
  value: await ann.signTransaction({ to, data, value: valueWei, chainId, nonce, gasLimit, ...signingFields(fees) }),
});
const rpc = (method: string, params: unknown[]) => fetch(service.network().rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) });
const mined = async (transactionHash: string): Promise<void> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (must(await service.receipt({ transactionHash })).status === 'mined') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('never mined');
};
const transfers = async (address = ann.address) => must(await service.transfers({ address })).transfers;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-transfers-'));
  profileDir = join(home, 'profiles', 'p');
  mkdirSync(profileDir, { recursive: true });
  chain = must(await ownLocalChain({ homeDir: home, nowMs: Date.now, log: () => undefined, allowsCheats: true }));
  service = must(await createChainService({ context: { homeDir: home, profileDir, nowMs: Date.now, log: () => undefined }, account: () => ann.address }));
  await mined(must(await service.faucet({ address: ann.address })).transactionHash);
});
afterAll(async () => {
  await service.close();
  await chain.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the transfers of an account', () => {
  it('are those from it and to it, with their times, and nobody else’s', async () => {
    const token = parseAddress(service.network().token ?? '');
    const pay = { from: ann.address, to: token, data: encodeTokenCall('transfer', [parseAddress(bob.address), 5n]), valueWei: 0n };
    const { transactionHash } = must(await service.broadcast(pay, signer));
    await mined(transactionHash);
    const rows = await transfers();
    const sent = rows.at(-1);
    expect(sent).toMatchObject({ from: ann.address.toLowerCase(), to: bob.address.toLowerCase(), amount: '5', transactionHash });
    expect(Math.abs((sent?.timestampSeconds ?? 0) - Date.now() / 1000)).toBeLessThan(600);
    expect(rows.slice(0, -1).every(({ to }) => to === ann.address.toLowerCase())).toBe(true);
    expect(rows.length).toBeGreaterThan(1);
    expect((await transfers(bob.address)).map(({ amount }) => amount)).toEqual(['5']);
  });

  it('are read on from what is settled, and anew where the chain is another one', async () => {
    const before = await transfers();
    await rpc('anvil_mine', ['0x50']);
    expect(await transfers()).toEqual(before);
    const folder = join(profileDir, 'transfers');
    const path = join(folder, readdirSync(folder).find((name) => name.includes(ann.address.toLowerCase())) ?? '');
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { settled: { number: number; hash: string }; rows: unknown[] };
    expect(kept.rows).toHaveLength(before.length);
    // What lies below is not asked for again: a row that is taken out stays out.
    writeFileSync(path, JSON.stringify({ ...kept, rows: kept.rows.slice(1) }));
    expect(await transfers()).toEqual(before.slice(1));
    writeFileSync(path, JSON.stringify({ settled: { ...kept.settled, hash: `0x${'0'.repeat(64)}` }, rows: kept.rows.slice(1) }));
    expect(await transfers()).toEqual(before);
    writeFileSync(path, '{"settled":');
    expect(await transfers()).toEqual(before);
  });
});
