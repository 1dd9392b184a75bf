import { createMPT, createMerkleProof, verifyMerkleProof } from '@ethereumjs/mpt';
import { encodeRlp } from 'ethers/utils';
import { fromHex, keccak, toHex } from '../../../shared/bytes.ts';
import type { Hex } from '../../../shared/bytes.ts';
import { bare } from './quantity.ts';

/*
 * The Merkle-Patricia tries of a block's transactions and receipts (yellow paper, section 4.3.2 and appendix D): keyed
 * by the place in the block.
 */

const keyOf = (index: number): Uint8Array => fromHex(encodeRlp(bare(index)));

async function trieOf(values: readonly Hex[]) {
  const trie = await createMPT();
  for (const [index, value] of values.entries()) await trie.put(keyOf(index), fromHex(value));
  return trie;
}

export async function rootOf(values: readonly Hex[]): Promise<string> {
  return toHex((await trieOf(values)).root());
}

export interface Proven {
  readonly index: number;
  /** From the root down. */
  readonly nodes: readonly Hex[];
}

/** Proofs of some of the values, against the root of all. */
export async function proofsOf(values: readonly Hex[], indices: readonly number[]): Promise<{ readonly root: string; readonly proofs: readonly Proven[] }> {
  const trie = await trieOf(values);
  const proofs: Proven[] = [];
  for (const index of indices) proofs.push({ index, nodes: (await createMerkleProof(trie, keyOf(index))).map(toHex) });
  return { root: toHex(trie.root()), proofs };
}

/** The value that a proof shows to be there; null where it shows nothing. Every node must be one that the walk needs. */
export async function provenValue(root: string, { index, nodes }: Proven): Promise<Uint8Array | null> {
  const isLinked = nodes.every((node, place) => (place === 0 ? keccak(fromHex(node)) === root : (nodes[place - 1] ?? '').includes(keccak(fromHex(node)).slice(2))));
  if (!isLinked || nodes.length === 0) return null;
  try {
    return await verifyMerkleProof(keyOf(index), nodes.map(fromHex), { root: fromHex(root) });
  } catch {
    return null;
  }
}
