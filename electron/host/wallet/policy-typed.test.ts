import { describe, expect, it } from 'vitest';
import { MaxUint256 } from 'ethers/constants';
import { TypedDataEncoder } from 'ethers/hash';
import { coordinatorInterface, tokenInterface } from '../../../shared/protocol/abi.ts';
import { callTypes, permitTypes } from '../../../shared/protocol/eip712.ts';
import { judgeTyped } from './policy-typed.ts';
import type { TypedData } from './policy-typed.ts';
import { COORDINATOR, TOKEN, recordingChain } from './test-wallet.ts';

const ANN = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const OTHER = '0x00000000000000000000000000000000000000AA';
const ZERO = `0x${'0'.repeat(64)}`;
const network = recordingChain().network();

const domain = { name: 'Tessera', version: '1', chainId: 7357, verifyingContract: COORDINATOR };
const tokenDomain = { name: 'Reward', version: '1', chainId: 7357, verifyingContract: TOKEN };
const seats = { to: COORDINATOR, data: coordinatorInterface.encodeFunctionData('takeSeats', [1n, 1]), valueWei: 0n };
const approve = (amount: bigint) => ({ to: TOKEN, data: tokenInterface.encodeFunctionData('approve', [COORDINATOR, amount]), valueWei: 0n });
const operation = (change: object = {}): TypedData => ({ domain, types: callTypes, message: { signer: ANN, nonce: 7n, deadline: 1_800_000_000n, data: seats.data, ...change } });
const permit = (change: object = {}): TypedData => ({ domain: tokenDomain, types: permitTypes, message: { owner: ANN, spender: COORDINATOR, value: 5n, nonce: 0n, deadline: 1_800_000_000n, ...change } });
const ask = (typed: TypedData, call = seats) => judgeTyped(typed, { account: ANN, network, call });

describe('typed data', () => {
  it('of the two known types is signed where it says what was allowed', () => {
    expect(ask(operation())).toEqual({ ok: true, value: TypedDataEncoder.hash(domain, callTypes, operation().message) });
    expect(ask(permit(), approve(5n))).toEqual({ ok: true, value: TypedDataEncoder.hash(tokenDomain, permitTypes, permit().message) });
    const travelling = coordinatorInterface.encodeFunctionData('permit', [TOKEN, ANN, 5n, 1n, 27, ZERO, ZERO]);
    expect(ask(operation({ data: travelling }), approve(5n))).toMatchObject({ ok: true });
  });

  const mail = { Mail: [{ name: 'to', type: 'address' }] };
  const order = { Call: [...callTypes.Call].reverse() };
  const permit2 = { PermitSingle: [{ name: 'spender', type: 'address' }] };
  it.each([
    ['a type that nobody knows', () => ask({ domain, types: mail, message: { to: OTHER } }), 'UNKNOWN_TYPE'],
    ['a known name with other fields', () => ask({ domain, types: order, message: operation().message }), 'UNKNOWN_TYPE'],
    ['another standard’s permit', () => ask({ domain: tokenDomain, types: permit2, message: { spender: OTHER } }), 'UNKNOWN_TYPE'],
    ['no types at all', () => ask({ domain, types: {}, message: {} }), 'UNKNOWN_TYPE'],
    ['another chain', () => ask({ ...operation(), domain: { ...domain, chainId: 1 } }), 'WRONG_DOMAIN'],
    ['another contract', () => ask({ ...operation(), domain: { ...domain, verifyingContract: OTHER } }), 'WRONG_DOMAIN'],
    ['another application', () => ask({ ...operation(), domain: { ...domain, name: 'Seaport' } }), 'WRONG_DOMAIN'],
    ['a salted domain', () => ask({ ...operation(), domain: { ...domain, salt: ZERO } }), 'WRONG_DOMAIN'],
    ['another signer', () => ask(operation({ signer: OTHER })), 'POLICY_CHANGED'],
    ['another call', () => ask(operation({ data: coordinatorInterface.encodeFunctionData('takeSeats', [2n, 1]) })), 'POLICY_CHANGED'],
    ['a permit for a stranger', () => ask(permit({ spender: OTHER }), approve(5n)), 'SPENDER_NOT_ALLOWED'],
    ['a permit without limit', () => ask(permit({ value: MaxUint256 }), approve(MaxUint256)), 'UNLIMITED_ALLOWANCE'],
    ['a permit over more than was approved', () => ask(permit({ value: 6n }), approve(5n)), 'POLICY_CHANGED'],
    ['a permit of another owner', () => ask(permit({ owner: OTHER }), approve(5n)), 'POLICY_CHANGED'],
    ['a permit where none was approved', () => ask(permit()), 'POLICY_CHANGED'],
    ['a permit for another token', () => ask({ ...permit(), domain: { ...tokenDomain, verifyingContract: OTHER } }, approve(5n)), 'WRONG_DOMAIN'],
    ['a travelling permit over more', () => ask(operation({ data: coordinatorInterface.encodeFunctionData('permit', [TOKEN, ANN, 6n, 1n, 27, ZERO, ZERO]) }), approve(5n)), 'POLICY_CHANGED'],
  ] as const)('is refused by name: %s', (_, judged, code) => {
    expect(judged()).toMatchObject({ ok: false, error: { code } });
  });
});
