import { join } from 'node:path';
import { formatEther, parseUnits } from 'ethers/utils';
import type { Result } from '../../../shared/host-api.ts';
import { projectIdOf } from '../../../shared/labels/ids.ts';
import { fail } from '../../host/context.ts';
import { startRelay } from '../../host/relay/relay.ts';
import { type KeyOptions, accountKey } from '../account-key.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { type Connected, type NetworkOptions, connect } from '../project/connect.ts';
import { ended } from '../signals.ts';

export interface RelayCommandOptions extends NetworkOptions, KeyOptions {
  readonly project?: bigint[];
  readonly allProjects?: boolean;
  readonly dir?: string;
  readonly host: string;
  readonly port: number;
  readonly operationsPerAccount: number;
  readonly gasPerAccount: number;
  readonly gasPerDay: number;
  readonly gasPerTransaction: number;
  readonly maxGasPrice: number;
  readonly requestsPerMinute: number;
  readonly batchSeconds: number;
  readonly bumpSeconds: number;
  readonly maxBody: number;
  readonly allowOrigin?: string[];
  readonly behindProxy?: boolean;
}

/** `tessera relay`: pays for annotators' signed operations, until it is told to end. */
export async function runRelay(options: RelayCommandOptions, output: Output): Promise<Result<ExitCode>> {
  const ids = (options.project ?? []).map(projectIdOf);
  if ((ids.length > 0) === (options.allProjects === true)) {
    return fail('USAGE', 'Whose annotators shall it pay for?', { field: '--project', fix: 'Name the projects with --project, or say --all-projects.' });
  }
  const connected = await connect(options, output);
  if (!connected.ok) return connected;
  try {
    return await serve(options, connected.value, ids, output);
  } finally {
    connected.value.close();
  }
}

async function serve(options: RelayCommandOptions, chain: Connected, ids: readonly ReturnType<typeof projectIdOf>[], output: Output): Promise<Result<ExitCode>> {
  const account = await accountKey(options, output);
  if (!account.ok) return account;
  const balance = await chain.rpc.balanceWei(account.value.address);
  if (!balance.ok) return balance;
  const interrupted = ended();
  const relay = await startRelay({
    dir: options.dir ?? join(options.home, 'relay', `${chain.chainId}-${chain.coordinator.slice(2, 10).toLowerCase()}`),
    rpc: chain.rpc,
    chainId: chain.chainId,
    coordinator: chain.coordinator,
    account: account.value,
    projects: options.allProjects === true ? null : new Set(ids),
    quota: { operationsPerAccount: options.operationsPerAccount, gasPerAccount: BigInt(options.gasPerAccount), gasPerDay: BigInt(options.gasPerDay) },
    requestsPerMinute: options.requestsPerMinute,
    gasPerTransaction: BigInt(options.gasPerTransaction),
    highestGasPriceWei: parseUnits(String(options.maxGasPrice), 'gwei'),
    batchMs: options.batchSeconds * 1000,
    bumpMs: options.bumpSeconds * 1000,
    maxBodyBytes: options.maxBody,
    maxQueue: 5_000,
    listen: { host: options.host, port: options.port },
    allowedOrigins: options.allowOrigin ?? [],
    isBehindProxy: options.behindProxy ?? false,
    nowMs: Date.now,
    log: (line) => output.progress(line),
  });
  if (!relay.ok) return relay;
  const { url, waiting } = relay.value;
  const served = options.allProjects === true ? 'every project' : `project ${ids.join(', ')}`;
  output.result({ url, chainId: chain.chainId, coordinator: chain.coordinator, account: account.value.address, balanceWei: balance.value.toString(), projects: options.allProjects === true ? 'all' : ids, waiting }, () =>
    `Relay: ${url}, for ${served} of ${chain.coordinator} on chain ${chain.chainId}; ${account.value.address} pays and holds ${formatEther(balance.value)}`);
  if (balance.value === 0n) output.progress('The account holds nothing: every operation will be refused until it does.');
  if (waiting > 0) output.progress(`${waiting} operations from before go on.`);
  const reason = await interrupted;
  output.progress(`The relay ends: ${reason}`);
  await relay.value.close();
  return { ok: true, value: EXIT.done };
}
