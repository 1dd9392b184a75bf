import { keccak_256 } from '@noble/hashes/sha3.js';
import { fromHex } from '../../../shared/bytes.ts';

const BLOOM_BYTES = 256;

/** Whether a header's filter (yellow paper, section 4.3.1) leaves room for a log of this address: false is sure, true is not. */
export function mayHaveLogsOf(bloom: Uint8Array, address: string): boolean {
  const hash = keccak_256(fromHex(address));
  return [0, 2, 4].every((at) => {
    const bit = (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 0x7ff;
    return ((bloom[BLOOM_BYTES - 1 - (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0;
  });
}
