import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { AbiCoder } from 'ethers/abi';
import { id, TypedDataEncoder } from 'ethers/hash';
import { type DeploymentStep, deploymentSteps } from '../generated/deployment.ts';
import { creationCode, isRuntimeOf, runtimeTemplate } from './contract-code.ts';
import { create2AddressOf } from './create2.ts';

/** The two that the product knows by name; everything else in the list is a library of theirs. */
export const COORDINATOR = 'LabelCoordinator';
export const TOKEN = 'RewardToken';
/** RewardToken's EIP-712 domain. */
const [TOKEN_NAME, TOKEN_DOMAIN_VERSION] = ['Tessera', '1'];
const VERSION_DIGITS = 16;

export const isCoordinator = (step: DeploymentStep): boolean => step.name === COORDINATOR;
export const isToken = (step: DeploymentStep): boolean => step.name === TOKEN;

/** What is deployed, in order: each contract after the libraries that it needs. */
export function stepsToDeploy(hasToken: boolean): readonly DeploymentStep[] {
  return hasToken ? deploymentSteps : deploymentSteps.filter((step) => !isToken(step));
}

export function stepOf(name: string): DeploymentStep | undefined {
  return deploymentSteps.find((step) => step.name === name);
}

/** SHA-256 over everything that would be deployed: another byte in any contract is another version. */
export function contractsFingerprint(steps: readonly DeploymentStep[] = deploymentSteps): string {
  return bytesToHex(sha256(utf8ToBytes(steps.map((step) => `${step.name}:${step.bytecode}\n`).join(''))));
}

/** The contracts' version as people see it: the fingerprint's beginning. */
export function contractsVersion(): string {
  return contractsFingerprint().slice(0, VERSION_DIGITS);
}

/** Who mints, where a contract's constructor wants to know. */
export interface ConstructorFacts {
  readonly minter: string;
}

/** The constructor's arguments, ABI-encoded, without 0x. */
export function constructorArguments(step: DeploymentStep, { minter }: ConstructorFacts): string {
  return isToken(step) ? AbiCoder.defaultAbiCoder().encode(['address'], [minter]).slice(2) : '';
}

/** OpenZeppelin's ShortString: the text from the left, its length in the last byte. */
function shortString(text: string): bigint {
  const bytes = utf8ToBytes(text);
  return BigInt(`0x${bytesToHex(bytes).padEnd(62, '0')}${bytes.length.toString(16).padStart(2, '0')}`);
}

/** What the constructor writes into the code: a library its own address, the token its EIP-712 domain and minter. */
function immutables(step: DeploymentStep, at: { address: string; chainId: number }, { minter }: ConstructorFacts): ReadonlySet<bigint> {
  const own = BigInt(at.address);
  if (!isToken(step)) return new Set([own]);
  const domain = TypedDataEncoder.hashDomain({ name: TOKEN_NAME, version: TOKEN_DOMAIN_VERSION, chainId: at.chainId, verifyingContract: at.address });
  return new Set([own, BigInt(minter), BigInt(at.chainId), BigInt(domain), BigInt(id(TOKEN_NAME)), BigInt(id(TOKEN_DOMAIN_VERSION)), shortString(TOKEN_NAME), shortString(TOKEN_DOMAIN_VERSION)]);
}

/** Where code is held against a step: the chain's own words, and what is known of the deployment. */
export interface CodeOnChain {
  readonly address: string;
  readonly chainId: number;
  /** 0x-hex, as eth_getCode gives it. */
  readonly code: string;
}

/** Whether the code at an address is this step's, linked with these libraries. */
export function isCodeOf(step: DeploymentStep, onChain: CodeOnChain, libraries: ReadonlyMap<string, string>, facts: ConstructorFacts): boolean {
  return isRuntimeOf(runtimeTemplate(creationCode(step, libraries)), onChain.code, immutables(step, onChain, facts));
}

/** Where CREATE2 puts this version's coordinator on every network that has the proxy. */
export function standardCoordinator(): string {
  const addresses = new Map<string, string>();
  for (const step of stepsToDeploy(false)) addresses.set(step.name, create2AddressOf(creationCode(step, addresses)));
  const coordinator = addresses.get(COORDINATOR);
  if (coordinator === undefined) throw new Error('the generated deployment lacks the coordinator');
  return coordinator;
}
