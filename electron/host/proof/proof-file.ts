import { z } from 'zod';
import type { Hex } from '../../../shared/bytes.ts';

/*
 * A light proof: what the chain says of a project, with what it takes to believe it but the blocks' hashes. A line for
 * itself, then one a block in their order, each the only text of what it says.
 */

export const PROOF_FILE = 'proof/chain.jsonl';

/** `whole`: every block from the coordinator's first one on, so that nothing can be left out. `blocks`: those with events of the project alone. */
export const reaches = ['whole', 'blocks'] as const;
export type Reach = (typeof reaches)[number];

const hex = z.string().regex(/^0x([0-9a-f]{2})*$/).transform((text) => text as Hex);

export const headSchema = z.strictObject({
  kind: z.literal('tessera-light-proof'),
  version: z.literal(1),
  reach: z.enum(reaches),
  fromBlock: z.int().min(0),
  toBlock: z.int().min(0),
});
export type ProofHead = z.output<typeof headSchema>;

export const blockSchema = z.strictObject({
  /** RLP, as it is hashed. */
  header: hex,
  /** Of all the block's transactions, where it has events that count. */
  receipts: z.array(hex).optional(),
  /** Nodes of the transactions' trie from the root down, by the transaction's place: they prove its hash. */
  transactions: z.array(z.strictObject({ index: z.int().min(0), nodes: z.array(hex) })).optional(),
  /** In place of the nodes, where the network's transactions cannot be written again: said, not proven. */
  hashes: z.array(z.strictObject({ index: z.int().min(0), hash: z.string().regex(/^0x[0-9a-f]{64}$/) })).optional(),
});
export type ProofBlock = z.output<typeof blockSchema>;

/** The one text of a line: another one of the same meaning counts as changed. */
export function headLine({ kind, version, reach, fromBlock, toBlock }: ProofHead): string {
  return `${JSON.stringify({ kind, version, reach, fromBlock, toBlock })}\n`;
}

export function blockLine({ header, receipts, transactions, hashes }: ProofBlock): string {
  return `${JSON.stringify({
    header,
    ...(receipts === undefined ? {} : { receipts }),
    ...(transactions === undefined ? {} : { transactions: transactions.map(({ index, nodes }) => ({ index, nodes })) }),
    ...(hashes === undefined ? {} : { hashes: hashes.map(({ index, hash }) => ({ index, hash })) }),
  })}\n`;
}

