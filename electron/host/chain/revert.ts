import { decodeRevert } from '../../../shared/protocol/abi.ts';

const PANICS: Readonly<Record<string, string>> = {
  '1': 'assertion failed',
  '17': 'arithmetic overflow',
  '18': 'division by zero',
  '33': 'no such enum value',
  '50': 'index out of bounds',
};

function inWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inWords).join(', ')}]`;
  switch (typeof value) {
    case 'bigint':
    case 'string':
    case 'boolean':
    case 'number':
      return String(value);
    default:
      return JSON.stringify(value);
  }
}

/**
 * A revert's data in words, such as `StakeTooLow(free: 0, needed: 100)`, or null where no error of ours fits.
 * @param data 0x-hex, as the node gives it
 */
export function revertInWords(data: string): string | null {
  const found = decodeRevert(data);
  if (found === null) return null;
  const entries = Object.entries(found.args);
  const [first] = entries;
  if (found.name === 'Error' && first !== undefined) return inWords(first[1]);
  if (found.name === 'Panic' && first !== undefined) return `Panic(${PANICS[inWords(first[1])] ?? inWords(first[1])})`;
  return `${found.name}(${entries.map(([name, value]) => (name === '' ? inWords(value) : `${name}: ${inWords(value)}`)).join(', ')})`;
}
