import { getAddress, getCreateAddress } from 'ethers/address';
import type { Result } from '../../../../shared/host-api.ts';
import { creationCode } from '../../../../shared/protocol/deployment/contract-code.ts';
import { type ConstructorFacts, constructorArguments, isCodeOf, stepsToDeploy } from '../../../../shared/protocol/deployment/contracts.ts';
import { create2AddressOf } from '../../../../shared/protocol/deployment/create2.ts';
import type { DeploymentStep } from '../../../../shared/protocol/generated/deployment.ts';
import { fail } from '../../context.ts';
import type { Rpc } from '../rpc.ts';

export type DeployMethod = 'create2' | 'plain';

/** So many of the deployer's last contracts are looked at for what an earlier, half-done deployment left. */
const LAST_CREATED = 64;
const READS_AT_A_TIME = 8;

export interface PlannedContract {
  readonly step: DeploymentStep;
  /** Where it is, or will be. */
  readonly address: string;
  /** Linked, with the constructor's arguments. */
  readonly creation: string;
  readonly isThere: boolean;
}

export interface PlanFacts {
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly deployer: string;
  readonly method: DeployMethod;
  readonly hasToken: boolean;
  /** Addresses from the address book, by name: looked at first where an address does not follow from the code. */
  readonly known: ReadonlyMap<string, string>;
}

/** The code at an address, held against what should be there. */
export async function lookAt(facts: PlanFacts, step: DeploymentStep, address: string, libraries: ReadonlyMap<string, string>): Promise<Result<'right' | 'empty' | 'other'>> {
  const code = await facts.rpc.codeAt(address, 'latest');
  if (!code.ok) return code;
  if (code.value === '0x') return { ok: true, value: 'empty' };
  const constructorFacts: ConstructorFacts = { minter: facts.deployer };
  const isRight = isCodeOf(step, { address, chainId: facts.chainId, code: code.value }, libraries, constructorFacts);
  return { ok: true, value: isRight ? 'right' : 'other' };
}

/** By CREATE2 there is one place: it is empty, or holds this very code, or the deployment cannot be. */
async function planCreate2(facts: PlanFacts): Promise<Result<PlannedContract[]>> {
  const addresses = new Map<string, string>();
  const planned: PlannedContract[] = [];
  for (const step of stepsToDeploy(facts.hasToken)) {
    const creation = creationCode(step, addresses, constructorArguments(step, { minter: facts.deployer }));
    const address = create2AddressOf(creation);
    const found = await lookAt(facts, step, address, addresses);
    if (!found.ok) return found;
    if (found.value === 'other') return wrongCode(step.name, address);
    addresses.set(step.name, address);
    planned.push({ step, address, creation, isThere: found.value === 'right' });
  }
  return { ok: true, value: planned };
}

export function wrongCode(name: string, address: string): Result<never> {
  return fail('WRONG_CODE', `The code at ${address} is not ${name}'s.`, { field: name, fix: 'Is the node what it says it is? No honest chain has other code there. Nothing more was sent.' });
}

/** Addresses of what the deployer has created lately, the newest first: a half-done deployment is found again without a file. */
async function recentlyCreated(rpc: Rpc, deployer: string, nonce: number): Promise<Result<string[]>> {
  const candidates: string[] = [];
  for (let used = nonce - 1; used >= Math.max(0, nonce - LAST_CREATED); used -= 1) candidates.push(getCreateAddress({ from: deployer, nonce: used }));
  const found: string[] = [];
  for (let from = 0; from < candidates.length; from += READS_AT_A_TIME) {
    const group = candidates.slice(from, from + READS_AT_A_TIME);
    const codes = await Promise.all(group.map((address) => rpc.codeAt(address, 'latest')));
    for (const [index, code] of codes.entries()) {
      if (!code.ok) return code;
      const address = group[index];
      if (code.value !== '0x' && address !== undefined) found.push(address);
    }
  }
  return { ok: true, value: found };
}

async function planPlain(facts: PlanFacts): Promise<Result<PlannedContract[]>> {
  const nonce = await facts.rpc.nonce(facts.deployer);
  if (!nonce.ok) return nonce;
  const created = await recentlyCreated(facts.rpc, facts.deployer, nonce.value);
  if (!created.ok) return created;
  const addresses = new Map<string, string>();
  const planned: PlannedContract[] = [];
  let nextNonce = nonce.value;
  for (const step of stepsToDeploy(facts.hasToken)) {
    const creation = creationCode(step, addresses, constructorArguments(step, { minter: facts.deployer }));
    const known = facts.known.get(step.name);
    const there = await firstRight(facts, step, known === undefined ? created.value : [known, ...created.value], addresses);
    if (!there.ok) return there;
    const address = there.value ?? getCreateAddress({ from: facts.deployer, nonce: nextNonce++ });
    addresses.set(step.name, address);
    planned.push({ step, address: getAddress(address), creation, isThere: there.value !== null });
  }
  return { ok: true, value: planned };
}

async function firstRight(facts: PlanFacts, step: DeploymentStep, candidates: readonly string[], libraries: ReadonlyMap<string, string>): Promise<Result<string | null>> {
  for (const address of candidates) {
    const found = await lookAt(facts, step, address, libraries);
    if (!found.ok) return found;
    if (found.value === 'right') return { ok: true, value: address };
  }
  return { ok: true, value: null };
}

/** What is there already and what is missing, in the order of deployment. WRONG_CODE where CREATE2's place is taken. */
export function planDeployment(facts: PlanFacts): Promise<Result<PlannedContract[]>> {
  return facts.method === 'create2' ? planCreate2(facts) : planPlain(facts);
}
