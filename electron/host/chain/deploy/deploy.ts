import { getAddress } from 'ethers/address';
import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../../shared/host-api.ts';
import { creationCode } from '../../../../shared/protocol/deployment/contract-code.ts';
import { constructorArguments, isCoordinator, isToken } from '../../../../shared/protocol/deployment/contracts.ts';
import type { DeploymentStep } from '../../../../shared/protocol/generated/deployment.ts';
import { fail } from '../../context.ts';
import type { ChainAccount } from '../account.ts';
import { withHeadroom } from '../fees.ts';
import { deploymentBlock } from '../network-check.ts';
import { type Cost, callFor, costOf } from './cost.ts';
import { type DeployMethod, type PlanFacts, type PlannedContract, lookAt, planDeployment, wrongCode } from './plan.ts';

/** A node behind a load balancer may not have the block of our receipt yet. */
const CODE_READS = 20;
const CODE_READ_PAUSE_MS = 250;

export interface DeployedContract {
  readonly name: string;
  readonly address: string;
  /** keccak-256 of the code that is there. */
  readonly codeHash: string;
  /** false: it was there already, with the right code. */
  readonly isNew: boolean;
  readonly gasUsed: bigint;
  readonly costWei: bigint;
  readonly transactionHash: string | null;
}

export interface Deployment {
  readonly chainId: number;
  readonly method: DeployMethod;
  readonly coordinator: string;
  /** The reward token that was deployed along; null where none was asked for. */
  readonly token: string | null;
  /** Where an index of the coordinator's logs begins. */
  readonly deployedAtBlock: number;
  readonly contracts: readonly DeployedContract[];
}

export interface DeployOptions {
  readonly chainId: number;
  readonly method: DeployMethod;
  /** Deploys a reward token too, minted by the deployer. */
  readonly hasToken: boolean;
  readonly known?: ReadonlyMap<string, string>;
  /** false: the proxy of CREATE2 is yet to be put there. */
  readonly isProxyThere?: boolean;
  readonly onStep?: (line: string) => void;
}

/** Everything that can be found out before a transaction is sent. */
export interface Prepared {
  readonly facts: PlanFacts;
  readonly planned: readonly PlannedContract[];
  readonly cost: Cost;
}

export async function prepareDeployment(account: ChainAccount, options: DeployOptions): Promise<Result<Prepared>> {
  const { chainId, method, hasToken, known = new Map<string, string>() } = options;
  const facts = { rpc: account.rpc, chainId, deployer: account.address, method, hasToken, known };
  const planned = await planDeployment(facts);
  if (!planned.ok) return planned;
  const cost = await costOf(account.rpc, account.address, options.isProxyThere === false ? 'plain' : method, planned.value);
  return cost.ok ? { ok: true, value: { facts, planned: planned.value, cost: cost.value } } : cost;
}

/** INSUFFICIENT_FUNDS before anything is sent, so that want of money leaves no half of a deployment. */
export async function checkFunds(account: ChainAccount, neededWei: bigint): Promise<Result<{ balanceWei: bigint }>> {
  const balance = await account.rpc.balanceWei(account.address);
  if (!balance.ok) return balance;
  if (balance.value >= neededWei) return { ok: true, value: { balanceWei: balance.value } };
  return fail('INSUFFICIENT_FUNDS', `${account.address} holds ${balance.value} wei and may need ${neededWei} for this deployment.`, { fix: `Send it at least ${neededWei - balance.value} wei of the network's currency. Nothing was sent.` });
}

/** The code's hash, once the code is there and has been found right. */
async function verified(facts: PlanFacts, step: DeploymentStep, address: string, libraries: ReadonlyMap<string, string>): Promise<Result<string>> {
  for (let read = 0; read < CODE_READS; read += 1) {
    const found = await lookAt(facts, step, address, libraries);
    if (!found.ok) return found;
    if (found.value === 'other') return wrongCode(step.name, address);
    if (found.value === 'right') {
      const code = await facts.rpc.codeAt(address, 'latest');
      if (!code.ok) return code;
      return { ok: true, value: keccak256(code.value) };
    }
    await new Promise((resolve) => setTimeout(resolve, CODE_READ_PAUSE_MS));
  }
  return fail('NO_CODE', `${step.name} was deployed at ${address}, and the node still has no code there.`, { field: step.name, fix: 'Run the command again: what is there is not deployed twice.' });
}

interface Mined {
  readonly address: string;
  readonly gasUsed: bigint;
  readonly costWei: bigint;
  readonly transactionHash: string | null;
  readonly blockNumber: number | null;
}
const NOTHING_SPENT = { gasUsed: 0n, costWei: 0n, transactionHash: null, blockNumber: null };

async function deployOne(account: ChainAccount, facts: PlanFacts, planned: PlannedContract, libraries: ReadonlyMap<string, string>, gas: bigint | undefined): Promise<Result<Mined>> {
  const { step } = planned;
  const creation = creationCode(step, libraries, constructorArguments(step, { minter: facts.deployer }));
  const receipt = await account.send({ ...callFor(facts.method, creation), ...(gas === undefined ? {} : { gasLimit: withHeadroom(gas) }) });
  if (!receipt.ok) {
    // Somebody else may have deployed the very same in this moment: then it is there, which is all that is wanted.
    const found = receipt.error.code === 'REVERTED' && facts.method === 'create2' ? await lookAt(facts, step, planned.address, libraries) : null;
    return found?.ok === true && found.value === 'right' ? { ok: true, value: { ...NOTHING_SPENT, address: planned.address } } : receipt;
  }
  const { gasUsed, effectiveGasPrice = 0n, transactionHash, blockNumber, contractAddress } = receipt.value;
  const address = facts.method === 'create2' ? planned.address : getAddress(contractAddress ?? planned.address);
  return { ok: true, value: { address, gasUsed, costWei: gasUsed * effectiveGasPrice, transactionHash, blockNumber } };
}

/**
 * Deploys what is missing of the coordinator, its libraries and, where asked for, a reward token; verifies the code
 * of each. Safe to repeat after whatever ended it: what is there with the right code stays. One path for every network.
 */
export async function deployPrepared(account: ChainAccount, options: DeployOptions, { facts, planned, cost }: Prepared): Promise<Result<Deployment>> {
  const addresses = new Map<string, string>();
  const contracts: DeployedContract[] = [];
  let coordinatorBlock: number | null = null;
  for (const one of planned) {
    const { step } = one;
    if (!one.isThere) options.onStep?.(`  ${step.name} ...`);
    const mined: Result<Mined> = one.isThere ? { ok: true, value: { ...NOTHING_SPENT, address: one.address } } : await deployOne(account, facts, one, addresses, cost.gas.get(step.name));
    if (!mined.ok) return mined;
    const { address, gasUsed, costWei, transactionHash, blockNumber } = mined.value;
    const codeHash = await verified(facts, step, address, addresses);
    if (!codeHash.ok) return codeHash;
    addresses.set(step.name, address);
    if (isCoordinator(step)) coordinatorBlock = blockNumber;
    contracts.push({ name: step.name, address, codeHash: codeHash.value, isNew: transactionHash !== null, gasUsed, costWei, transactionHash });
    options.onStep?.(transactionHash === null ? `  ${step.name} is at ${address} already` : `  ${step.name} at ${address}, ${gasUsed} gas`);
  }
  const coordinator = contracts[planned.findIndex(({ step }) => isCoordinator(step))]?.address;
  const token = contracts[planned.findIndex(({ step }) => isToken(step))]?.address ?? null;
  if (coordinator === undefined) throw new Error('the generated deployment lacks the coordinator');
  const head = await facts.rpc.block('latest');
  if (!head.ok) return head;
  const deployedAtBlock = coordinatorBlock ?? (await deploymentBlock(facts.rpc, coordinator, head.value?.number ?? 0));
  return { ok: true, value: { chainId: facts.chainId, method: facts.method, coordinator, token, deployedAtBlock, contracts } };
}
