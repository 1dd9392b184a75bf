import { AbiCoder } from 'ethers/abi';
import { getAddress } from 'ethers/address';
import type { Result } from '../../../shared/host-api.ts';
import { type DeploymentStep, deploymentSteps } from '../../../shared/protocol/generated/deployment.ts';
import type { ChainAccount } from './account.ts';

export interface Deployment {
  readonly chainId: number;
  readonly coordinator: string;
  readonly token: string;
  /** Where an index of the coordinator's logs begins. */
  readonly deployedAtBlock: number;
}

export interface DeployedContract {
  readonly address: string;
  readonly blockNumber: number;
}

/** Creation code with the addresses of its libraries written into their holes, each 20 bytes. */
function linked(step: DeploymentStep, deployed: ReadonlyMap<string, DeployedContract>): string {
  const code = Buffer.from(step.bytecode.slice(2), 'hex');
  for (const { library, offsets } of step.links) {
    const found = deployed.get(library);
    if (found === undefined) throw new Error(`${step.name} needs ${library}, which is deployed later or not at all`);
    for (const offset of offsets) code.set(Buffer.from(found.address.slice(2), 'hex'), offset);
  }
  return `0x${code.toString('hex')}`;
}

/** @param minter of the reward token, RewardToken's only constructor argument */
function argumentsFor(step: DeploymentStep, minter: string): string {
  return step.name === 'RewardToken' ? AbiCoder.defaultAbiCoder().encode(['address'], [minter]).slice(2) : '';
}

/**
 * Deploys the coordinator with its libraries, and a reward token unless `token` names one that is there.
 * The same on every network; on the local chain the addresses are always the same, as deployer and nonces are.
 */
export async function deployContracts(deployer: ChainAccount, chainId: number, options: { token?: string; onStep?: (name: string) => void } = {}): Promise<Result<Deployment>> {
  const deployed = new Map<string, DeployedContract>();
  for (const step of deploymentSteps) {
    if (step.name === 'RewardToken' && options.token !== undefined) continue;
    options.onStep?.(step.name);
    const receipt = await deployer.send({ to: null, data: linked(step, deployed) + argumentsFor(step, deployer.address) });
    if (!receipt.ok) return receipt;
    const { contractAddress, blockNumber } = receipt.value;
    if (contractAddress === null || contractAddress === undefined) throw new Error(`the receipt of ${step.name}'s deployment names no contract`);
    deployed.set(step.name, { address: contractAddress, blockNumber });
  }
  const coordinator = deployed.get('LabelCoordinator');
  const token = options.token ?? deployed.get('RewardToken')?.address;
  if (coordinator === undefined || token === undefined) throw new Error('the generated deployment lacks the coordinator or the token');
  return { ok: true, value: { chainId, coordinator: getAddress(coordinator.address), token: getAddress(token), deployedAtBlock: coordinator.blockNumber } };
}
