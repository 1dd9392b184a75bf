import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../../shared/host-api.ts';
import { type AddressBook, type BookEntry, bookEntrySchema } from '../../../../shared/protocol/address-book.ts';
import { decodeTokenResult, encodeTokenCall } from '../../../../shared/protocol/abi.ts';
import { COORDINATOR, TOKEN, contractsVersion, isCoordinator, stepsToDeploy } from '../../../../shared/protocol/deployment/contracts.ts';
import { fail } from '../../context.ts';
import type { Rpc } from '../rpc.ts';
import type { Deployment } from './deploy.ts';

interface Contract {
  readonly address: string;
  readonly codeHash: string;
}

/** The book's newest deployment of this version on a chain. */
export function knownDeployment(book: AddressBook, chainId: number): BookEntry | undefined {
  const version = contractsVersion();
  return book.deployments.find((entry) => entry.chainId === chainId && entry.contractsVersion === version);
}

/** Its contracts by the names of the deployment's list. */
export function knownAddresses(entry: BookEntry | undefined): ReadonlyMap<string, string> {
  if (entry === undefined) return new Map();
  const found = new Map(Object.entries(entry.libraries).map(([name, { address }]) => [name, address as string]));
  found.set(COORDINATOR, entry.coordinator.address);
  if (entry.token !== null) found.set(TOKEN, entry.token.address);
  return found;
}

/** Holds a token that is said to be there against ERC-20's reads. NOT_TOKEN where it does not answer like one. */
export async function inspectToken(rpc: Rpc, address: string): Promise<Result<Contract>> {
  const [code, supply, decimals] = await Promise.all([
    rpc.codeAt(address, 'latest'),
    rpc.tryCall({ to: address, data: encodeTokenCall('totalSupply', []) }, 'latest'),
    rpc.tryCall({ to: address, data: encodeTokenCall('decimals', []) }, 'latest'),
  ]);
  for (const answer of [code, supply, decimals]) if (!answer.ok) return answer;
  if (!code.ok || !supply.ok || !decimals.ok) throw new Error('each was looked at above');
  try {
    decodeTokenResult('totalSupply', supply.value.data);
    decodeTokenResult('decimals', decimals.value.data);
    if (supply.value.isSuccess && decimals.value.isSuccess) return { ok: true, value: { address, codeHash: keccak256(code.value) } };
  } catch {
    // Said below.
  }
  return fail('NOT_TOKEN', `The contract at ${address} does not answer like an ERC-20 token.`, { field: '--token', fix: 'Check the token\'s address and the network.' });
}

/** A deployment as the book keeps it. @param token given by address; the deployment's own where it has one */
export function entryFor(deployment: Deployment, name: string, token: Contract | null, relay?: string): BookEntry {
  const contractOf = (address: string | null): Contract | undefined => deployment.contracts.find((contract) => contract.address === address);
  const libraries = stepsToDeploy(false)
    .filter((step) => !isCoordinator(step))
    .map((step) => [step.name, deployment.contracts.find((contract) => contract.name === step.name)] as const);
  return bookEntrySchema.parse({
    chainId: deployment.chainId,
    name,
    contractsVersion: contractsVersion(),
    method: deployment.method,
    coordinator: contractOf(deployment.coordinator),
    libraries: Object.fromEntries(libraries),
    token: contractOf(deployment.token) ?? token,
    deployedAtBlock: deployment.deployedAtBlock,
    ...(relay === undefined ? {} : { relay }),
  });
}
