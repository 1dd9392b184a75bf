import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, toHex, word } from '../bytes.ts';
import type { Bytes32 } from '../labels/ids.ts';

/** How many of `count` items a rate in basis points draws, rounded up. */
export function sampleSize(count: number, rateBps: number): number {
  return Math.floor((count * rateBps + 9999) / 10_000);
}

/**
 * The items that a seed draws, as a mask: draw i takes r = keccak256(seed, i) mod (count - i) and picks the r-th of the
 * items not picked yet, counted from the first. Anyone can draw again.
 * @param count items in the batch, at most 64
 */
export function drawItems(seed: Bytes32, count: number, size: number): bigint {
  const seedBytes = fromHex(seed);
  const free = Array.from({ length: count }, (_, item) => item);
  let mask = 0n;
  for (let draw = 0; draw < Math.min(size, count); draw++) {
    const random = BigInt(toHex(keccak_256(concat(seedBytes, word(BigInt(draw))))));
    const [item = 0] = free.splice(Number(random % BigInt(count - draw)), 1);
    mask |= 1n << BigInt(item);
  }
  return mask;
}
