import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { tokenInterface } from '../../../shared/protocol/abi.ts';
import { readJsonFile, writeAtomic } from './local/durable.ts';
import type { Network } from './port.ts';
import { garbage } from './rpc-errors.ts';
import type { Rpc, RpcLog } from './rpc.ts';

type Transfers = HostResult<'chain.transfers'>;
type Transfer = Transfers['transfers'][number];

const FIRST_SPAN_BLOCKS = 5_000;
const MAX_SPAN_BLOCKS = 50_000;
/** So many blocks may still be replaced: they are read again every time. */
const UNSETTLED_BLOCKS = 64;

const TRANSFER = tokenInterface.getEvent('Transfer')?.topicHash ?? '';
const rowSchema = z.object({
  from: z.string(),
  to: z.string(),
  amount: z.string().regex(/^\d{1,78}$/),
  transactionHash: z.string(),
  blockNumber: z.number(),
  logIndex: z.number(),
  timestampSeconds: z.number(),
});
const fileSchema = z.object({
  /** The last block that is settled here, and its hash: another hash, and the chain is another one. */
  settled: z.object({ number: z.number(), hash: z.string() }).nullable(),
  rows: z.array(rowSchema),
});

/** The token's transfers from and to an account, kept in `<profile>/transfers` and read on from there. */
export async function readTransfers(rpc: Rpc, network: Network, account: string, profileDir: string): Promise<Result<Transfers>> {
  const { token, chainId, deployedAtBlock } = network;
  const head = await rpc.block('latest');
  if (!head.ok) return head;
  if (head.value === null) return { ok: false, error: garbage(rpc.url, 'it has no latest block') };
  if (token === null) return { ok: true, value: { transfers: [], toBlock: head.value.number } };
  const path = join(profileDir, 'transfers', `${String(chainId)}-${token}-${account}.json`.toLowerCase());
  const kept = readJsonFile(path, fileSchema) ?? { settled: null, rows: [] };
  const isSame = kept.settled === null ? { ok: true, value: true } as const : await isStillThere(rpc, kept.settled);
  if (!isSame.ok) return isSame;
  const from = isSame.value && kept.settled !== null ? kept.settled.number + 1 : deployedAtBlock;
  const read = await readRange(rpc, { token, account, from, to: head.value.number });
  if (!read.ok) return read;
  const fresh = await withTimes(rpc, read.value);
  if (!fresh.ok) return fresh;
  const rows = [...(isSame.value ? kept.rows : []), ...fresh.value];
  const settled = Math.max(deployedAtBlock, head.value.number - UNSETTLED_BLOCKS);
  const block = settled < head.value.number ? await rpc.block(settled) : null;
  if (block?.ok === true && block.value !== null) {
    mkdirSync(join(profileDir, 'transfers'), { recursive: true, mode: 0o700 });
    writeAtomic(path, JSON.stringify({ settled: { number: settled, hash: block.value.hash }, rows: rows.filter((row) => row.blockNumber <= settled) }));
  }
  return { ok: true, value: { transfers: rows, toBlock: head.value.number } };
}

async function isStillThere(rpc: Rpc, { number, hash }: { number: number; hash: string }): Promise<Result<boolean>> {
  const block = await rpc.block(number);
  return block.ok ? { ok: true, value: block.value?.hash === hash } : block;
}

interface Range {
  readonly token: string;
  readonly account: string;
  readonly from: number;
  readonly to: number;
}

/** In ranges that the node takes: halved at every refusal. */
async function readRange(rpc: Rpc, { token, account, from, to }: Range): Promise<Result<RpcLog[]>> {
  const topic = `0x${account.slice(2).toLowerCase().padStart(64, '0')}`;
  const found = new Map<string, RpcLog>();
  let span = FIRST_SPAN_BLOCKS;
  for (let at = from; at <= to; ) {
    const end = Math.min(to, at + span - 1);
    const [out, into] = await Promise.all([rpc.logs(token, at, end, [TRANSFER, topic]), rpc.logs(token, at, end, [TRANSFER, null, topic])]);
    const failed = !out.ok ? out : !into.ok ? into : null;
    if (failed !== null) {
      if (failed.error.code !== 'RANGE_TOO_WIDE' || at === end) return failed;
      span = Math.max(1, Math.floor((end - at + 1) / 2));
      continue;
    }
    for (const log of [...(out.ok ? out.value : []), ...(into.ok ? into.value : [])]) {
      const isAsked = log.address.toLowerCase() === token.toLowerCase() && log.topics[0] === TRANSFER && log.topics.includes(topic) && log.blockNumber >= at && log.blockNumber <= end;
      if (!isAsked) return { ok: false, error: garbage(rpc.url, `eth_getLogs gave a log of block ${String(log.blockNumber)} that was not asked for`) };
      // An account that pays itself is in both answers.
      if (log.removed !== true) found.set(`${String(log.blockNumber)}/${String(log.logIndex)}`, log);
    }
    span = Math.min(MAX_SPAN_BLOCKS, span * 2);
    at = end + 1;
  }
  return { ok: true, value: [...found.values()].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex) };
}

async function withTimes(rpc: Rpc, logs: readonly RpcLog[]): Promise<Result<Transfer[]>> {
  const times = new Map<number, number>();
  const rows: Transfer[] = [];
  for (const { blockNumber, transactionHash, logIndex, topics, data } of logs) {
    if (!times.has(blockNumber)) {
      const block = await rpc.block(blockNumber);
      if (!block.ok) return block;
      times.set(blockNumber, block.value?.timestamp ?? 0);
    }
    const [, from = '', to = ''] = topics;
    if (!/^0x[0-9a-f]{64}$/.test(data)) return { ok: false, error: garbage(rpc.url, 'a transfer without an amount') };
    rows.push({ from: `0x${from.slice(-40)}`, to: `0x${to.slice(-40)}`, amount: BigInt(data).toString(), transactionHash, blockNumber, logIndex, timestampSeconds: times.get(blockNumber) ?? 0 });
  }
  return { ok: true, value: rows };
}
