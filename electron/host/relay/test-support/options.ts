import type { Wallet } from 'ethers/wallet';
import { projectIdOf } from '../../../../shared/labels/ids.ts';
import type { RelayOptions } from '../options.ts';
import type { World } from './world.ts';

/** A relay for the world's one project, with quotas that a test does not meet unless it sets its own. */
export function relayOptions(world: World, account: Wallet, dir: string, more: Partial<RelayOptions> = {}): RelayOptions {
  return {
    dir,
    rpc: world.node.rpc,
    chainId: world.chainId,
    coordinator: world.coordinator,
    account,
    projects: new Set([projectIdOf(world.project)]),
    quota: { operationsPerAccount: 50, gasPerAccount: 20_000_000n, gasPerDay: 500_000_000n },
    requestsPerMinute: 6000,
    gasPerTransaction: 10_000_000n,
    highestGasPriceWei: 100_000_000_000n,
    batchMs: 100,
    bumpMs: 60_000,
    maxBodyBytes: 100_000,
    maxQueue: 100,
    listen: { host: '127.0.0.1', port: 0 },
    allowedOrigins: [],
    isBehindProxy: false,
    nowMs: Date.now,
    log: () => undefined,
    ...more,
  };
}
