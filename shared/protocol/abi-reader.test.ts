import { AbiCoder } from 'ethers/abi';
import type { ParamType, Result } from 'ethers/abi';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../consensus/random.ts';
import type { Random } from '../consensus/random.ts';
import { AbiText, NotOfShape, abiReader } from './abi-reader.ts';
import { coordinatorInterface, decodeCoordinatorLog } from './abi.ts';

const coder = AbiCoder.defaultAbiCoder();
const hex = (random: Random, bytes: number) => `0x${Array.from({ length: bytes }, () => random.int(0, 255).toString(16).padStart(2, '0')).join('')}`;

function valueOf(param: ParamType, random: Random): unknown {
  if (param.isArray()) return Array.from({ length: param.arrayLength < 0 ? random.int(0, 5) : param.arrayLength }, () => valueOf(param.arrayChildren, random));
  if (param.isTuple()) return param.components.map((each) => valueOf(each, random));
  const { type } = param;
  if (type === 'address') return hex(random, 20);
  if (type === 'bool') return random.chance(0.5);
  if (type === 'string') return random.chance(0.3) ? '' : 'ipfs://båt-🚤/ '.repeat(random.int(1, 6));
  if (type === 'bytes') return hex(random, random.int(0, 100));
  if (type.startsWith('bytes')) return hex(random, Number(type.slice(5)));
  const bits = Number(type.replace(/\D/g, ''));
  const value = BigInt(hex(random, bits / 8));
  return type.startsWith('u') ? value : BigInt.asIntN(bits, value);
}

/** ethers' own reading, as abi-types.ts has it; null where it refuses. */
function byEthers(params: readonly ParamType[], data: string): unknown[] | null {
  try {
    const read = coder.decode(params, data);
    return params.map((param, place) => plain(param, read[place]));
  } catch {
    return null;
  }
}

function plain(param: ParamType, value: unknown): unknown {
  if (param.isArray()) return [...(value as Result)].map((each) => plain(param.arrayChildren, each));
  if (param.isTuple()) return Object.fromEntries(param.components.map((each, place) => [each.name, plain(each, (value as Result)[place])]));
  return typeof value === 'bigint' && Number(param.type.replace(/\D/g, '')) <= 32 ? Number(value) : value;
}

function byUs(params: readonly ParamType[], data: string): readonly unknown[] | null {
  try {
    return abiReader(params)(new AbiText(data.slice(2)));
  } catch (error) {
    if (error instanceof NotOfShape) return null;
    throw error;
  }
}

const shapes: { name: string; params: readonly ParamType[] }[] = [];
coordinatorInterface.forEachEvent(({ name, inputs }) => shapes.push({ name, params: inputs }));

describe('ABI values out of text', () => {
  it.each(shapes)('are what ethers reads: $name, whole, cut off and with any word changed', ({ params }) => {
    const random = seededRandom(20_261_128);
    for (let round = 0; round < 12; round++) {
      const data = coder.encode(params, params.map((param) => valueOf(param, random)));
      const told = byUs(params, data);
      expect(told).not.toBeNull();
      expect(told).toEqual(byEthers(params, data));
      const cut = `0x${data.slice(2, 2 + 2 * random.int(0, (data.length - 2) / 2 - 1))}`;
      expect(byUs(params, cut)).toEqual(byEthers(params, cut));
      // An offset, a length, the high bytes of a small number, an address that is too long.
      const at = 2 + 64 * random.int(0, (data.length - 2) / 64 - 1);
      const word = random.chance(0.5) ? hex(random, 32).slice(2) : (32 * random.int(0, 12)).toString(16).padStart(64, '0');
      const spoilt = data.slice(0, at) + word + data.slice(at + 64);
      expect(byUs(params, spoilt)).toEqual(byEthers(params, spoilt));
    }
  });

  it('are not read again and again without end', () => {
    // A list of structs that all point to one long row of bytes.
    const { params } = shapes.find(({ name }) => name === 'SeatsRevealed') ?? { params: [] };
    const [, list] = params;
    const count = 4000;
    const word = (value: number) => value.toString(16).padStart(64, '0');
    const shared = 32 * count;
    const struct = word(1) + word(2) + word(3) + word(128) + word(32 * 4000) + '11'.repeat(32 * 4000);
    const data = word(32) + word(count) + word(shared).repeat(count) + struct;
    expect(list).toBeDefined();
    expect(() => abiReader(list === undefined ? [] : [list])(new AbiText(data))).toThrow(NotOfShape);
  });

  it('come in capitals too, and are nothing where they are no bytes', () => {
    const log = coordinatorInterface.encodeEventLog('GoldRevealed', [1n << 32n, 3, '0xabcd']);
    const told = decodeCoordinatorLog(log);
    expect(told).toEqual({ name: 'GoldRevealed', args: { batchId: 1n << 32n, item: 3, labels: '0xabcd' } });
    expect(decodeCoordinatorLog({ topics: log.topics, data: `0x${log.data.slice(2).toUpperCase()}` })).toEqual(told);
    expect(decodeCoordinatorLog({ topics: log.topics, data: log.data.replace('abcd', 'abxd') })).toBeNull();
    expect(decodeCoordinatorLog({ topics: log.topics, data: log.data.slice(0, -1) })).toBeNull();
  });
});
