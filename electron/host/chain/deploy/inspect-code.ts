import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../../shared/host-api.ts';
import { librariesIn } from '../../../../shared/protocol/deployment/contract-code.ts';
import { isCodeOf, isCoordinator, stepOf, stepsToDeploy } from '../../../../shared/protocol/deployment/contracts.ts';
import type { DeploymentStep } from '../../../../shared/protocol/generated/deployment.ts';
import type { Rpc } from '../rpc.ts';

export interface CoordinatorCode {
  /** keccak-256 of the code at the address. */
  readonly codeHash: string;
  /** The coordinator and every library behind it are, byte for byte, what this app was built with. */
  readonly isThisVersion: boolean;
}

/** No contract of ours but the token takes arguments, and the token is no part of the coordinator. */
const NO_FACTS = { minter: `0x${'00'.repeat(20)}` };

/** One contract and what it calls. `seen` holds each library's address: two copies of one would be somebody's trick. */
async function isOurs(rpc: Rpc, chainId: number, step: DeploymentStep, address: string, code: string, seen: Map<string, string>): Promise<Result<boolean>> {
  const libraries = librariesIn(step, code);
  if (libraries === null || !isCodeOf(step, { address, chainId, code }, libraries, NO_FACTS)) return { ok: true, value: false };
  for (const [name, library] of libraries) {
    const known = seen.get(name);
    if (known === library) continue;
    const libraryStep = stepOf(name);
    if (known !== undefined || libraryStep === undefined) return { ok: true, value: false };
    seen.set(name, library);
    const libraryCode = await rpc.codeAt(library, 'latest');
    if (!libraryCode.ok) return libraryCode;
    const inner = await isOurs(rpc, chainId, libraryStep, library, libraryCode.value, seen);
    if (!inner.ok || !inner.value) return inner;
  }
  return { ok: true, value: true };
}

/** What stands at a coordinator's address, held against this app's own contracts. */
export async function inspectCoordinator(rpc: Rpc, chainId: number, coordinator: string): Promise<Result<CoordinatorCode>> {
  const code = await rpc.codeAt(coordinator, 'latest');
  if (!code.ok) return code;
  const step = stepsToDeploy(false).find(isCoordinator);
  if (step === undefined) throw new Error('the generated deployment lacks the coordinator');
  const ours = await isOurs(rpc, chainId, step, coordinator, code.value, new Map());
  return ours.ok ? { ok: true, value: { codeHash: keccak256(code.value), isThisVersion: ours.value } } : ours;
}
