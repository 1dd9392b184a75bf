import { keccak_256 } from '@noble/hashes/sha3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { parseBytes32, parseSha256 } from './labels/ids.ts';
import type { Bytes32, Sha256 } from './labels/ids.ts';

/** Bytes as 0x and an even number of lower-case hexadecimal digits. */
export type Hex = `0x${string}`;

/** In one piece: a text put together digit by digit keeps a node of memory for each until somebody reads it. */
export function toHex(bytes: Uint8Array): Hex {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    const chunk = bytes.subarray(start, start + CHUNK);
    const codes = new Uint8Array(2 * chunk.length);
    for (let place = 0; place < chunk.length; place++) {
      const byte = chunk[place] ?? 0;
      codes[2 * place] = DIGITS.charCodeAt(byte >>> 4);
      codes[2 * place + 1] = DIGITS.charCodeAt(byte & 15);
    }
    text += String(Reflect.apply(String.fromCharCode, null, codes));
  }
  return `0x${text}`;
}

const CHUNK = 4096;
const DIGITS = '0123456789abcdef';

/** The bytes of a text with or without 0x. Throws on what is not hexadecimal: parse at the edge. */
export function fromHex(hex: string): Uint8Array {
  return hexToBytes(hex.startsWith('0x') ? hex.slice(2) : hex);
}

export function keccak(bytes: Uint8Array): Bytes32 {
  return parseBytes32(toHex(keccak_256(bytes)));
}

export function sha256Of(bytes: Uint8Array): Sha256 {
  return parseSha256(toHex(sha256(bytes)).slice(2));
}

export const utf8 = utf8ToBytes;
export const concat = concatBytes;

/** A whole number as the 32 bytes of ABI encoding. */
export function word(value: bigint): Uint8Array {
  return hexToBytes(value.toString(16).padStart(64, '0'));
}
