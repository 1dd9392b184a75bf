import { keccak256 } from 'ethers/crypto';
import { concat } from 'ethers/utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, word } from '../bytes.ts';
import { leafHash, merkleProof, merkleTree, verifyProof } from './merkle.ts';

const leafOf = (value: number) => leafHash(word(BigInt(value)));
const pair = (a: string, b: string) => keccak256(concat(a < b ? [a, b] : [b, a]));

describe('merkleTree', () => {
  it('hashes leaves twice and pairs in sorted order, as OpenZeppelin verifies them', () => {
    const [a, b, c] = [1, 2, 3].map((value) => keccak256(keccak256(word(BigInt(value)))));
    expect([1, 2, 3].map((value) => toHex(leafOf(value)))).toEqual([a, b, c]);
    // Three leaves: the last two of the list make the first inner node.
    expect(merkleTree([1, 2, 3].map(leafOf)).root).toBe(pair(pair(a!, b!), c!));
    expect(merkleTree([leafOf(1)]).root).toBe(a);
  });

  it('proves every leaf, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (count, pick) => {
        const tree = merkleTree(Array.from({ length: count }, (_, index) => leafOf(index)));
        const index = pick % count;
        const proof = merkleProof(tree, index);
        expect(verifyProof(tree.root, leafOf(index), proof)).toBe(true);
        expect(verifyProof(tree.root, leafOf(index + 1), proof)).toBe(false);
      }),
    );
  });

  it('refuses no leaves, and a leaf that is not there', () => {
    expect(() => merkleTree([])).toThrow(RangeError);
    expect(() => merkleProof(merkleTree([leafOf(1)]), 1)).toThrow(RangeError);
  });
});
