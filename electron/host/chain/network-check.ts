import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../shared/host-api.ts';
import { decodeCoordinatorResult, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { fail } from '../context.ts';
import type { Rpc } from './rpc.ts';

/** Whether the node is of the chain that was asked for, and has the coordinator. WRONG_CHAIN, NO_CODE, CODE_DIFFERS, NOT_COORDINATOR. */
export async function checkNetwork(rpc: Rpc, network: { chainId: number; coordinator: string | null; codeHash?: string | undefined }): Promise<Result<null>> {
  const chainId = await rpc.chainId();
  if (!chainId.ok) return chainId;
  if (chainId.value !== network.chainId) {
    return fail('WRONG_CHAIN', `${rpc.url} is a node of chain ${chainId.value}, not of ${network.chainId}.`, { field: 'chainId', fix: 'Check the RPC address and the chain id in the network settings.' });
  }
  if (network.coordinator === null) return { ok: true, value: null };
  const code = await rpc.codeAt(network.coordinator, 'latest');
  if (!code.ok) return code;
  if (code.value === '0x') {
    return fail('NO_CODE', `There is no contract at ${network.coordinator} on chain ${network.chainId}.`, { field: 'coordinator', fix: 'Check the coordinator\'s address and the network: the same address may be empty on another chain.' });
  }
  if (network.codeHash !== undefined && keccak256(code.value) !== network.codeHash) {
    return fail('CODE_DIFFERS', `The contract at ${network.coordinator} has other code than is known of it (${keccak256(code.value)} in place of ${network.codeHash}).`, { field: 'coordinator', fix: 'Use another RPC address; where that says the same, do not use this coordinator, and ask who runs it.' });
  }
  return isCoordinator(rpc, network.coordinator);
}

async function isCoordinator(rpc: Rpc, coordinator: string): Promise<Result<null>> {
  const count = await projectCount(rpc, coordinator);
  if (!count.ok && count.error.code === 'REVERTED') return notCoordinator(coordinator);
  return count.ok ? { ok: true, value: null } : count;
}

function notCoordinator(address: string): Result<never> {
  return fail('NOT_COORDINATOR', `The contract at ${address} is not a Tessera coordinator.`, { field: 'coordinator', fix: 'Check the coordinator\'s address in the network settings.' });
}

async function projectCount(rpc: Rpc, coordinator: string): Promise<Result<bigint>> {
  const answer = await rpc.call({ to: coordinator, data: encodeCoordinatorCall('projectCount', []) });
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: decodeCoordinatorResult('projectCount', answer.value) };
  } catch {
    return notCoordinator(coordinator);
  }
}

/** The token that the newest project pays in, or null where there is no project yet. */
export async function tokenInUse(rpc: Rpc, coordinator: string): Promise<string | null> {
  const count = await projectCount(rpc, coordinator);
  if (!count.ok || count.value === 0n) return null;
  // Whether ids begin at 0 or 1, one of these is the newest.
  for (const id of [count.value, count.value - 1n]) {
    const answer = await rpc.call({ to: coordinator, data: encodeCoordinatorCall('params', [id]) });
    if (!answer.ok) continue;
    const { token } = decodeCoordinatorResult('params', answer.value);
    if (BigInt(token) !== 0n) return token;
  }
  return null;
}

/** The block in which a contract appeared, by bisection; 0 where the node keeps no old state and cannot tell. */
export async function deploymentBlock(rpc: Rpc, address: string, head: number): Promise<number> {
  let low = 0;
  let high = head;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const code = await rpc.codeAt(address, middle);
    if (!code.ok) return 0;
    if (code.value === '0x') low = middle + 1;
    else high = middle;
  }
  return low;
}
