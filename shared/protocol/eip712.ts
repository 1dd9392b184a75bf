import { TypedDataEncoder } from 'ethers/hash';
import type { Hex } from '../bytes.ts';
import type { Address, Bytes32 } from '../labels/ids.ts';
import { parseBytes32 } from '../labels/ids.ts';
import { encodeCoordinatorCall } from './abi.ts';

export interface CallDomain {
  readonly name: 'Tessera';
  readonly version: '1';
  readonly chainId: number;
  readonly verifyingContract: Address;
}

/** The EIP-712 domain of the coordinator at an address on a chain. */
export function callDomain(chainId: number, coordinator: Address): CallDomain {
  return { name: 'Tessera', version: '1', chainId, verifyingContract: coordinator };
}

/** A call of the coordinator, to be sent by anyone. With `permitTypes` and a reputation passport under a domain of its own (`shared/passport`) the only typed data that Tessera signs. */
export const callTypes = {
  Call: [
    { name: 'signer', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint64' },
    { name: 'data', type: 'bytes' },
  ],
};

/** An allowance for the coordinator (EIP-2612). */
export const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
};

/** One annotator's call, to be sent by anyone. `data` is an ABI-encoded call of the coordinator. */
export interface Call {
  readonly signer: Address;
  /** Any number that the signer has not used yet; the contract remembers each. */
  readonly nonce: bigint;
  readonly deadlineSeconds: bigint;
  readonly data: Hex;
}

export interface SignedCall extends Call {
  readonly signature: Hex;
}

/** What the signer sees and signs, in the shape of `signTypedData`. */
export function callMessage(call: Call): { signer: Address; nonce: bigint; deadline: bigint; data: Hex } {
  return { signer: call.signer, nonce: call.nonce, deadline: call.deadlineSeconds, data: call.data };
}

/** The 32 bytes that are signed. */
export function callHash(domain: CallDomain, call: Call): Bytes32 {
  return parseBytes32(TypedDataEncoder.hash({ ...domain }, callTypes, callMessage(call)));
}

/** What the contract's `domainSeparator()` returns. */
export function domainSeparator(domain: CallDomain): Bytes32 {
  return parseBytes32(TypedDataEncoder.hashDomain({ ...domain }));
}

/** Call data of `executeBySig` with these calls, in this order. */
export function encodeExecuteBySig(calls: readonly SignedCall[]): Hex {
  const tuples = calls.map((call) => ({ ...callMessage(call), signature: call.signature }));
  return encodeCoordinatorCall('executeBySig', [tuples]);
}
