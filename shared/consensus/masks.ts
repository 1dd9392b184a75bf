/** Masks of items (bit i: the batch's item i) or seats, as the contract has them. */
export function hasBit(mask: bigint, index: number): boolean {
  return ((mask >> BigInt(index)) & 1n) === 1n;
}

export function withBit(mask: bigint, index: number): bigint {
  return mask | (1n << BigInt(index));
}

/** The first `count` bits. */
export function lowBits(count: number): bigint {
  return (1n << BigInt(count)) - 1n;
}

export function popcount(mask: bigint): number {
  let count = 0;
  for (let rest = mask; rest !== 0n; rest &= rest - 1n) count++;
  return count;
}

/** The places of the set bits, ascending. */
export function bitsOf(mask: bigint): number[] {
  const bits: number[] = [];
  for (let rest = mask, index = 0; rest !== 0n; rest >>= 1n, index++) if ((rest & 1n) === 1n) bits.push(index);
  return bits;
}
