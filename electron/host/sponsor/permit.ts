import { TypedDataEncoder } from 'ethers/hash';
import { Signature } from 'ethers/crypto';
import type { Hex } from '../../../shared/bytes.ts';
import type { Result } from '../../../shared/host-api.ts';
import type { Address } from '../../../shared/labels/ids.ts';
import { decodeTokenResult, encodeCoordinatorCall, encodeTokenCall, tokenInterface } from '../../../shared/protocol/abi.ts';
import { permitTypes } from '../../../shared/protocol/eip712.ts';
import { z } from 'zod';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { TypedData } from '../wallet/policy-typed.ts';

/** What tokens call their domain's version; which one is told by the separator that they give. */
const VERSIONS = ['1', '2'];

export interface Allowance {
  readonly token: Address;
  readonly owner: Address;
  readonly coordinator: Address;
  readonly chainId: number;
  readonly amount: bigint;
  readonly deadlineSeconds: bigint;
}

/** The spender and amount of a token's `approve`; null for any other call. */
export function approvalOf(data: string): { spender: string; amount: bigint } | null {
  try {
    const [spender, amount] = z.tuple([z.string(), z.bigint()]).parse(tokenInterface.decodeFunctionData('approve', data).toArray());
    return { spender, amount };
  } catch {
    return null;
  }
}

/**
 * The same allowance as `approve` would give, signed in place of sent (EIP-2612), as a call of the coordinator that
 * anybody may make. NO_PERMIT where the token knows no permits, or its domain is not the standard's.
 * @param sign signs with the owner's key, as the policy allows
 */
export async function permitCall(chain: ChainService, asked: Allowance, sign: (typed: TypedData) => Result<string>): Promise<Result<Hex>> {
  const { token, owner, coordinator, chainId, amount, deadlineSeconds } = asked;
  const read = await chain.read({ calls: [encodeTokenCall('name', []), encodeTokenCall('nonces', [owner]), encodeTokenCall('DOMAIN_SEPARATOR', [])].map((data) => ({ to: token, data })) });
  if (!read.ok) return read;
  try {
    const [name, nonce, separator] = read.value.results.map(({ data }) => data);
    const domains = VERSIONS.map((version) => ({ name: decodeTokenResult('name', name ?? '0x'), version, chainId, verifyingContract: token }));
    const domain = domains.find((each) => TypedDataEncoder.hashDomain(each) === separator);
    if (domain === undefined) return noPermit(token);
    const message = { owner, spender: coordinator, value: amount, nonce: decodeTokenResult('nonces', nonce ?? '0x'), deadline: deadlineSeconds };
    const signed = sign({ domain, types: permitTypes, message });
    if (!signed.ok) return signed;
    const { r, s, v } = Signature.from(signed.value);
    return { ok: true, value: encodeCoordinatorCall('permit', [token, owner, amount, deadlineSeconds, v, r, s]) };
  } catch {
    return noPermit(token);
  }
}

function noPermit(token: string): Result<never> {
  return fail('NO_PERMIT', `The token ${token} takes no signed permits: allowing needs a transaction of your own.`, { fix: 'Get some of the network’s currency for this one step.' });
}
