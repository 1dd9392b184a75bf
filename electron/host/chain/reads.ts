import type { HostResult, Result } from '../../../shared/host-api.ts';
import { decodeTokenResult, encodeCoordinatorCall, encodeTokenCall, decodeCoordinatorResult } from '../../../shared/protocol/abi.ts';
import { fail } from '../context.ts';
import type { Network } from './port.ts';
import { garbage } from './rpc-errors.ts';
import { shownSymbol } from './token-symbol.ts';
import type { UnderWay } from './under-way/record.ts';
import type { Rpc, RpcLog } from './rpc.ts';

type ReadResult = HostResult<'chain.read'>;
type LogsResult = HostResult<'chain.logs'>;

/** More than this in one answer and the window asks for fewer blocks. */
const MAX_LOGS = 50_000;
const FIRST_SPAN_BLOCKS = 5_000;
const MAX_SPAN_BLOCKS = 50_000;

async function headNumber(rpc: Rpc): Promise<Result<number>> {
  const block = await rpc.block('latest');
  if (!block.ok) return block;
  return block.value === null ? { ok: false, error: garbage(rpc.url, 'it has no latest block') } : { ok: true, value: block.value.number };
}

/** Many calls side by side, all of the same block. */
async function readAt(rpc: Rpc, calls: readonly { to: string; data: string }[], blockNumber: number): Promise<Result<ReadResult>> {
  const results: ReadResult['results'] = [];
  for (const answer of await Promise.all(calls.map((call) => rpc.tryCall(call, blockNumber)))) {
    if (!answer.ok) return answer;
    results.push(answer.value);
  }
  return { ok: true, value: { results, blockNumber } };
}

/** @param blockNumber the block to read at; the latest where it is left out */
export async function readMany(rpc: Rpc, calls: readonly { to: string; data: string }[], blockNumber?: number): Promise<Result<ReadResult>> {
  if (blockNumber !== undefined) return readAt(rpc, calls, blockNumber);
  const head = await headNumber(rpc);
  if (!head.ok) return head;
  const answer = await readAt(rpc, calls, head.value);
  if (answer.ok || answer.error.code !== 'BLOCK_GONE') return answer;
  // The node behind this address may be another one by now, a block behind the first.
  const again = await headNumber(rpc);
  return again.ok ? readAt(rpc, calls, again.value) : again;
}

/** Reads logs in ranges that the node takes: halved at every refusal, grown again while it goes well. */
export class LogReader {
  #spanBlocks = FIRST_SPAN_BLOCKS;

  async read(rpc: Rpc, address: string, fromBlock: number, toBlock: number): Promise<Result<LogsResult>> {
    const logs: LogsResult = [];
    for (let from = fromBlock; from <= toBlock; ) {
      const to = Math.min(toBlock, from + this.#spanBlocks - 1);
      const answer = await rpc.logs(address, from, to);
      if (!answer.ok) {
        if (answer.error.code !== 'RANGE_TOO_WIDE' || from === to) return answer;
        this.#spanBlocks = Math.max(1, Math.floor((to - from + 1) / 2));
        continue;
      }
      const stranger = answer.value.find((log) => !isOf(log, address, from, to));
      if (stranger !== undefined) return { ok: false, error: garbage(rpc.url, `eth_getLogs gave a log of ${stranger.address} in block ${stranger.blockNumber} that was not asked for`) };
      for (const { removed, ...log } of answer.value) if (removed !== true) logs.push(log);
      if (logs.length > MAX_LOGS) return fail('RANGE_TOO_WIDE', `Blocks ${fromBlock} to ${toBlock} hold more than ${MAX_LOGS} logs.`, { fix: 'Ask for a smaller range.' });
      this.#spanBlocks = Math.min(MAX_SPAN_BLOCKS, this.#spanBlocks * 2);
      from = to + 1;
    }
    logs.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
    return { ok: true, value: logs };
  }
}

function isOf(log: RpcLog, address: string, fromBlock: number, toBlock: number): boolean {
  return log.address.toLowerCase() === address.toLowerCase() && log.blockNumber >= fromBlock && log.blockNumber <= toBlock;
}

/** Everything about a transaction that the chain knows. A failed one is run again for its reason. */
export async function readReceipt(rpc: Rpc, hash: string): Promise<Result<HostResult<'chain.receipt'>>> {
  const receipt = await rpc.receipt(hash);
  if (!receipt.ok) return receipt;
  if (receipt.value === null) {
    const transaction = await rpc.transaction(hash);
    if (!transaction.ok) return transaction;
    return { ok: true, value: { status: transaction.value === null ? 'unknown' : 'pending' } };
  }
  const { status, blockNumber, blockHash, gasUsed } = receipt.value;
  const head = await headNumber(rpc);
  if (!head.ok) return head;
  const isSuccess = status === 1;
  return {
    ok: true,
    value: {
      status: 'mined',
      isSuccess,
      blockNumber,
      blockHash,
      gasUsed: gasUsed.toString(),
      confirmations: Math.max(1, head.value - blockNumber + 1),
      revert: isSuccess ? null : await revertOf(rpc, hash, blockNumber),
    },
  };
}

/** The same of whichever attempt under a nonce was mined. */
export async function readReceiptOf(rpc: Rpc, { attempts, outcome }: UnderWay): Promise<Result<HostResult<'chain.receipt'>>> {
  for (const { hash } of [...attempts].reverse()) {
    const receipt = await readReceipt(rpc, hash);
    if (!receipt.ok || receipt.value.status === 'mined') return receipt;
  }
  // Once mined and now in no block: the chain was reorganised, and nobody vouches for it any more.
  const statuses = { open: 'pending', taken: 'replaced', mined: 'unknown' } as const;
  return { ok: true, value: { status: statuses[outcome] } };
}

async function revertOf(rpc: Rpc, hash: string, blockNumber: number): Promise<string | null> {
  const transaction = await rpc.transaction(hash);
  if (!transaction.ok || transaction.value === null) return null;
  const { from, to, input, value } = transaction.value;
  const call = { from, data: input, valueWei: value, ...(to === null || to === undefined ? {} : { to }) };
  for (const at of [blockNumber - 1, blockNumber]) {
    const replay = await rpc.call(call, at);
    if (!replay.ok && replay.error.code === 'REVERTED') return replay.error.message;
  }
  return null;
}

const NO_TOKEN = { token: '0', tokenSymbol: '', tokenDecimals: 18, stakeFree: '0', stakeLocked: '0' };

/** What an account holds, all at one block. Zeros and no symbol where the network has no token yet. */
export async function readBalances(rpc: Rpc, network: Network, address: string): Promise<Result<HostResult<'chain.balances'>>> {
  const head = await headNumber(rpc);
  if (!head.ok) return head;
  const blockNumber = head.value;
  const native = await rpc.balanceWei(address, blockNumber);
  if (!native.ok) return native;
  const base = { nativeWei: native.value.toString(), blockNumber };
  const { token, coordinator } = network;
  if (token === null || coordinator === null) return { ok: true, value: { ...NO_TOKEN, ...base } };
  const answer = await readAt(rpc, [
    { to: token, data: encodeTokenCall('balanceOf', [address]) },
    { to: token, data: encodeTokenCall('symbol', []) },
    { to: token, data: encodeTokenCall('decimals', []) },
    { to: coordinator, data: encodeCoordinatorCall('stake', [token, address]) },
  ], blockNumber);
  if (!answer.ok) return answer;
  const [balance, symbol, decimals, stake] = answer.value.results.map((result) => result.data);
  try {
    const { free, locked } = decodeCoordinatorResult('stake', stake ?? '');
    return {
      ok: true,
      value: {
        ...base,
        token: decodeTokenResult('balanceOf', balance ?? '').toString(),
        tokenSymbol: shownSymbol(decodeTokenResult('symbol', symbol ?? '')),
        tokenDecimals: decodeTokenResult('decimals', decimals ?? ''),
        stakeFree: free.toString(),
        stakeLocked: locked.toString(),
      },
    };
  } catch {
    return fail('NOT_TOKEN', `The contract at ${token} does not answer like an ERC-20 token.`, { field: 'token', fix: 'Check the token\'s address in the network settings.' });
  }
}
