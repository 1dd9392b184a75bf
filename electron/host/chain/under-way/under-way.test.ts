import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../../shared/result.ts';
import { signingFields } from '../account.ts';
import { Broadcaster } from '../broadcast.ts';
import { startFarNode } from '../deploy/test-support/far-node.ts';
import type { FarNode } from '../deploy/test-support/far-node.ts';
import type { TransactionSigner } from '../port.ts';
import { readReceiptOf } from '../reads.ts';
import type { Rpc } from '../rpc.ts';
import { wireMust } from '../wire.ts';
import { bumpedFees } from './bump.ts';
import { UnderWayLog } from './log.ts';

const CHAIN_ID = 424_242;
const target = `0x${'c0'.repeat(20)}`;

describe('fees of a replacement', () => {
  const low = { kind: 'eip1559', maxFeePerGasWei: 1_000n, maxPriorityFeePerGasWei: 7n } as const;

  it('go up by an eighth at least, and to the market where that is more', () => {
    expect(bumpedFees(low, low)).toEqual({ kind: 'eip1559', maxFeePerGasWei: 1_125n, maxPriorityFeePerGasWei: 8n });
    expect(bumpedFees(low, { kind: 'eip1559', maxFeePerGasWei: 5_000n, maxPriorityFeePerGasWei: 50n })).toEqual({ kind: 'eip1559', maxFeePerGasWei: 5_000n, maxPriorityFeePerGasWei: 50n });
    expect(bumpedFees({ kind: 'legacy', gasPriceWei: 8n }, low)).toEqual({ kind: 'legacy', gasPriceWei: 1_000n });
    expect(bumpedFees({ kind: 'legacy', gasPriceWei: 0n }, { kind: 'legacy', gasPriceWei: 0n })).toEqual({ kind: 'legacy', gasPriceWei: 1n });
  });

  it('never stay under twelve and a half per cent more', () => {
    for (let wei = 0n; wei < 2_000n; wei += 1n) {
      const { maxFeePerGasWei } = bumpedFees({ ...low, maxFeePerGasWei: wei, maxPriorityFeePerGasWei: 0n }, { kind: 'legacy', gasPriceWei: 0n }) as typeof low;
      expect(maxFeePerGasWei * 1000n >= wei * 1125n && maxFeePerGasWei > wei).toBe(true);
    }
  });
});

describe('transactions under way, on a node that mines only when told', () => {
  let node: FarNode;
  let dir: string;
  let nowMs = 1_000_000;
  let wallet: ReturnType<typeof Wallet.createRandom>;
  let log: UnderWayLog;
  let broadcaster: Broadcaster;
  const said: string[] = [];

  const sign: TransactionSigner = async ({ to, data, valueWei, chainId, nonce, gasLimit, fees }) => ({
    ok: true,
    value: await wallet.signTransaction({ to, data, value: valueWei, chainId, nonce, gasLimit, ...signingFields(fees) }),
  });
  const call = (data: string) => ({ from: wallet.address, to: target, data, valueWei: 0n });
  const send = async (data: string, rpc: Rpc = node.rpc, isOnce = true) => broadcaster.send(rpc, CHAIN_ID, call(data), sign, { isOnce });
  const mine = async () => wireMust(node.wire, 'evm_mine');
  const restart = (): void => {
    log = new UnderWayLog(join(dir, 'under-way.json'), () => nowMs);
    broadcaster = new Broadcaster({ log, nowMs: () => nowMs, say: (line) => said.push(line), stuckAfterMs: 60_000 });
  };
  const receiptOf = async (hash: string) => must(await readReceiptOf(node.rpc, log.ofHash(hash)!));
  const sentCount = async () => must(await node.rpc.nonce(wallet.address, 'pending'));

  beforeAll(async () => {
    node = await startFarNode(CHAIN_ID, '--no-mining');
  }, 60_000);
  afterAll(async () => node.close());
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'under-way-'));
    wallet = Wallet.createRandom();
    await node.give(wallet.address, 10n ** 20n);
    said.length = 0;
    restart();
    return () => rmSync(dir, { recursive: true, force: true });
  });

  it('the same call asked for twice is one transaction, after a restart too', async () => {
    const first = must(await send('0x01'));
    expect(must(await send('0x01')).transactionHash).toBe(first.transactionHash);
    restart();
    expect(must(await send('0x01')).transactionHash).toBe(first.transactionHash);
    expect(await sentCount()).toBe(1);
    await mine();
    await broadcaster.follow(node.rpc, CHAIN_ID);
    expect(log.open(CHAIN_ID)).toEqual([]);
    // What is settled leaves no bytes behind: the file stays small.
    expect(log.ofHash(first.transactionHash)).toMatchObject({ outcome: 'mined', data: '0x', attempts: [{ raw: '0x' }] });
    expect(await receiptOf(first.transactionHash)).toMatchObject({ status: 'mined', isSuccess: true });
  });

  it('two that are meant twice are two', async () => {
    const [first, second] = [must(await send('0x01', node.rpc, false)), must(await send('0x01', node.rpc, false))];
    expect(first.transactionHash).not.toBe(second.transactionHash);
    expect(await sentCount()).toBe(2);
  });

  it('what the node took without our hearing of it is not signed again', async () => {
    const deaf: Rpc = { ...node.rpc, send: async (raw) => node.rpc.send(raw).then(() => ({ ok: false, error: { code: 'CHAIN_OFFLINE', message: 'the answer was lost' } })) };
    expect(await send('0x02', deaf)).toMatchObject({ ok: false, error: { code: 'CHAIN_OFFLINE' } });
    restart();
    const again = must(await send('0x02'));
    expect(await sentCount()).toBe(1);
    await mine();
    expect(await receiptOf(again.transactionHash)).toMatchObject({ status: 'mined' });
  });

  it('what never arrived is given to the node again, and is the same', async () => {
    const cut: Rpc = { ...node.rpc, send: async () => ({ ok: false, error: { code: 'CHAIN_OFFLINE', message: 'cut' } }) };
    await send('0x03', cut);
    expect(await sentCount()).toBe(0);
    const [record] = log.open(CHAIN_ID);
    restart();
    await broadcaster.follow(node.rpc, CHAIN_ID);
    expect(await sentCount()).toBe(1);
    expect(must(await send('0x03')).transactionHash).toBe(record?.attempts[0]?.hash);
  });

  it('a stuck one is sent again under its nonce at a higher fee, and either hash tells of it', async () => {
    const first = must(await send('0x04'));
    const second = must(await send('0x05'));
    nowMs += 61_000;
    await broadcaster.follow(node.rpc, CHAIN_ID);
    const [record, behind] = log.open(CHAIN_ID);
    expect(record?.attempts).toHaveLength(2);
    // Who waits behind it is not what is stuck.
    expect(behind?.attempts).toHaveLength(1);
    const [before, after] = record!.attempts.map(({ fees }) => BigInt(fees.kind === 'eip1559' ? fees.maxFeePerGasWei : fees.gasPriceWei));
    expect(after! * 1000n).toBeGreaterThanOrEqual(before! * 1125n);
    expect(await sentCount()).toBe(2);
    await mine();
    await broadcaster.follow(node.rpc, CHAIN_ID);
    expect(await receiptOf(first.transactionHash)).toMatchObject({ status: 'mined', isSuccess: true });
    expect(must(await node.rpc.receipt(first.transactionHash))).toBeNull();
    expect(await receiptOf(second.transactionHash)).toMatchObject({ status: 'mined' });
  });

  it('after a restart only who may sign it again raises it', async () => {
    await send('0x06');
    nowMs += 61_000;
    restart();
    await broadcaster.follow(node.rpc, CHAIN_ID);
    expect(log.open(CHAIN_ID)[0]?.attempts).toHaveLength(1);
    broadcaster.signAgainWith(() => sign);
    await broadcaster.follow(node.rpc, CHAIN_ID);
    expect(log.open(CHAIN_ID)[0]?.attempts).toHaveLength(2);
  });

  it('a nonce taken by another wallet with the same key is noticed, and the call goes out anew', async () => {
    const ours = must(await send('0x07'));
    const raw = await wallet.signTransaction({ to: `0x${'aa'.repeat(20)}`, data: '0x', chainId: CHAIN_ID, nonce: 0, gasLimit: 100_000n, type: 2, maxFeePerGas: 10n ** 13n, maxPriorityFeePerGas: 10n ** 12n });
    must(await node.rpc.send(raw));
    await mine();
    await broadcaster.follow(node.rpc, CHAIN_ID);
    nowMs += 11_000;
    await broadcaster.follow(node.rpc, CHAIN_ID);
    expect(await receiptOf(ours.transactionHash)).toEqual({ status: 'replaced' });
    expect(said.join()).toContain('has taken nonce 0');
    const anew = must(await send('0x07'));
    expect(anew.transactionHash).not.toBe(ours.transactionHash);
    await mine();
    expect(await receiptOf(anew.transactionHash)).toMatchObject({ status: 'mined', isSuccess: true });
  });

  it('where the disk takes no note nothing is sent', async () => {
    rmSync(dir, { recursive: true });
    expect(await send('0x08')).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
    expect(await sentCount()).toBe(0);
  });

  it('a file that is cut in the middle is no obstacle', async () => {
    await send('0x09');
    const path = join(dir, 'under-way.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, text.length / 2));
    restart();
    must(await send('0x0a'));
    expect(await sentCount()).toBe(2);
  });
});
