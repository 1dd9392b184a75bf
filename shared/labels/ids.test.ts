import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressSchema,
  batchIdFrom,
  batchIndexOf,
  batchOfSeat,
  itemsOfBatch,
  parseBytes32,
  parseProjectId,
  projectIdOf,
  projectIdSchema,
  projectOfBatch,
  projectOfSeat,
  seatIdFrom,
  seatIndexOf,
} from './ids.ts';

describe('ids', () => {
  it('packs a project, a batch and a seat as the contract does', () => {
    const batchId = batchIdFrom(parseProjectId('3'), 5);
    expect(batchId).toBe(String((3n << 32n) | 5n));
    expect(seatIdFrom(batchId, 2)).toBe(String((3n << 40n) | (5n << 8n) | 2n));
  });

  it('takes a seat id apart again', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 1n << 200n), fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 0, max: 255 }), (project, index, seat) => {
        const batchId = batchIdFrom(projectIdOf(project), index);
        const seatId = seatIdFrom(batchId, seat);
        expect(seatIndexOf(seatId)).toBe(seat);
        expect(batchOfSeat(seatId)).toBe(batchId);
        expect(batchIndexOf(batchId)).toBe(index);
        expect(projectOfBatch(batchId)).toBe(project.toString());
        expect(projectOfSeat(seatId)).toBe(project.toString());
      }),
    );
  });

  it('refuses what is no number of 256 bits', () => {
    for (const text of ['', '-1', '01', '1.0', '0x1', (1n << 256n).toString()]) expect(projectIdSchema.safeParse(text).success).toBe(false);
    expect(projectIdSchema.safeParse(((1n << 256n) - 1n).toString()).success).toBe(true);
  });

  it('brings addresses to one spelling and refuses a wrong checksum', () => {
    const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
    expect(addressSchema.parse(address.toLowerCase())).toBe(address);
    expect(addressSchema.safeParse(address.replace('aA', 'Aa')).success).toBe(false);
    expect(addressSchema.safeParse('0x12').success).toBe(false);
  });

  it('spells 32 bytes in lower case', () => {
    expect(parseBytes32(`0x${'AB'.repeat(32)}`)).toBe(`0x${'ab'.repeat(32)}`);
  });

  it('knows the short last batch', () => {
    expect(itemsOfBatch(0, 64, 100)).toEqual({ first: 0, count: 64 });
    expect(itemsOfBatch(1, 64, 100)).toEqual({ first: 64, count: 36 });
    expect(itemsOfBatch(2, 64, 100)).toEqual({ first: 128, count: 0 });
  });
});
