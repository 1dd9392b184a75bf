import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';

describe('bytes as text', () => {
  it.each([0, 1, 41, 4095, 4096, 4097, 20_000])('has every byte of %i, also over the ends of its pieces', (length) => {
    const bytes = Uint8Array.from({ length }, (_, place) => (place * 37 + (place >>> 8)) & 255);
    expect(toHex(bytes) === `0x${Buffer.from(bytes).toString('hex')}`).toBe(true);
    expect(Buffer.from(fromHex(toHex(bytes))).equals(Buffer.from(bytes))).toBe(true);
  });
});
