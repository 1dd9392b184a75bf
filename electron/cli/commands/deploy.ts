import { formatUnits } from 'ethers/utils';
import type { Result } from '../../../shared/host-api.ts';
import { addressSchema } from '../../../shared/labels/ids.ts';
import type { BookEntry } from '../../../shared/protocol/address-book.ts';
import { presetOf } from '../../../shared/protocol/addresses.ts';
import { contractsVersion } from '../../../shared/protocol/deployment/contracts.ts';
import { create2Proxy } from '../../../shared/protocol/deployment/create2.ts';
import { ChainAccount } from '../../host/chain/account.ts';
import { addToBook, bookPath, readBook } from '../../host/chain/book.ts';
import { entryFor, inspectToken, knownAddresses, knownDeployment } from '../../host/chain/deploy/book-entry.ts';
import { type Deployment, type DeployOptions as Wanted, type Prepared, checkFunds, deployPrepared, prepareDeployment } from '../../host/chain/deploy/deploy.ts';
import { hasCreate2, putCreate2 } from '../../host/chain/deploy/proxy.ts';
import { type Rpc, checkRpcUrl, createRpc } from '../../host/chain/rpc.ts';
import { createWire } from '../../host/chain/wire.ts';
import { relayUrlOf } from '../../../shared/protocol/relay.ts';
import { fail } from '../../host/context.ts';
import { type KeyOptions, accountKey } from '../account-key.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Output, table } from '../output.ts';

export interface DeployOptions extends KeyOptions {
  readonly home: string;
  readonly rpc: string;
  readonly chainId?: number;
  readonly name?: string;
  readonly token?: string;
  readonly relay?: string;
  readonly newToken?: boolean;
  readonly putCreate2?: boolean;
  readonly book?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Job {
  readonly options: DeployOptions;
  readonly account: ChainAccount;
  readonly wanted: Wanted;
  readonly isProxyMissing: boolean;
  readonly known: BookEntry | undefined;
  readonly token: { address: string; codeHash: string } | null;
  /** For the book. */
  readonly relay: string | undefined;
  readonly bookFile: string;
  readonly currency: string;
  readonly name: string;
}

const moneyOf = (wei: bigint, currency: string): string => `${formatUnits(wei, 18)} ${currency}`;

/** What can be told wrong before the network is asked. */
function checkOptions(options: DeployOptions): Result<{ url: string; token: string | undefined }> {
  if (options.token !== undefined && options.newToken === true) return fail('USAGE', 'Either a token that is there or a new one, not both.', { field: '--token' });
  const token = options.token === undefined ? undefined : addressSchema.safeParse(options.token);
  if (token?.success === false) return fail('BAD_ADDRESS', `"${options.token ?? ''}" is no address.`, { field: '--token', fix: 'Give it as 0x and 40 hex digits.' });
  if (options.relay !== undefined && relayUrlOf(options.relay) === null) return fail('BAD_RELAY_URL', `"${options.relay}" is no relay's address.`, { field: '--relay', fix: 'Give it as https://host/path, without password or query.' });
  const url = checkRpcUrl(options.rpc);
  return url.ok ? { ok: true, value: { url: url.value, token: token?.data } } : url;
}

async function askChainId(rpc: Rpc, expected: number | undefined): Promise<Result<number>> {
  const chainId = await rpc.chainId();
  if (!chainId.ok || expected === undefined || chainId.value === expected) return chainId;
  return fail('WRONG_CHAIN', `${rpc.url} is a node of chain ${chainId.value}, not of ${expected}.`, { field: '--chain-id', fix: 'Check the RPC address. Nothing was sent.' });
}

/** Everything that is read before anything is decided: chain, proxy, book, token. */
async function gather(options: DeployOptions, rpc: Rpc, tokenAddress: string | undefined, output: Output): Promise<Result<Job>> {
  const signer = await accountKey(options, output);
  if (!signer.ok) return signer;
  const bookFile = options.book ?? bookPath(options.home);
  const book = readBook(bookFile);
  if (!book.ok) return book;
  const chainId = await askChainId(rpc, options.chainId);
  if (!chainId.ok) return chainId;
  const proxy = await hasCreate2(rpc);
  if (!proxy.ok) return proxy;
  const token = tokenAddress === undefined ? null : await inspectToken(rpc, tokenAddress);
  if (token?.ok === false) return token;
  const known = knownDeployment(book.value, chainId.value);
  const preset = presetOf(chainId.value);
  const isProxyMissing = !proxy.value;
  const method = proxy.value || options.putCreate2 === true ? 'create2' : 'plain';
  const onStep = (line: string): void => output.progress(line);
  const wanted: Wanted = { chainId: chainId.value, method, hasToken: options.newToken === true, known: knownAddresses(known), isProxyThere: proxy.value, onStep };
  const account = new ChainAccount(rpc, signer.value, chainId.value);
  const name = options.name ?? known?.name ?? preset?.name ?? `Chain ${chainId.value}`;
  return { ok: true, value: { options, account, wanted, isProxyMissing, known, token: token?.value ?? null, relay: options.relay === undefined ? undefined : (relayUrlOf(options.relay) ?? undefined), bookFile, currency: preset?.currency ?? 'ETH', name } };
}

function sayMethod({ wanted, isProxyMissing, account, name }: Job, output: Output): void {
  output.progress(`${name} (chain ${wanted.chainId}), contracts version ${contractsVersion()}, from ${account.address}`);
  if (!isProxyMissing) output.progress('CREATE2\'s deployment proxy is there: the addresses are the same on every such network.');
  else if (wanted.method === 'create2') output.progress('CREATE2\'s deployment proxy is not there; it is put there first, for 0.01 of the network\'s currency.');
  else output.progress('CREATE2\'s deployment proxy is not there: plain deployment, with addresses of this chain\'s own (--put-create2 puts it there).');
}

function dryRun(job: Job, prepared: Prepared, neededWei: bigint, balanceWei: bigint, output: Output): void {
  const { planned, cost } = prepared;
  const extraWei = neededWei - cost.neededWei;
  const contracts = planned.map(({ step, address, isThere }) => ({ name: step.name, address, isThere, gas: (cost.gas.get(step.name) ?? 0n).toString() }));
  const value = { isDryRun: true, chainId: job.wanted.chainId, name: job.name, method: job.wanted.method, contractsVersion: contractsVersion(), contracts, gas: cost.gasTotal.toString(), gasPriceWei: cost.priceWei.toString(), costWei: (cost.costWei + extraWei).toString(), neededWei: neededWei.toString(), balanceWei: balanceWei.toString() };
  output.result(value, () => [
    table(contracts.map(({ name, address, isThere, gas }) => [name, address, isThere ? 'there already' : 'to deploy', isThere ? '' : Number(gas)])),
    `Gas          ${cost.gasTotal} at ${formatUnits(cost.priceWei, 9)} gwei`,
    `Cost         ${moneyOf(cost.costWei + extraWei, job.currency)}, without a rollup's fee for its data`,
    `Must hold    ${moneyOf(neededWei, job.currency)}: prices may rise on the way`,
    `Holds        ${moneyOf(balanceWei, job.currency)}`,
    'Dry run: nothing was sent.',
  ].join('\n'));
}

/** Puts the proxy there where that was asked for, and looks again: with it the estimates are exact. */
async function withProxy(job: Job, prepared: Prepared, output: Output): Promise<Result<Prepared>> {
  if (!job.isProxyMissing || job.wanted.method !== 'create2') return { ok: true, value: prepared };
  output.progress(`  CREATE2's proxy ...`);
  const put = await putCreate2(job.account);
  if (!put.ok) return put;
  output.progress(`  CREATE2's proxy at ${create2Proxy.address}`);
  return prepareDeployment(job.account, { ...job.wanted, isProxyThere: true });
}

function finish(job: Job, deployment: Deployment, output: Output): Result<ExitCode> {
  const fresh = entryFor(deployment, job.name, job.token, job.relay ?? job.known?.relay);
  // A repeat that names no token says nothing against the one that is in the book.
  const isSame = job.known?.coordinator.address === fresh.coordinator.address;
  const entry = job.known !== undefined && isSame ? { ...fresh, token: fresh.token ?? job.known.token, deployedAtBlock: job.known.deployedAtBlock } : fresh;
  const book = addToBook(job.bookFile, [entry]);
  if (!book.ok) return book;
  const [gasUsed, costWei] = deployment.contracts.reduce(([gas, wei], one) => [gas + one.gasUsed, wei + one.costWei], [0n, 0n]);
  const contracts = deployment.contracts.map((one) => ({ ...one, gasUsed: one.gasUsed.toString(), costWei: one.costWei.toString() }));
  const value = { ...entry, coordinator: entry.coordinator.address, token: entry.token?.address ?? null, libraries: undefined, contracts, gasUsed: gasUsed.toString(), costWei: costWei.toString(), book: job.bookFile };
  output.result(value, () => [
    `Coordinator  ${entry.coordinator.address}`,
    `Token        ${entry.token?.address ?? 'none: each project names the ERC-20 that it pays in'}`,
    `From block   ${entry.deployedAtBlock}`,
    `Code         version ${entry.contractsVersion}, verified`,
    `Spent        ${moneyOf(costWei, job.currency)} for ${gasUsed} gas, ${deployment.contracts.filter((one) => one.isNew).length} of ${deployment.contracts.length} contracts new`,
    `Address book ${job.bookFile}`,
  ].join('\n'));
  return { ok: true, value: EXIT.done };
}

async function run(job: Job, output: Output): Promise<Result<ExitCode>> {
  sayMethod(job, output);
  const prepared = await prepareDeployment(job.account, job.wanted);
  if (!prepared.ok) return prepared;
  const isPutting = job.isProxyMissing && job.wanted.method === 'create2';
  const neededWei = prepared.value.cost.neededWei + (isPutting ? create2Proxy.costWei : 0n);
  const funds = await checkFunds(job.account, neededWei);
  if (job.options.dryRun === true) {
    const balance = funds.ok ? { ok: true as const, value: funds.value.balanceWei } : await job.account.rpc.balanceWei(job.account.address);
    if (!balance.ok) return balance;
    dryRun(job, prepared.value, neededWei, balance.value, output);
    if (funds.ok) return { ok: true, value: EXIT.done };
    output.progress(funds.error.message);
    return { ok: true, value: EXIT.chain };
  }
  if (!funds.ok) return funds;
  const ready = await withProxy(job, prepared.value, output);
  if (!ready.ok) return ready;
  const deployed = await deployPrepared(job.account, job.wanted, ready.value);
  if (deployed.ok) return finish(job, deployed.value, output);
  output.progress('What was deployed before this stays and is not deployed again: repeat the command to go on.');
  return deployed;
}

/** `tessera chain deploy`: the contracts on any network, and the address book that says where they are. */
export async function runDeploy(options: DeployOptions, output: Output): Promise<Result<ExitCode>> {
  const checked = checkOptions(options);
  if (!checked.ok) return checked;
  const rpc = createRpc(createWire(checked.value.url));
  try {
    const job = await gather(options, rpc, checked.value.token, output);
    return job.ok ? await run(job.value, output) : job;
  } finally {
    rpc.close();
  }
}
