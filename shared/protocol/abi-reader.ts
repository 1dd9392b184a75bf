import type { ParamType } from 'ethers/abi';
import { parseAddress } from '../labels/ids.ts';

/*
 * Reads ABI-encoded values straight out of hexadecimal text (Solidity's "Contract ABI Specification", strict about
 * lengths). A large project has hundreds of thousands of events: ethers' coders, which are right for calls, make dozens
 * of objects for each. Values are those of abi-types.ts.
 */

/** Thrown on data that is not of the shape asked for; caught where a log is decoded. */
export class NotOfShape extends Error {}

const WORD = 64;
/** So many times its own length may be read out of a text: structs may point to the same bytes again and again. */
const MOST_READINGS = 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Hexadecimal digits, lower case, without 0x. Places are counted in digits. */
export class AbiText {
  private left: number;

  constructor(private readonly digits: string) {
    this.left = MOST_READINGS * Math.max(WORD, digits.length);
  }

  word(at: number): string {
    return this.take(at, WORD);
  }

  take(at: number, length: number): string {
    this.left -= length;
    if (at + length > this.digits.length || this.left < 0) throw new NotOfShape('the data ends too early');
    return this.digits.slice(at, at + length);
  }

  /** A length or an offset, in digits for so many bytes: nothing in a log is as far away as 2^48. */
  count(at: number): number {
    const word = this.word(at);
    if (!word.startsWith(FAR)) throw new NotOfShape('an offset leads nowhere');
    return Number.parseInt(word.slice(FAR.length), 16);
  }

  wordsAfter(at: number): number {
    return Math.floor((this.digits.length - at) / WORD);
  }
}

const FAR = '0'.repeat(WORD - 12);

/** How one parameter is read. */
interface Layout {
  /** Stands elsewhere, and an offset in its place. */
  readonly isDynamic: boolean;
  /** Digits of its place in the row. */
  readonly width: number;
  /** @param at where it stands itself */
  readonly read: (text: AbiText, at: number) => unknown;
}

export type AbiReader = (text: AbiText) => readonly unknown[];

/** Reads parameters in a row. Throws NotOfShape. */
export function abiReader(params: readonly ParamType[]): AbiReader {
  const layouts = params.map(layoutOf);
  return (text) => readRow(layouts, text, 0);
}

function readRow(layouts: readonly Layout[], text: AbiText, start: number): unknown[] {
  let at = start;
  return layouts.map(({ isDynamic, width, read }) => {
    const place = isDynamic ? start + 2 * text.count(at) : at;
    at += width;
    return read(text, place);
  });
}

function layoutOf(param: ParamType): Layout {
  if (param.isArray()) return arrayOf(layoutOf(param.arrayChildren), param.arrayLength);
  if (param.isTuple()) return tupleOf(param.components);
  const { type } = param;
  if (type === 'bytes') return { isDynamic: true, width: WORD, read: (text, at) => `0x${bytesAt(text, at)}` };
  if (type === 'string') return { isDynamic: true, width: WORD, read: (text, at) => textOf(bytesAt(text, at)) };
  return { isDynamic: false, width: WORD, read: wordReader(type) };
}

function arrayOf(element: Layout, length: number): Layout {
  const { isDynamic, width } = element;
  const elements = (text: AbiText, at: number, count: number) => readRow(Array<Layout>(count).fill(element), text, at);
  if (length >= 0) return { isDynamic, width: isDynamic ? WORD : width * length, read: (text, at) => elements(text, at, length) };
  return {
    isDynamic: true,
    width: WORD,
    read: (text, at) => {
      const count = text.count(at);
      if (count > text.wordsAfter(at + WORD)) throw new NotOfShape('a list is longer than the data');
      return elements(text, at + WORD, count);
    },
  };
}

function tupleOf(components: readonly ParamType[]): Layout {
  const layouts = components.map(layoutOf);
  const isDynamic = layouts.some((each) => each.isDynamic);
  return {
    isDynamic,
    width: isDynamic ? WORD : layouts.reduce((sum, { width }) => sum + width, 0),
    read: (text, at) => {
      const values = readRow(layouts, text, at);
      return Object.fromEntries(components.map(({ name }, place) => [name, values[place]]));
    },
  };
}

function wordReader(type: string): Layout['read'] {
  if (type === 'address') return (text, at) => addressOf(text.word(at));
  if (type === 'bool') return (text, at) => !/^0+$/.test(text.word(at));
  const bytes = /^bytes(\d+)$/.exec(type)?.[1];
  if (bytes !== undefined) return (text, at) => `0x${text.word(at).slice(0, 2 * Number(bytes))}`;
  const [, sign, size] = /^(u?)int(\d+)$/.exec(type) ?? [];
  if (size === undefined) throw new RangeError(`there is no reader for ${type}`);
  const bits = Number(size);
  // Higher bits than its own mean nothing.
  const digits = bits / 4;
  if (sign === 'u' && bits <= 32) return (text, at) => Number.parseInt(text.word(at).slice(-digits), 16);
  if (sign === 'u') return (text, at) => BigInt(`0x${text.word(at).slice(-digits)}`);
  const signed = (text: AbiText, at: number) => BigInt.asIntN(bits, BigInt(`0x${text.word(at)}`));
  return bits <= 32 ? (text, at) => Number(signed(text, at)) : signed;
}

/** The digits of bytes or of a text; what fills up their last word has to be there. */
function bytesAt(text: AbiText, at: number): string {
  const length = 2 * text.count(at);
  const padded = Math.ceil(length / WORD) * WORD;
  return text.take(at + WORD, padded).slice(0, length);
}

function textOf(digits: string): string {
  const bytes = Uint8Array.from({ length: digits.length / 2 }, (_, place) => Number.parseInt(digits.slice(2 * place, 2 * place + 2), 16));
  try {
    return utf8.decode(bytes);
  } catch {
    throw new NotOfShape('a text is not UTF-8');
  }
}

/** In checksummed form. */
function addressOf(word: string): string {
  if (!word.startsWith(BEFORE_ADDRESS)) throw new NotOfShape('an address is longer than an address');
  return parseAddress(`0x${word.slice(BEFORE_ADDRESS.length)}`);
}

const BEFORE_ADDRESS = '0'.repeat(WORD - 40);
