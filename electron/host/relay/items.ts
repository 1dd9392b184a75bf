import type { Result } from '../../../shared/host-api.ts';
import { coordinatorInterface, decodeCoordinatorResult, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { encodeExecuteBySig } from '../../../shared/protocol/eip712.ts';
import type { SignedCall } from '../../../shared/protocol/eip712.ts';
import type { RelayedCall } from '../../../shared/protocol/relay.ts';
import { z } from 'zod';
import { fail } from '../context.ts';
import { revertInWords } from '../chain/revert.ts';
import type { Rpc } from '../chain/rpc.ts';

export interface Item {
  readonly call: SignedCall;
  readonly what: RelayedCall;
}

interface Sender {
  readonly rpc: Rpc;
  readonly coordinator: string;
  /** The relay's address. */
  readonly from: string;
}

/** An operation as one call of the coordinator. A signed call alone, so that one that fails takes no other with it. */
function dataOf({ call, what }: Item): string {
  return what.as === 'signer' ? encodeExecuteBySig([call]) : call.data;
}

/** Call data of one transaction for many operations. @param isAtomic one that fails reverts all: for estimates */
export function batchData(items: readonly Item[], isAtomic: boolean): string {
  return encodeCoordinatorCall('multicall', [items.map(dataOf), isAtomic]);
}

/**
 * Gas of a transaction with these operations, each of which must succeed: with `isAtomic` false a node would find a
 * gas limit at which they fail one by one in silence.
 */
export function estimateBatch({ rpc, coordinator, from }: Sender, items: readonly Item[]): Promise<Result<bigint>> {
  return rpc.estimateGas({ from, to: coordinator, data: batchData(items, true) });
}

/** For each operation, null where it would come true now, in this order, or why not in words. */
export async function tryBatch(sender: Sender, items: readonly Item[]): Promise<Result<(string | null)[]>> {
  const answer = await sender.rpc.call({ from: sender.from, to: sender.coordinator, data: batchData(items, false) });
  if (!answer.ok) return answer;
  try {
    const [succeeded, results] = z.tuple([z.array(z.boolean()), z.array(z.string())]).parse(plain(coordinatorInterface.decodeFunctionResult('multicall', answer.value).toArray(true)));
    const verdicts = await Promise.all(items.map((item, index) => verdictOf(sender, item, succeeded[index] === true, results[index] ?? '0x')));
    const failed = verdicts.find((verdict) => !verdict.ok);
    if (failed !== undefined) return failed;
    return { ok: true, value: verdicts.map((verdict) => (verdict.ok ? verdict.value : null)) };
  } catch {
    return fail('RPC_GARBAGE', 'The node’s answer to a trial of the batch is not of its shape.');
  }
}

async function verdictOf(sender: Sender, item: Item, isSuccess: boolean, result: string): Promise<Result<string | null>> {
  if (!isSuccess) return { ok: true, value: revertInWords(result) ?? `an unknown error, ${result.slice(0, 10)}` };
  if (item.what.name !== 'permit') return { ok: true, value: null };
  return tryPermit(sender, item);
}

/** The coordinator passes over a permit that fails; the token itself says whether it would. */
async function tryPermit({ rpc, coordinator, from }: Sender, { call }: Item): Promise<Result<string | null>> {
  const args = coordinatorInterface.decodeFunctionData('permit', call.data).toArray();
  const [token, owner, amount, deadline, v, r, s] = z.tuple([z.string(), z.string(), z.bigint(), z.bigint(), z.bigint(), z.string(), z.string()]).parse(args);
  const data = encodeTokenCall('permit', [owner, coordinator, amount, deadline, Number(v), r, s]);
  const answer = await rpc.tryCall({ from, to: token, data }, 'latest');
  if (!answer.ok) return answer;
  return { ok: true, value: answer.value.isSuccess ? null : (revertInWords(answer.value.data) ?? 'the token does not take the permit') };
}

/** Whether the contract has seen the signer's nonce: then the call has come true, whoever sent it. */
export async function isNonceUsed({ rpc, coordinator }: Pick<Sender, 'rpc' | 'coordinator'>, call: SignedCall): Promise<Result<boolean>> {
  const answer = await rpc.call({ to: coordinator, data: encodeCoordinatorCall('nonceUsed', [call.signer, call.nonce]) });
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: decodeCoordinatorResult('nonceUsed', answer.value) };
  } catch {
    return fail('RPC_GARBAGE', 'The coordinator’s answer on a nonce is not of its shape.');
  }
}

const plain = (value: unknown): unknown => (Array.isArray(value) ? [...(value as unknown[])].map(plain) : value);
