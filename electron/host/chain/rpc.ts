import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { arrayOf } from '../../../shared/array-of.ts';
import { fail } from '../context.ts';
import { errorOf, garbage, isRevert, revertData } from './rpc-errors.ts';
import type { Wire } from './wire.ts';

const quantityText = z.string().regex(/^0x[0-9a-f]{1,64}$/i);
const quantity = quantityText.transform((text) => BigInt(text));
const smallQuantity = quantity.refine((value) => value <= BigInt(Number.MAX_SAFE_INTEGER)).transform(Number);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/i).transform((text) => text.toLowerCase());
const data = z.string().regex(/^0x([0-9a-f]{2})*$/i);
const address = z.string().regex(/^0x[0-9a-f]{40}$/i);

const blockSchema = z.object({
  number: smallQuantity,
  hash,
  parentHash: hash,
  timestamp: smallQuantity,
  baseFeePerGas: quantity.nullish(),
});
export type RpcBlock = z.output<typeof blockSchema>;

/** Ten times what a page of the index may hold. */
const MAX_LOGS = 500_000;

const logSchema = z.object({
  address,
  topics: arrayOf(hash, 0, 4),
  data,
  blockNumber: smallQuantity,
  blockHash: hash,
  transactionHash: hash,
  transactionIndex: smallQuantity,
  logIndex: smallQuantity,
  removed: z.boolean().optional(),
});
export type RpcLog = z.output<typeof logSchema>;

const receiptSchema = z.object({
  transactionHash: hash,
  status: smallQuantity,
  blockNumber: smallQuantity,
  blockHash: hash,
  gasUsed: quantity,
  effectiveGasPrice: quantity.optional(),
  contractAddress: address.nullish(),
  logs: arrayOf(logSchema, 0, MAX_LOGS),
});
export type RpcReceipt = z.output<typeof receiptSchema>;

const transactionSchema = z.object({ from: address, to: address.nullish(), input: data, value: quantity, blockNumber: smallQuantity.nullish() });
export type RpcTransaction = z.output<typeof transactionSchema>;

export type BlockTag = number | 'latest' | 'pending';
const tagOf = (block: BlockTag): string => (typeof block === 'number' ? `0x${block.toString(16)}` : block);

export interface RpcCall {
  readonly from?: string;
  readonly to?: string;
  readonly data: string;
  readonly valueWei?: bigint;
}

function callObject(call: RpcCall): Record<string, string> {
  return {
    ...(call.from === undefined ? {} : { from: call.from }),
    ...(call.to === undefined ? {} : { to: call.to }),
    data: call.data,
    ...(call.valueWei === undefined ? {} : { value: `0x${call.valueWei.toString(16)}` }),
  };
}

/** The JSON-RPC of one node, every answer held against its schema: RPC_GARBAGE where it does not fit. */
export interface Rpc {
  readonly url: string;
  chainId(): Promise<Result<number>>;
  /** null where the node has no such block. */
  block(tag: BlockTag): Promise<Result<RpcBlock | null>>;
  call(call: RpcCall, tag?: BlockTag): Promise<Result<string>>;
  /** As `call`, but a revert is an answer: its data in place of the result. */
  tryCall(call: RpcCall, tag: BlockTag): Promise<Result<{ isSuccess: boolean; data: string }>>;
  codeAt(address: string, tag: BlockTag): Promise<Result<string>>;
  estimateGas(call: RpcCall): Promise<Result<bigint>>;
  gasPriceWei(): Promise<Result<bigint>>;
  priorityFeeWei(): Promise<Result<bigint>>;
  /** Transactions that the account has sent: in blocks (`latest`), or those still waiting too (`pending`). */
  nonce(address: string, tag?: 'latest' | 'pending'): Promise<Result<number>>;
  balanceWei(address: string, tag?: BlockTag): Promise<Result<bigint>>;
  logs(address: string, fromBlock: number, toBlock: number, topics?: readonly (string | null)[]): Promise<Result<RpcLog[]>>;
  receipt(hash: string): Promise<Result<RpcReceipt | null>>;
  transaction(hash: string): Promise<Result<RpcTransaction | null>>;
  /** Returns the transaction's hash. */
  send(raw: string): Promise<Result<string>>;
  /** Any other method, its answer unparsed: the local chain's own `tessera_...`. */
  own(method: string, params: readonly unknown[]): Promise<Result<unknown>>;
  close(): void;
}

export function createRpc(wire: Wire, timeoutMs?: number): Rpc {
  async function ask<T>(method: string, params: readonly unknown[], schema: z.ZodType<T>): Promise<Result<T>> {
    const answer = await wire.call(method, params, timeoutMs);
    if (!answer.ok) return { ok: false, error: errorOf(answer.error, wire.url) };
    const parsed = schema.safeParse(answer.value);
    if (parsed.success) return { ok: true, value: parsed.data };
    const [issue] = parsed.error.issues;
    return { ok: false, error: garbage(wire.url, `${method} gave ${issue?.path.map(String).join('.') || 'an answer'}: ${issue?.message ?? 'of another shape'}`) };
  }
  return {
    url: wire.url,
    chainId: () => ask('eth_chainId', [], smallQuantity),
    block: (tag) => ask('eth_getBlockByNumber', [tagOf(tag), false], blockSchema.nullable()),
    call: (call, tag = 'latest') => ask('eth_call', [callObject(call), tagOf(tag)], data),
    tryCall: async (call, tag) => {
      const answer = await wire.call('eth_call', [callObject(call), tagOf(tag)], timeoutMs);
      if (!answer.ok && isRevert(answer.error)) return { ok: true, value: { isSuccess: false, data: revertData(answer.error) ?? '0x' } };
      if (!answer.ok) return { ok: false, error: errorOf(answer.error, wire.url) };
      const parsed = data.safeParse(answer.value);
      return parsed.success ? { ok: true, value: { isSuccess: true, data: parsed.data } } : { ok: false, error: garbage(wire.url, 'eth_call gave no bytes') };
    },
    codeAt: (target, tag) => ask('eth_getCode', [target, tagOf(tag)], data),
    estimateGas: (call) => ask('eth_estimateGas', [callObject(call)], quantity),
    gasPriceWei: () => ask('eth_gasPrice', [], quantity),
    priorityFeeWei: () => ask('eth_maxPriorityFeePerGas', [], quantity),
    nonce: (account, tag = 'pending') => ask('eth_getTransactionCount', [account, tag], smallQuantity),
    balanceWei: (account, tag = 'latest') => ask('eth_getBalance', [account, tagOf(tag)], quantity),
    logs: (target, fromBlock, toBlock, topics = []) =>
      ask('eth_getLogs', [{ address: target, fromBlock: tagOf(fromBlock), toBlock: tagOf(toBlock), topics }], arrayOf(logSchema, 0, MAX_LOGS)),
    receipt: (id) => ask('eth_getTransactionReceipt', [id], receiptSchema.nullable()),
    transaction: (id) => ask('eth_getTransactionByHash', [id], transactionSchema.nullable()),
    send: (raw) => ask('eth_sendRawTransaction', [raw], hash),
    own: (method, params) => ask(method, params, z.unknown()),
    close: () => wire.close(),
  };
}

/** The address of a JSON-RPC endpoint, or why it cannot be one. */
export function checkRpcUrl(text: string): Result<string> {
  const fix = 'Give it as https://host/path, or http://127.0.0.1:8545 for a node on this machine.';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return fail('BAD_RPC_URL', `"${text.slice(0, 80)}" is no address.`, { field: 'rpcUrl', fix });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return fail('BAD_RPC_URL', `An RPC address begins with http: or https:, not ${url.protocol}`, { field: 'rpcUrl', fix });
  return { ok: true, value: url.href };
}
