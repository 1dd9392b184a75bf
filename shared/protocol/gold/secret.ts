import { concat, fromHex, keccak, utf8 } from '../../bytes.ts';
import type { Bytes32 } from '../../labels/ids.ts';

/** A whole number from 0 up to but not including `limit`, which nobody can tell without the secret. */
export type Below = (limit: number) => number;

/** What a secret gives for one purpose: its hash with the purpose's name. */
export function derived(secret: Bytes32, purpose: string): Bytes32 {
  return keccak(concat(fromHex(secret), utf8(purpose)));
}

/** Numbers drawn from a secret for one purpose, always the same; of 48 bits, so that no limit in use shows a bias. */
export function drawFrom(secret: Bytes32, purpose: string): Below {
  let hashes = 0;
  let left: number[] = [];
  return (limit) => {
    // A hash gives five numbers: it is what takes the time.
    if (left.length === 0) left = sixBytesEach(derived(secret, `${purpose} ${hashes++}`));
    return (left.pop() ?? 0) % limit;
  };
}

function sixBytesEach(hash: Bytes32): number[] {
  return Array.from({ length: 5 }, (_, at) => Number.parseInt(hash.slice(2 + 12 * at, 14 + 12 * at), 16));
}

/** The same values in an order that the draw decides. */
export function shuffled<T>(values: readonly T[], below: Below): T[] {
  const result = [...values];
  for (let at = result.length - 1; at > 0; at--) {
    const other = below(at + 1);
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}
