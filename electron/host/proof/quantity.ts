import { toBeArray } from 'ethers/utils';
import { z } from 'zod';
import { toHex } from '../../../shared/bytes.ts';
import type { Hex } from '../../../shared/bytes.ts';

export const quantity = z.string().regex(/^0x[0-9a-f]{1,64}$/i).transform((text) => BigInt(text));
export const hash = z.string().regex(/^0x[0-9a-f]{64}$/i).transform((text) => text.toLowerCase());
export const data = z.string().regex(/^0x([0-9a-f]{2})*$/i).transform((text) => text.toLowerCase());

/** A number as RLP has it: big-endian without leading zeros, 0 as no bytes. */
export function bare(value: bigint | number): Hex {
  return toHex(toBeArray(value));
}
