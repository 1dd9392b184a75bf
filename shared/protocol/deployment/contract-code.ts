import { getBytes, hexlify } from 'ethers/utils';
import type { DeploymentStep } from '../generated/deployment.ts';

const ADDRESS_BYTES = 20;
const WORD_BYTES = 32;
const [INVALID, PUSH1, PUSH20, PUSH32] = [0xfe, 0x60, 0x73, 0x7f];

/** What stands on chain after a deployment: code whose `holes` the constructor has filled (Solidity's immutables). */
export interface RuntimeTemplate {
  readonly code: Uint8Array;
  /** Byte offset and length of each. */
  readonly holes: readonly { readonly start: number; readonly length: number }[];
}

/**
 * Creation code with its libraries' addresses in their places, the constructor's arguments behind.
 * @param addresses of the libraries, by name. Throws where one is missing: the list of steps is in order
 * @param argumentsHex without 0x
 */
export function creationCode(step: DeploymentStep, addresses: ReadonlyMap<string, string>, argumentsHex = ''): string {
  const code = getBytes(step.bytecode);
  for (const { library, offsets } of step.links) {
    const address = addresses.get(library);
    if (address === undefined) throw new Error(`${step.name} needs ${library}, which is deployed later or not at all`);
    for (const offset of offsets) code.set(getBytes(address), offset);
  }
  return `${hexlify(code)}${argumentsHex}`;
}

/** Each instruction's offset and opcode, its immediate passed over. */
function* instructions(code: Uint8Array): Generator<{ at: number; opcode: number }> {
  for (let at = 0; at < code.length; at += 1) {
    const opcode = code[at] ?? 0;
    yield { at, opcode };
    if (opcode >= PUSH1 && opcode <= PUSH32) at += opcode - PUSH1 + 1;
  }
}

/** Solidity lays the code to be deployed behind the constructor and one INVALID. */
function runtimeStart(creation: Uint8Array): number {
  for (const { at, opcode } of instructions(creation)) if (opcode === INVALID) return at + 1;
  throw new Error('the creation code has no code to deploy');
}

/** @param creation linked, without arguments */
export function runtimeTemplate(creation: string): RuntimeTemplate {
  const whole = getBytes(creation);
  const code = whole.slice(runtimeStart(whole));
  const holes: { start: number; length: number }[] = [];
  for (const { at, opcode } of instructions(code)) {
    if (opcode !== PUSH20 && opcode !== PUSH32) continue;
    const hole = { start: at + 1, length: opcode === PUSH20 ? ADDRESS_BYTES : WORD_BYTES };
    // A zero is pushed by PUSH0: so many zero bytes are a place to be filled.
    if (code.subarray(hole.start, hole.start + hole.length).every((byte) => byte === 0)) holes.push(hole);
  }
  return { code, holes };
}

/**
 * Whether code from the chain is this template, byte for byte, with nothing but what is allowed in its holes.
 * @param allowed what the constructor may have written: numbers, addresses and hashes alike as 256-bit words
 */
export function isRuntimeOf(template: RuntimeTemplate, onChain: string, allowed: ReadonlySet<bigint>): boolean {
  const code = getBytes(onChain);
  if (code.length !== template.code.length) return false;
  for (const { start, length } of template.holes) {
    if (!allowed.has(BigInt(hexlify(code.slice(start, start + length))))) return false;
    code.fill(0, start, start + length);
  }
  return code.every((byte, index) => byte === template.code[index]);
}

/** The libraries' addresses as they stand in a contract's code on chain, or null where that cannot be its code. */
export function librariesIn(step: DeploymentStep, onChain: string): ReadonlyMap<string, string> | null {
  const start = runtimeStart(getBytes(step.bytecode));
  const code = getBytes(onChain);
  const found = new Map<string, string>();
  for (const { library, offsets } of step.links) {
    const at = (offsets[0] ?? 0) - start;
    if (at < 0 || at + ADDRESS_BYTES > code.length) return null;
    found.set(library, hexlify(code.slice(at, at + ADDRESS_BYTES)));
  }
  return found;
}
