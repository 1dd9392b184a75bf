import { concat, decodeRlp, encodeRlp } from 'ethers/utils';
import { z } from 'zod';
import { arrayOf } from '../../../shared/array-of.ts';
import type { Hex } from '../../../shared/bytes.ts';
import { bare, data, hash, quantity } from './quantity.ts';

const logSchema = z.object({ address: data, topics: arrayOf(hash, 0, 4), data });

/** A transaction's receipt as a node tells it; every field that the block's receipts root is made of. */
export const receiptSchema = z.object({
  transactionHash: hash,
  transactionIndex: quantity,
  type: quantity.nullish(),
  status: quantity,
  cumulativeGasUsed: quantity,
  logsBloom: data,
  logs: arrayOf(logSchema, 0, 500_000),
  /** Deposits of the OP stack. */
  depositNonce: quantity.nullish(),
  depositReceiptVersion: quantity.nullish(),
});
export type NodeReceipt = z.output<typeof receiptSchema>;

export interface ReceiptLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

const DEPOSIT = 0x7en;

/** A receipt's bytes (yellow paper, section 4.4.1; EIP-2718). */
export function encodeReceipt(receipt: NodeReceipt): Hex {
  const logs = receipt.logs.map((log) => [log.address, [...log.topics], log.data]);
  const type = receipt.type ?? 0n;
  const deposit = type === DEPOSIT ? [receipt.depositNonce, receipt.depositReceiptVersion].flatMap((field) => (field == null ? [] : [bare(field)])) : [];
  const body = encodeRlp([bare(receipt.status), bare(receipt.cumulativeGasUsed), receipt.logsBloom, logs, ...deposit]);
  return (type === 0n ? body : concat([bare(type), body])) as Hex;
}

/** A receipt's logs in their order; null where the bytes are no receipt. */
export function logsOfReceipt(bytes: Hex): ReceiptLog[] | null {
  try {
    const isTyped = Number(bytes.slice(0, 4)) < 0x80;
    const fields: unknown = decodeRlp(isTyped ? `0x${bytes.slice(4)}` : bytes);
    const logs = z.array(z.tuple([z.string().length(42), z.array(z.string().length(66)).max(4), z.string()])).safeParse(Array.isArray(fields) ? fields[3] : null);
    return logs.success ? logs.data.map(([address, topics, body]) => ({ address, topics, data: body })) : null;
  } catch {
    return null;
  }
}
