import { type ClientRequest, request } from 'node:http';
import { z } from 'zod';
import type { Result } from '../../../../shared/host-api.ts';
import { fail } from '../../context.ts';
import { createWire } from '../wire.ts';
import { isAlive, lockHolder } from './lock.ts';
import { type ChainPaths, chainPaths } from './paths.ts';
import { type RpcFile, readRpcFile } from './rpc-file.ts';

const PROBE_TIMEOUT_MS = 2_000;
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 100;
const LEASE_RETRY_MS = 1_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const chainAnswerSchema = z.object({ pid: z.number(), head: z.object({ number: z.number(), hash: z.string(), seconds: z.number() }), nowSeconds: z.number() });
export type ChainAnswer = z.infer<typeof chainAnswerSchema>;

/** What a running chain says of itself, or null where none answers at that address. */
export async function askChain(file: RpcFile): Promise<ChainAnswer | null> {
  const wire = createWire(file.url);
  const answer = await wire.call('tessera_chain', [], PROBE_TIMEOUT_MS);
  wire.close();
  const parsed = chainAnswerSchema.safeParse(answer.ok ? answer.value : null);
  return parsed.success && parsed.data.pid === file.pid ? parsed.data : null;
}

/** The running local chain of a home, or null. */
export async function findLocalChain(homeDir: string): Promise<RpcFile | null> {
  const file = readRpcFile(chainPaths(homeDir));
  return file !== null && (await askChain(file)) !== null ? file : null;
}

async function waitFor(paths: ChainPaths, homeDir: string, hasFailed: () => string | null): Promise<Result<RpcFile>> {
  for (let waitedMs = 0; waitedMs < START_TIMEOUT_MS; waitedMs += POLL_MS) {
    const file = await findLocalChain(homeDir);
    if (file !== null) return { ok: true, value: file };
    const reason = hasFailed();
    if (reason !== null) return fail('CHAIN_NOT_STARTED', `The local chain did not start: ${reason}`, { fix: `See ${paths.log}, or run it in the open: tessera chain` });
    await pause(POLL_MS);
  }
  return fail('CHAIN_NOT_STARTED', `The local chain was not ready within ${START_TIMEOUT_MS / 1000} s.`, { fix: `See ${paths.log}` });
}

/** Starts a process that runs the chain. Returns the way to ask whether it has ended, and why. */
export type ChainStarter = () => () => string | null;

/** Joins the home's running chain, or has one started and joins that. Two that start at once end up on the same. */
export async function joinLocalChain(homeDir: string, nowMs: () => number, start: ChainStarter): Promise<Result<RpcFile>> {
  const running = await findLocalChain(homeDir);
  if (running !== null) return { ok: true, value: running };
  const paths = chainPaths(homeDir);
  const isComing = lockHolder(paths, nowMs()) !== null;
  const hasEnded = isComing ? () => null : start();
  // One that lost the race for the lock ends at once; the winner is then waited for.
  return waitFor(paths, homeDir, () => (lockHolder(paths, nowMs()) === null ? hasEnded() : null));
}

export interface Lease {
  release(): void;
}

/**
 * Keeps a chain that was started for everybody alive: one that is gone without having taken its address back has
 * crashed, and is started again. One that a person runs in the open, or has stopped, is left alone.
 */
async function reviveIfCrashed(homeDir: string, revive: () => Promise<void>): Promise<void> {
  const file = readRpcFile(chainPaths(homeDir));
  if (file === null || !file.isShared || isAlive(file.pid)) return;
  await revive();
}

/**
 * Holds the local chain open: as long as this process lives and has not released, the chain does not end for
 * want of users. The connection is the lease, so it needs no heartbeat and ends with the process, however that ends.
 */
export function holdLease(homeDir: string, revive: () => Promise<void> = async () => undefined): Lease {
  let isReleased = false;
  let current: ClientRequest | null = null;
  const hold = (): void => {
    if (isReleased) return;
    const file = readRpcFile(chainPaths(homeDir));
    if (file === null) {
      again();
      return;
    }
    current = request(`${file.url}/lease`, { agent: false }, (response) => {
      response.resume();
      response.on('close', again);
    });
    current.on('error', again);
    current.end();
  };
  let timer: NodeJS.Timeout | null = null;
  const again = (): void => {
    if (isReleased || timer !== null) return;
    timer = setTimeout(() => {
      void reviveIfCrashed(homeDir, revive).finally(() => {
        timer = null;
        hold();
      });
    }, LEASE_RETRY_MS);
    timer.unref();
  };
  hold();
  const release = (): void => {
    isReleased = true;
    current?.destroy();
    if (timer !== null) clearTimeout(timer);
  };
  return { release };
}

/** Ends the home's running chain in order. CHAIN_NOT_RUNNING where there is none. */
export async function stopLocalChain(homeDir: string): Promise<Result<{ pid: number }>> {
  const file = await findLocalChain(homeDir);
  if (file === null) return fail('CHAIN_NOT_RUNNING', 'No local chain runs in this home.');
  const wire = createWire(file.url);
  const answer = await wire.call('tessera_stop', [file.stopToken]);
  wire.close();
  if (!answer.ok) return fail('CHAIN_NOT_STOPPED', answer.error.message);
  const paths = chainPaths(homeDir);
  for (let waitedMs = 0; waitedMs < STOP_TIMEOUT_MS; waitedMs += POLL_MS) {
    if (lockHolder(paths, Date.now()) === null) return { ok: true, value: { pid: file.pid } };
    await pause(POLL_MS);
  }
  return fail('CHAIN_NOT_STOPPED', `The local chain (pid ${file.pid}) did not end within ${STOP_TIMEOUT_MS / 1000} s.`);
}
