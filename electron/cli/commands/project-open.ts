import type { Result } from '../../../shared/host-api.ts';
import { addressSchema, bytes32Schema } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorLog, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { manifestSchema } from '../../../shared/protocol/manifest.ts';
import { type ProjectParams, budgetOf, toAbiParams } from '../../../shared/protocol/params.ts';
import { ChainAccount } from '../../host/chain/account.ts';
import { fail } from '../../host/context.ts';
import { PackStore } from '../../host/packs/pack-store.ts';
import { join } from 'node:path';
import { type KeyOptions, type OwnAccount, accountKey } from '../account-key.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { type Connected, type NetworkOptions, type TokenFacts, connect, tokenFacts, tokenNumber } from '../project/connect.ts';
import { goldRootFor } from '../project/gold.ts';
import { readRules } from '../project/rules.ts';

export interface OpenOptions extends NetworkOptions, KeyOptions {
  readonly profile: string;
  readonly pack: string;
  readonly token?: string;
  readonly rules?: string;
  readonly gold?: number;
  readonly packUri?: string;
  readonly dryRun?: boolean;
}

interface Job {
  readonly options: OpenOptions;
  readonly chain: Connected;
  readonly own: OwnAccount;
  readonly account: ChainAccount;
  readonly root: string;
  readonly packName: string;
  readonly itemCount: number;
  readonly params: ProjectParams;
  readonly budget: bigint;
  readonly token: TokenFacts;
  readonly balance: bigint;
  readonly allowance: bigint;
}

async function gather(options: OpenOptions, chain: Connected, output: Output): Promise<Result<Job>> {
  const root = bytes32Schema.safeParse(options.pack);
  if (!root.success) return fail('USAGE', `"${options.pack}" is no pack's root.`, { field: '--pack', fix: 'Give the root that tessera ingest printed: 0x and 64 hex digits.' });
  const address = options.token === undefined ? chain.token : (addressSchema.safeParse(options.token).data ?? null);
  if (address === null) return fail('BAD_ADDRESS', 'The token that the project pays in is not known.', { field: '--token', fix: 'Give the ERC-20\'s address with --token.' });
  const own = await accountKey(options, output);
  if (!own.ok) return own;
  const read = await new PackStore(join(options.home, 'packs')).manifest(root.data);
  if (!read.ok) return read;
  const manifest = manifestSchema.parse(read.value);
  const token = await tokenFacts(chain.rpc, address);
  if (!token.ok) return token;
  const itemCount = manifest.items.length;
  const params = readRules({ path: options.rules, goldPerBatch: options.gold, schema: manifest.schema, token: address, decimals: token.value.decimals, itemCount });
  if (!params.ok) return params;
  const balance = await tokenNumber(chain.rpc, address, { name: 'balanceOf', args: [own.value.address] });
  if (!balance.ok) return balance;
  const allowance = await tokenNumber(chain.rpc, address, { name: 'allowance', args: [own.value.address, chain.coordinator] });
  if (!allowance.ok) return allowance;
  const account = new ChainAccount(chain.rpc, own.value, chain.chainId);
  return { ok: true, value: { options, chain, own: own.value, account, root: root.data, packName: manifest.name, itemCount, params: params.value, budget: budgetOf(params.value, itemCount), token: token.value, balance: balance.value, allowance: allowance.value } };
}

function say({ packName, itemCount, params, budget, balance, allowance, token, own, chain }: Job, output: Output): void {
  output.progress(`${packName}: ${itemCount} items, ${Math.ceil(itemCount / params.batchSize)} batches of ${params.batchSize}, ${params.quorum} of ${params.seats} must agree${params.goldPerBatch === 0 ? '' : `, ${params.goldPerBatch} known answers a batch`}`);
  output.progress(`Lead        ${own.address} on chain ${chain.chainId}, coordinator ${chain.coordinator}`);
  output.progress(`Budget      ${token.show(budget)}; the account holds ${token.show(balance)}, and allows the coordinator ${token.show(allowance)}`);
}

const facts = ({ root, params, budget, balance, allowance, itemCount, own }: Job) => ({ pack: root, itemCount, lead: own.address, token: params.token, budget: budget.toString(), balance: balance.toString(), allowance: allowance.toString() });

function checkBalance({ balance, budget, token, own }: Job): Result<null> {
  if (balance >= budget) return { ok: true, value: null };
  return fail('TOKENS_SHORT', `${own.address} holds ${token.show(balance)}, and the budget is ${token.show(budget)}.`, { field: '--rules', fix: 'Get more of the token, or lower the reward.' });
}

/** Allows exactly the budget; what is allowed already is not sent again. */
async function allow({ account, params, chain, budget, allowance, token }: Job, output: Output): Promise<Result<string | null>> {
  if (allowance === budget) return { ok: true, value: null };
  output.progress(`Allowing the coordinator to take ${token.show(budget)} ...`);
  const done = await account.send({ to: params.token, data: encodeTokenCall('approve', [chain.coordinator, budget]) });
  return done.ok ? { ok: true, value: done.value.transactionHash } : done;
}

async function open(job: Job, output: Output): Promise<Result<ExitCode>> {
  const { options, account, chain, params, root, itemCount, budget, token } = job;
  const gold = await goldRootFor(options, job.own, chain, output, root, params);
  if (!gold.ok) return gold;
  const allowed = await allow(job, output);
  if (!allowed.ok) return allowed;
  output.progress('Opening ...');
  const sent = await account.send({ to: chain.coordinator, data: encodeCoordinatorCall('openProject', [toAbiParams(params), root, gold.value, itemCount, options.packUri ?? '']) });
  if (!sent.ok) return sent;
  const event = sent.value.logs.map(decodeCoordinatorLog).find((each) => each?.name === 'ProjectOpened');
  if (event?.name !== 'ProjectOpened') return fail('NOT_OPENED', `${sent.value.transactionHash} is in a block, but it opened no project.`);
  const project = event.args.projectId.toString();
  output.result({ ...facts(job), project, goldRoot: gold.value, transaction: sent.value.transactionHash, blockNumber: sent.value.blockNumber }, () => `Project ${project} is open: ${token.show(budget)} are in escrow (block ${sent.value.blockNumber}, ${sent.value.transactionHash})`);
  return { ok: true, value: EXIT.done };
}

async function run(options: OpenOptions, output: Output, act: (job: Job, output: Output) => Promise<Result<ExitCode>>): Promise<Result<ExitCode>> {
  const chain = await connect(options, output);
  if (!chain.ok) return chain;
  try {
    const job = await gather(options, chain.value, output);
    if (!job.ok) return job;
    say(job.value, output);
    if (options.dryRun === true) {
      output.result({ isDryRun: true, ...facts(job.value) }, () => 'Dry run: nothing was sent.');
      return { ok: true, value: EXIT.done };
    }
    const funds = checkBalance(job.value);
    return funds.ok ? await act(job.value, output) : funds;
  } finally {
    chain.value.close();
  }
}

/** `tessera project open`: the whole budget moves into escrow, and the project is open. */
export async function runOpen(options: OpenOptions, output: Output): Promise<Result<ExitCode>> {
  return run(options, output, open);
}

/** `tessera project fund`: allows the coordinator to take exactly what opening will take. */
export async function runFund(options: OpenOptions, output: Output): Promise<Result<ExitCode>> {
  return run(options, output, async (job) => {
    const allowed = await allow(job, output);
    if (!allowed.ok) return allowed;
    output.result({ ...facts(job), allowance: job.budget.toString(), transaction: allowed.value }, () => `${job.token.show(job.budget)} may be taken by the coordinator, and no more: tessera project open takes them.`);
    return { ok: true, value: EXIT.done };
  });
}
