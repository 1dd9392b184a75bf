import { Transaction } from 'ethers/transaction';
import { toBeHex } from 'ethers/utils';
import { z } from 'zod';
import { arrayOf } from '../../../shared/array-of.ts';
import type { Hex } from '../../../shared/bytes.ts';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { encodeHeader, headerSchema } from '../proof/header.ts';
import { encodeReceipt, receiptSchema } from '../proof/receipt.ts';
import type { NodeReceipt } from '../proof/receipt.ts';
import { data, hash } from '../proof/quantity.ts';
import type { Rpc } from './rpc.ts';

/** A block as the bytes that its hash and its roots are made of. */
export interface RawBlock {
  readonly number: number;
  readonly hash: string;
  readonly header: Hex;
  /** Of all transactions, in their order; null where they were not asked for. */
  readonly receipts: readonly Hex[] | null;
  /** In the same order; null where they were not asked for, or are of a kind that cannot be written again. */
  readonly transactions: readonly Hex[] | null;
  readonly transactionHashes: readonly string[];
}

const MAX_TRANSACTIONS = 200_000;

const thinSchema = headerSchema.extend({ transactions: arrayOf(hash, 0, MAX_TRANSACTIONS) });
const fullSchema = headerSchema.extend({ transactions: arrayOf(z.looseObject({ hash }), 0, MAX_TRANSACTIONS) });

/** PROOF_UNAVAILABLE where the network's blocks are not made as we know them, or the node keeps what it takes to itself. */
export async function readRawBlock(rpc: Rpc, number: number, isWhole: boolean): Promise<Result<RawBlock>> {
  const tag = `0x${number.toString(16)}`;
  const answer = await rpc.own('eth_getBlockByNumber', [tag, isWhole]);
  if (!answer.ok) return answer;
  const block = (isWhole ? fullSchema : thinSchema).safeParse(answer.value);
  if (!block.success) return unavailable(`block ${number} lacks ${block.error.issues[0]?.path.map(String).join('.') ?? 'something'}`);
  const header = encodeHeader(block.data);
  if (header === null) return unavailable(`the header of block ${number} is not made as Ethereum's are`);
  const transactionHashes = block.data.transactions.map((each) => (typeof each === 'string' ? each : each.hash));
  const common = { number, hash: block.data.hash, header, transactionHashes };
  if (!isWhole) return { ok: true, value: { ...common, receipts: null, transactions: null } };
  const receipts = await receiptsOf(rpc, tag, transactionHashes);
  if (!receipts.ok) return receipts;
  return { ok: true, value: { ...common, receipts: receipts.value.map(encodeReceipt), transactions: await transactionsOf(rpc, block.data.transactions) } };
}

async function receiptsOf(rpc: Rpc, tag: string, hashes: readonly string[]): Promise<Result<NodeReceipt[]>> {
  const together = await rpc.own('eth_getBlockReceipts', [tag]);
  const list = together.ok ? arrayOf(receiptSchema, 0, MAX_TRANSACTIONS).safeParse(together.value) : null;
  if (list?.success === true && list.data.length === hashes.length) return { ok: true, value: list.data.sort((one, other) => Number(one.transactionIndex - other.transactionIndex)) };
  const found: NodeReceipt[] = [];
  for (const each of hashes) {
    const one = await rpc.own('eth_getTransactionReceipt', [each]);
    if (!one.ok) return one;
    const receipt = receiptSchema.safeParse(one.value);
    if (!receipt.success) return unavailable(`the receipt of ${each} lacks ${receipt.error.issues[0]?.path.map(String).join('.') ?? 'something'}`);
    found.push(receipt.data);
  }
  return { ok: true, value: found };
}

/** As they were sent. A node that does not give the bytes gives the fields: whatever is written again must have the same hash. */
async function transactionsOf(rpc: Rpc, listed: readonly (string | { readonly hash: string })[]): Promise<Hex[] | null> {
  const found: Hex[] = [];
  for (const each of listed) {
    if (typeof each === 'string') return null;
    const bytes = rewritten(each) ?? (await rawOf(rpc, each.hash));
    if (bytes === null) return null;
    found.push(bytes);
  }
  return found;
}

const text = z.string();
const sentSchema = z.object({
  hash,
  type: text.nullish(),
  nonce: text,
  gas: text,
  gasPrice: text.nullish(),
  maxFeePerGas: text.nullish(),
  maxPriorityFeePerGas: text.nullish(),
  to: text.nullish(),
  value: text,
  input: data,
  chainId: text.nullish(),
  accessList: z.array(z.object({ address: text, storageKeys: z.array(text) })).nullish(),
  r: text,
  s: text,
  v: text.nullish(),
  yParity: text.nullish(),
});

/** The bytes of the common kinds of transactions (legacy, EIP-2930, EIP-1559) out of their fields; null where they do not have its hash. */
function rewritten(fields: unknown): Hex | null {
  const sent = sentSchema.safeParse(fields);
  if (!sent.success) return null;
  const { type, nonce, gas, gasPrice, maxFeePerGas, maxPriorityFeePerGas, to, value, input, chainId, accessList, r, s, v, yParity } = sent.data;
  const kind = Number(type ?? 0);
  try {
    const made = Transaction.from({
      type: kind,
      nonce: Number(nonce),
      gasLimit: gas,
      to: to ?? null,
      value,
      data: input,
      ...(kind === 2 ? { maxFeePerGas: maxFeePerGas ?? null, maxPriorityFeePerGas: maxPriorityFeePerGas ?? null } : { gasPrice: gasPrice ?? null }),
      ...(chainId == null ? {} : { chainId }),
      ...(accessList == null || kind === 0 ? {} : { accessList }),
      signature: { r: toBeHex(r, 32), s: toBeHex(s, 32), v: (kind === 0 ? v : (yParity ?? v)) ?? '0x0' },
    });
    return made.hash === sent.data.hash ? (made.serialized as Hex) : null;
  } catch {
    return null;
  }
}

async function rawOf(rpc: Rpc, each: string): Promise<Hex | null> {
  const answer = await rpc.own('eth_getRawTransactionByHash', [each]);
  const bytes = answer.ok ? data.safeParse(answer.value) : null;
  return bytes?.success === true ? (bytes.data as Hex) : null;
}

function unavailable(why: string): Result<never> {
  return fail('PROOF_UNAVAILABLE', why, { fix: 'Verify against the chain, or try another node.' });
}
