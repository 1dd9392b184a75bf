import { keccak_256 } from '@noble/hashes/sha3.js';
import { compareBytes } from '../labels/codec-bytes.ts';
import type { Bytes32 } from '../labels/ids.ts';
import { parseBytes32 } from '../labels/ids.ts';
import { concat, fromHex, toHex } from '../bytes.ts';

/*
 * A Merkle tree that OpenZeppelin's MerkleProof verifies: pairs are hashed in sorted order, and a leaf is the hash of
 * a hash, so that no inner node can pass for a leaf. Leaves keep their order; the nodes lie in one list, the children
 * of node i at 2i + 1 and 2i + 2, the leaves at its end from the last one back.
 */
export interface MerkleTree {
  readonly root: Bytes32;
  readonly leafCount: number;
  readonly nodes: readonly Uint8Array[];
}

/** Hash of a hash of what the leaf stands for. */
export function leafHash(encoded: Uint8Array): Uint8Array {
  return keccak_256(keccak_256(encoded));
}

/** @param leaves at least one, each made with `leafHash` */
export function merkleTree(leaves: readonly Uint8Array[]): MerkleTree {
  if (leaves.length === 0) throw new RangeError('A Merkle tree needs a leaf');
  const nodes = new Array<Uint8Array>(2 * leaves.length - 1);
  for (const [index, leaf] of leaves.entries()) nodes[nodes.length - 1 - index] = leaf;
  for (let index = leaves.length - 2; index >= 0; index--) nodes[index] = hashPair(nodeAt(nodes, 2 * index + 1), nodeAt(nodes, 2 * index + 2));
  return { root: parseBytes32(toHex(nodeAt(nodes, 0))), leafCount: leaves.length, nodes };
}

/** The siblings from a leaf up to the root. @param leafIndex the leaf's place in the order given */
export function merkleProof(tree: MerkleTree, leafIndex: number): Bytes32[] {
  if (!Number.isInteger(leafIndex) || leafIndex < 0 || leafIndex >= tree.leafCount) throw new RangeError(`There is no leaf ${leafIndex}`);
  const proof: Bytes32[] = [];
  for (let index = tree.nodes.length - 1 - leafIndex; index > 0; index = (index - 1) >> 1) {
    const sibling = index % 2 === 0 ? index - 1 : index + 1;
    proof.push(parseBytes32(toHex(nodeAt(tree.nodes, sibling))));
  }
  return proof;
}

export function verifyProof(root: Bytes32, leaf: Uint8Array, proof: readonly Bytes32[]): boolean {
  let node = leaf;
  for (const sibling of proof) node = hashPair(node, fromHex(sibling));
  return toHex(node) === root;
}

function hashPair(a: Uint8Array, b: Uint8Array): Uint8Array {
  return keccak_256(compareBytes(a, b) < 0 ? concat(a, b) : concat(b, a));
}

function nodeAt(nodes: readonly Uint8Array[], index: number): Uint8Array {
  const node = nodes[index];
  if (node === undefined) throw new RangeError(`There is no node ${index}`);
  return node;
}
