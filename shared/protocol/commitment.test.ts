import { AbiCoder, id, keccak256 } from 'ethers';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseBytes32, parseSeatId } from '../labels/ids.ts';
import { commitmentOf } from './commitment.ts';
import type { Opening } from './commitment.ts';

const fill = (byte: string) => parseBytes32(`0x${byte.repeat(32)}`);
const opening: Opening = {
  chainId: 31_337,
  coordinator: parseAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'),
  seatId: parseSeatId(((3n << 40n) | 5n).toString()),
  annotator: parseAddress('0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'),
  labelsHash: fill('11'),
  detailsHash: fill('22'),
  salt: fill('33'),
};

describe('commitmentOf', () => {
  it('is the hash that the design lays down', () => {
    const typehash = id('Commitment(uint256 chainId,address coordinator,uint256 seatId,address annotator,bytes32 labelsHash,bytes32 detailsHash,bytes32 salt)');
    const types = ['bytes32', 'uint256', 'address', 'uint256', 'address', 'bytes32', 'bytes32', 'bytes32'];
    const values = [typehash, 31_337, opening.coordinator, opening.seatId, opening.annotator, opening.labelsHash, opening.detailsHash, opening.salt];
    expect(commitmentOf(opening)).toBe(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));
  });

  it('is bound to every part, so that a copy opens nothing', () => {
    const others: Partial<Opening>[] = [
      { chainId: 1 },
      { coordinator: opening.annotator },
      { seatId: parseSeatId('1') },
      { annotator: opening.coordinator },
      { labelsHash: fill('12') },
      { detailsHash: fill('23') },
      { salt: fill('34') },
    ];
    const words = others.map((change) => commitmentOf({ ...opening, ...change }));
    expect(new Set([commitmentOf(opening), ...words]).size).toBe(8);
  });
});
