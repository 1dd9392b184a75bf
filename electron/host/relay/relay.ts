import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatEther } from 'ethers/utils';
import type { Server } from 'node:http';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { lockProfile } from '../profile-lock.ts';
import { Admission } from './admission.ts';
import { Batcher } from './batcher.ts';
import { createRelayServer, isLoopback } from './http.ts';
import { openRelayLog } from './log.ts';
import { Metrics } from './metrics.ts';
import type { RelayOptions } from './options.ts';
import { Queue } from './queue.ts';

export interface Relay {
  readonly url: string;
  readonly waiting: number;
  /** Takes nothing more, lets what is being answered be answered, and ends. What waits goes on at the next start. */
  close(): Promise<void>;
}

const FORGET_EVERY_MS = 3_600_000;
const LONGEST_GOODBYE_MS = 10_000;

/** Starts a relay. RELAY_IN_USE, RELAY_DIR, PORT_IN_USE. */
export async function startRelay(options: RelayOptions): Promise<Result<Relay>> {
  try {
    mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    return fail('RELAY_DIR', `${options.dir} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  const lock = await lockProfile(options.dir);
  if (!lock.ok) return fail('RELAY_IN_USE', `Another relay keeps its queue in ${options.dir}.`, { fix: 'End it first, or give this one a folder of its own.' });
  const log = openRelayLog(join(options.dir, 'operations.jsonl'));
  const queue = new Queue(log, options.nowMs);
  const metrics = new Metrics();
  const batcher = new Batcher(options, queue, metrics);
  const startedSeconds = Math.floor(options.nowMs() / 1000);
  const underWay = (): number => queue.underWay?.hashes.length ?? 0;
  const server = createRelayServer({
    options,
    queue,
    metrics,
    admission: new Admission(options, queue),
    health: () => ({ isWell: batcher.isOnline, body: { status: batcher.isOnline ? 'ok' : 'node-offline', waiting: queue.waiting().length, underWay: underWay() } }),
    info: () => infoOf(options),
    metricsText: async () => {
      const balance = await options.rpc.balanceWei(options.account.address);
      return metrics.text({
        tessera_relay_queue_length: queue.waiting().length,
        tessera_relay_under_way: underWay(),
        tessera_relay_balance_ether: balance.ok ? Number(formatEther(balance.value)) : NaN,
        tessera_relay_is_online: batcher.isOnline ? 1 : 0,
        tessera_relay_started_seconds: startedSeconds,
      });
    },
  });
  const port = await listen(server, options);
  if (port === null) {
    log.close();
    await lock.value.release();
    return fail('PORT_IN_USE', `Port ${options.listen.port} of ${options.listen.host} cannot be had.`, { field: '--port', fix: 'Give another port.' });
  }
  batcher.start();
  const forgetting = setInterval(() => queue.forget(), FORGET_EVERY_MS);
  forgetting.unref();
  const shown = options.listen.host.includes(':') ? `[${options.listen.host}]` : options.listen.host;
  return {
    ok: true,
    value: {
      url: `http://${shown}:${port}`,
      get waiting() {
        return queue.waiting().length + underWay();
      },
      close: async () => {
        clearInterval(forgetting);
        await goodbye(server);
        await batcher.stop();
        log.close();
        await lock.value.release();
      },
    },
  };
}

/** What anybody may know: what it serves and how much it gives. */
function infoOf({ chainId, coordinator, account, projects, quota, gasPerTransaction, maxBodyBytes }: RelayOptions): object {
  return {
    service: 'tessera-relay',
    version: 1,
    chainId,
    coordinator,
    account: account.address,
    projects: projects === null ? 'all' : [...projects],
    quota: { operationsPerAccount: quota.operationsPerAccount, gasPerAccount: quota.gasPerAccount.toString(), hours: 24 },
    gasPerTransaction: gasPerTransaction.toString(),
    maxBodyBytes,
  };
}

function listen(server: Server, { listen: { host, port }, log }: RelayOptions): Promise<number | null> {
  if (!isLoopback(host)) log(`The relay listens on ${host}, for others too: put a proxy with TLS before it.`);
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : null);
    });
  });
}

function goodbye(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), LONGEST_GOODBYE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
