import { MaxUint256 } from 'ethers/constants';
import { TypedDataEncoder } from 'ethers/hash';
import type { TypedDataDomain, TypedDataField } from 'ethers/hash';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { coordinatorInterface } from '../../../shared/protocol/abi.ts';
import { callTypes, permitTypes } from '../../../shared/protocol/eip712.ts';
import { fail } from '../context.ts';
import type { Network } from '../chain/port.ts';
import { approvalOf } from '../sponsor/permit.ts';
import { judgeCall } from './policy.ts';
import type { AskedCall } from './policy.ts';

/** Typed data as a wallet is asked to sign it (EIP-712). */
export interface TypedData {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly message: Record<string, unknown>;
}

/** What the policy, or the person, has allowed: typed data may only say the same in another way. */
export interface TypedAllowance {
  readonly account: string;
  readonly network: Network;
  readonly call: AskedCall;
}

/** The types that are signed, each by its whole text. */
const CALL = TypedDataEncoder.from(callTypes).encodeType('Call');
const PERMIT = TypedDataEncoder.from(permitTypes).encodeType('Permit');

const address = z.string();
const callSchema = z.strictObject({ signer: address, nonce: z.bigint(), deadline: z.bigint(), data: z.string() });
const permitSchema = z.strictObject({ owner: address, spender: address, value: z.bigint(), nonce: z.bigint(), deadline: z.bigint() });

/**
 * The digest to sign, for one of the two types that are known and for exactly the call that was allowed.
 * UNKNOWN_TYPE, WRONG_DOMAIN, POLICY_CHANGED, SPENDER_NOT_ALLOWED, UNLIMITED_ALLOWANCE, and what `judgeCall` refuses.
 */
export function judgeTyped(typed: TypedData, allowed: TypedAllowance): Result<string> {
  const text = textOf(typed.types);
  const isKnown = text === CALL ? judgeOperation(typed, allowed) : text === PERMIT ? judgePermit(typed, allowed) : unknownType(text);
  if (!isKnown.ok) return isKnown;
  return { ok: true, value: TypedDataEncoder.hash(typed.domain, typed.types, typed.message) };
}

function judgeOperation({ domain, message }: TypedData, { account, network, call }: TypedAllowance): Result<null> {
  const isOurs = domain.name === 'Tessera' && domain.version === '1' && isOf(domain, network.chainId, network.coordinator);
  if (!isOurs) return wrongDomain();
  const parsed = callSchema.safeParse(message);
  if (!parsed.success) return unknownType('a call of another shape');
  if (!isSame(parsed.data.signer, account)) return changed('signer');
  // A permit is signed by itself and then travels as a call of the coordinator that anybody may make.
  if (isSame(call.to, network.token)) return isPermitOf(parsed.data.data, account, call) ? fine : changed('data');
  if (!isSame(call.to, network.coordinator) || parsed.data.data.toLowerCase() !== call.data.toLowerCase()) return changed('data');
  const verdict = judgeCall({ ...call, data: parsed.data.data.toLowerCase() }, network);
  return verdict.ok ? fine : verdict;
}

function judgePermit({ domain, message }: TypedData, { account, network, call }: TypedAllowance): Result<null> {
  if (!isOf(domain, network.chainId, network.token)) return wrongDomain();
  const parsed = permitSchema.safeParse(message);
  if (!parsed.success) return unknownType('a permit of another shape');
  const { owner, spender, value } = parsed.data;
  if (!isSame(owner, account)) return changed('owner');
  if (!isSame(spender, network.coordinator)) return fail('SPENDER_NOT_ALLOWED', `Only the coordinator may be allowed to spend tokens, not ${spender}`, { field: 'spender' });
  if (value === MaxUint256) return fail('UNLIMITED_ALLOWANCE', 'An allowance without limit is never signed', { fix: 'Ask for the amount that is needed.' });
  const approval = isSame(call.to, network.token) ? approvalOf(call.data) : null;
  return approval?.amount === value ? fine : changed('value');
}

/** The coordinator's `permit` for the token, owner and amount of the allowance that a person approved. */
function isPermitOf(data: string, account: string, call: AskedCall): boolean {
  try {
    const [token, owner, amount] = z.tuple([address, address, z.bigint()]).rest(z.unknown()).parse(coordinatorInterface.decodeFunctionData('permit', data).toArray());
    return isSame(token, call.to) && isSame(owner, account) && amount === approvalOf(call.data)?.amount;
  } catch {
    return false;
  }
}

function isOf(domain: TypedDataDomain, chainId: number, contract: string | null): boolean {
  return Number(domain.chainId ?? -1) === chainId && isSame(domain.verifyingContract ?? '', contract) && (domain.salt ?? null) === null;
}

/** `Name(type field,...)` of the primary type with all that it names, or a dash where it is no set of types. */
function textOf(types: Record<string, TypedDataField[]>): string {
  try {
    const encoder = TypedDataEncoder.from(types);
    return encoder.encodeType(encoder.primaryType);
  } catch {
    return '-';
  }
}

const fine: Result<null> = { ok: true, value: null };
const isSame = (one: string, other: string | null): boolean => other !== null && one.toLowerCase() === other.toLowerCase();
const changed = (field: string): Result<never> => fail('POLICY_CHANGED', `The typed data is not what was allowed: its ${field} differs`, { field });
const wrongDomain = (): Result<never> => fail('WRONG_DOMAIN', 'The typed data is for another contract or chain', { field: 'domain' });
const unknownType = (text: string): Result<never> => fail('UNKNOWN_TYPE', `Tessera does not sign ${text.slice(0, 80)}`, { field: 'types' });
