import { decodeRlp, encodeRlp } from 'ethers/utils';
import { z } from 'zod';
import { fromHex, keccak } from '../../../shared/bytes.ts';
import type { Hex } from '../../../shared/bytes.ts';
import { bare, data, hash, quantity } from './quantity.ts';

/** A block's header as a node tells it; every field that its hash is made of. */
export const headerSchema = z.object({
  hash,
  number: quantity,
  parentHash: hash,
  sha3Uncles: hash,
  miner: data,
  stateRoot: hash,
  transactionsRoot: hash,
  receiptsRoot: hash,
  logsBloom: data,
  difficulty: quantity,
  gasLimit: quantity,
  gasUsed: quantity,
  timestamp: quantity,
  extraData: data,
  mixHash: hash,
  nonce: data,
  baseFeePerGas: quantity.nullish(),
  withdrawalsRoot: hash.nullish(),
  blobGasUsed: quantity.nullish(),
  excessBlobGas: quantity.nullish(),
  parentBeaconBlockRoot: hash.nullish(),
  requestsHash: hash.nullish(),
});
export type NodeHeader = z.output<typeof headerSchema>;

/** What a header says, read from the very bytes that its hash is of. */
export interface Header {
  readonly hash: string;
  readonly parentHash: string;
  readonly transactionsRoot: string;
  readonly receiptsRoot: string;
  readonly logsBloom: Uint8Array;
  readonly number: number;
  readonly timestampSeconds: number;
}

/**
 * The header's bytes (yellow paper, section 4.3; EIP-1559, 4895, 4844, 4788, 7685 for what came later), or null where
 * they do not have the block's hash: the network's headers are then made in a way that we do not know.
 */
export function encodeHeader(header: NodeHeader): Hex | null {
  const { parentHash, sha3Uncles, miner, stateRoot, transactionsRoot, receiptsRoot, logsBloom, difficulty, number, gasLimit, gasUsed, timestamp, extraData, mixHash, nonce } = header;
  const fields = [parentHash, sha3Uncles, miner, stateRoot, transactionsRoot, receiptsRoot, logsBloom, bare(difficulty), bare(number), bare(gasLimit), bare(gasUsed), bare(timestamp), extraData, mixHash, nonce];
  const later = [numberOf(header.baseFeePerGas), header.withdrawalsRoot, numberOf(header.blobGasUsed), numberOf(header.excessBlobGas), header.parentBeaconBlockRoot, header.requestsHash];
  for (const field of later) {
    if (field === null || field === undefined) break;
    fields.push(field);
  }
  const bytes = encodeRlp(fields) as Hex;
  return keccak(fromHex(bytes)) === header.hash ? bytes : null;
}

/** Null where the bytes are no header. */
export function decodeHeader(bytes: Hex): Header | null {
  const fields = fieldsOf(bytes);
  const [parentHash, , , , transactionsRoot, receiptsRoot, logsBloom, , number, , , timestamp] = fields ?? [];
  if (fields === null || fields.length < 15 || parentHash === undefined || transactionsRoot === undefined || receiptsRoot === undefined || logsBloom === undefined) return null;
  if (logsBloom.length !== 2 + 512 || [parentHash, transactionsRoot, receiptsRoot].some((each) => each.length !== 66)) return null;
  const [height, seconds] = [wholeOf(number), wholeOf(timestamp)];
  if (height === null || seconds === null) return null;
  return { hash: keccak(fromHex(bytes)), parentHash, transactionsRoot, receiptsRoot, logsBloom: fromHex(logsBloom), number: height, timestampSeconds: seconds };
}

function fieldsOf(bytes: Hex): string[] | null {
  try {
    const list = decodeRlp(bytes);
    return Array.isArray(list) && list.every((each) => typeof each === 'string') ? list : null;
  } catch {
    return null;
  }
}

function numberOf(value: bigint | null | undefined): string | null {
  return value === null || value === undefined ? null : bare(value);
}

function wholeOf(hex: string | undefined): number | null {
  if (hex === undefined || hex.length > 2 + 14) return null;
  return hex === '0x' ? 0 : Number(hex);
}
