import type { Result as AbiResult } from 'ethers/abi';
import { ZeroAddress } from 'ethers/constants';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { coordinatorInterface, tokenInterface } from '../../../shared/protocol/abi.ts';
import { fail } from '../context.ts';
import { coordinatorRules, tokenRules } from './policy-rules.ts';
import type { CallRule, ValueRequest } from './policy-rules.ts';

/** One call as the window asks for it. */
export interface AskedCall {
  readonly to: string;
  /** 0x-hex. */
  readonly data: string;
  readonly valueWei: bigint;
}

/** What the network in use allows as a target. */
export interface KnownTargets {
  readonly coordinator: string | null;
  readonly token: string | null;
}

export type Verdict =
  | { readonly kind: 'label-work'; readonly name: string }
  | { readonly kind: 'moves-value'; readonly request: ValueRequest };

/**
 * What may be done with a call: signed at once (label work), shown to a person (moves value), or nothing. Refusals:
 * UNKNOWN_TARGET, UNKNOWN_CALL, BAD_CALL, VALUE_NOT_ALLOWED, SPENDER_NOT_ALLOWED, UNLIMITED_ALLOWANCE.
 */
export function judgeCall(call: AskedCall, targets: KnownTargets): Result<Verdict> {
  if (isSame(call.to, targets.coordinator)) return judgeKnown(call, 'coordinator', targets);
  if (isSame(call.to, targets.token)) return judgeKnown(call, 'token', targets);
  if (call.data === '0x' && call.valueWei > 0n && !isSame(call.to, ZeroAddress)) {
    return { ok: true, value: { kind: 'moves-value', request: { kind: 'send-native', to: call.to, amountWei: call.valueWei } } };
  }
  return fail('UNKNOWN_TARGET', `${call.to} is neither the coordinator nor the token of this network`, {
    field: 'to',
    fix: 'Tessera signs calls to these two alone.',
  });
}

function judgeKnown(call: AskedCall, target: 'coordinator' | 'token', targets: KnownTargets): Result<Verdict> {
  if (call.valueWei !== 0n) {
    return fail('VALUE_NOT_ALLOWED', `The ${target} takes no native coins: what is sent along would be lost`, { field: 'valueWei' });
  }
  const abi = target === 'coordinator' ? coordinatorInterface : tokenInterface;
  const rules: Readonly<Record<string, CallRule | undefined>> = target === 'coordinator' ? coordinatorRules : tokenRules;
  const called = abi.getFunction(call.data.slice(0, 10));
  const rule = called ? rules[called.name] : undefined;
  if (!called || !rule) {
    return fail('UNKNOWN_CALL', `Tessera does not sign ${called ? called.name : call.data.slice(0, 10)} on the ${target}`, { field: 'data' });
  }
  try {
    const args = abi.decodeFunctionData(called, call.data);
    // One call, one encoding: bytes that decoding passes over can't be shown, so they are not signed.
    if (abi.encodeFunctionData(called, args) !== call.data.toLowerCase()) return badCall(called.name);
    if (called.name === 'multicall') return judgeEach(args, targets);
    if (rule === 'label-work') return { ok: true, value: { kind: 'label-work', name: called.name } };
    const request = rule(args.toArray(), targets);
    return request.ok ? { ok: true, value: { kind: 'moves-value', request: request.value } } : request;
  } catch {
    return badCall(called.name);
  }
}

/** Several calls at once are label work where each of them is; a person is never shown a bundle. */
function judgeEach(args: AbiResult, targets: KnownTargets): Result<Verdict> {
  const [calls] = z.tuple([z.array(z.string()), z.boolean()]).parse(args.toArray(true));
  for (const data of calls) {
    const name = coordinatorInterface.getFunction(data.slice(0, 10))?.name;
    if (name === 'multicall') return fail('UNKNOWN_CALL', 'Tessera does not sign a bundle within a bundle', { field: 'data' });
    const verdict = judgeKnown({ to: targets.coordinator ?? '', data, valueWei: 0n }, 'coordinator', targets);
    if (!verdict.ok) return verdict;
    if (verdict.value.kind !== 'label-work') return fail('UNKNOWN_CALL', `Tessera does not sign ${name ?? 'a call'} in a bundle: a person must see it alone`, { field: 'data' });
  }
  return { ok: true, value: { kind: 'label-work', name: 'multicall' } };
}

function badCall(name: string): Result<never> {
  return fail('BAD_CALL', `The arguments of ${name} are not encoded as its ABI says`, { field: 'data' });
}

function isSame(address: string, other: string | null): boolean {
  return other !== null && address.toLowerCase() === other.toLowerCase();
}
