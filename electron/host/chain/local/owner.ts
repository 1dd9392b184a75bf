import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import type { Result } from '../../../../shared/host-api.ts';
import { ChainAccount } from '../account.ts';
import { createRpc } from '../rpc.ts';
import { type WireAnswer, createWire } from '../wire.ts';
import { ensureDeployed } from './deploy-local.ts';
import { readJsonFile, writeAtomic } from './durable.ts';
import { runFaucet } from './faucet.ts';
import { startKeeper } from './keeper.ts';
import { practiceWallet } from './keys.ts';
import { type ChainLock, takeLock } from './lock.ts';
import { LocalNode } from './node.ts';
import { LOCAL_CHAIN_ID } from '../../../../shared/protocol/addresses.ts';
import { type ChainPaths, chainPaths } from './paths.ts';
import { type OwnMethod, type Proxy, startProxy } from './proxy.ts';
import { OWN_FAILURE_CODE } from '../rpc-errors.ts';
import { type LocalDeployment, readRpcFile, writeRpcFile } from './rpc-file.ts';

export interface OwnerOptions {
  readonly homeDir: string;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  /** Opens the node's cheats on the address, for tests. */
  readonly allowsCheats?: boolean;
  /** Port to listen on; last time's where it is left out, and a free one the first time. */
  readonly port?: number;
  /** The chain ends by itself when nobody has held it for so long. Left out: it runs until it is stopped. */
  readonly idleMs?: number;
  /** What lives with the chain: sample projects, practice. Runs before the chain is said to be ready. */
  readonly attach?: (chain: AttachedChain) => Promise<Attachment>;
}

export interface AttachedChain {
  readonly node: LocalNode;
  readonly deployment: LocalDeployment;
  readonly deployer: ChainAccount;
  readonly paths: ChainPaths;
}

export interface Attachment {
  readonly own: Readonly<Record<string, OwnMethod>>;
  /** An account has got money from the faucet. */
  onFaucet(account: string): Promise<void>;
  close(): Promise<void>;
}

export interface LocalChain {
  readonly url: string;
  readonly deployment: LocalDeployment;
  readonly node: LocalNode;
  /** Resolves with the reason when the chain has to end: asked to, left alone, or its node lost. */
  readonly ending: Promise<string>;
  close(): Promise<void>;
}

/** A failure with its code, in the error's `data`: the host's own client reads it there. */
const answerOf = (result: Result<unknown>): WireAnswer =>
  result.ok ? result : { ok: false, error: { kind: 'refused', code: OWN_FAILURE_CODE, message: result.error.message, data: result.error } };

function lastPort(paths: ChainPaths): number {
  try {
    const port = Number(readFileSync(paths.port, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

const nodeFileSchema = z.object({ pid: z.number().int().positive(), port: z.number().int() });

/** After kill -9 of the owner its node lives on. It is ended if it still answers as what it was: a pid alone may be another's by now. */
async function endOrphan(paths: ChainPaths): Promise<void> {
  const orphan = readJsonFile(paths.node, nodeFileSchema);
  if (orphan === null) return;
  const wire = createWire(`http://127.0.0.1:${orphan.port}`);
  const [version, chainId] = await Promise.all([wire.call('web3_clientVersion', [], 1000), wire.call('eth_chainId', [], 1000)]);
  wire.close();
  const isOurs = version.ok && String(version.value).startsWith('anvil/') && chainId.ok && Number(chainId.value) === LOCAL_CHAIN_ID;
  if (isOurs) process.kill(orphan.pid, 'SIGKILL');
  rmSync(paths.node, { force: true });
}

/** Counts who holds the chain open, and says when nobody has for `idleMs`. */
function leaseWatch(idleMs: number | undefined, onIdle: () => void): (count: number) => void {
  let timer: NodeJS.Timeout | null = null;
  const arm = (count: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = count === 0 && idleMs !== undefined ? setTimeout(onIdle, idleMs) : null;
    timer?.unref();
  };
  arm(0);
  return arm;
}

interface Parts {
  readonly options: OwnerOptions;
  readonly paths: ChainPaths;
  readonly lock: ChainLock;
  readonly node: LocalNode;
}

async function assemble({ options, paths, lock, node }: Parts): Promise<Result<LocalChain>> {
  const deployed = await ensureDeployed(node, paths);
  if (!deployed.ok) return deployed;
  const deployment = deployed.value;
  const deployer = new ChainAccount(createRpc(node.asWire()), practiceWallet('deployer'), LOCAL_CHAIN_ID);
  const attachment = await options.attach?.({ node, deployment, deployer, paths });
  const keeper = startKeeper(node, deployment.coordinator, deployment.deployedAtBlock, options.log);
  let end: (reason: string) => void = () => undefined;
  const ending = new Promise<string>((resolve) => (end = resolve));
  node.onNodeLost(() => end('its node ended'));
  const own: Record<string, OwnMethod> = {
    ...attachment?.own,
    tessera_faucet: async ([target]) => {
      const paid = await runFaucet(deployer, deployment.token, target);
      if (paid.ok) await attachment?.onFaucet(String(target));
      return answerOf(paid);
    },
    tessera_chain: async () => ({ ok: true, value: { pid: process.pid, deployment, head: node.head, nowSeconds: node.nowSeconds() } }),
    tessera_stop: async ([token]) => {
      if (token !== lock.token) return answerOf({ ok: false, error: { code: 'NOT_OWNER', message: 'only the owner of the home may stop its chain' } });
      setImmediate(() => end('asked to stop'));
      return { ok: true, value: true };
    },
  };
  const onLeases = leaseWatch(options.idleMs, () => end('nobody uses it any more'));
  const proxy: Proxy = await startProxy({ node, own, allowsCheats: options.allowsCheats ?? false, onLeases }, options.port ?? lastPort(paths));
  writeAtomic(paths.port, String(proxy.port));
  writeRpcFile(paths, { url: proxy.url, pid: process.pid, stopToken: lock.token, isShared: options.idleMs !== undefined, deployment });
  const close = async (): Promise<void> => {
    keeper.close();
    if (readRpcFile(paths)?.stopToken === lock.token) rmSync(paths.rpc, { force: true });
    await proxy.close();
    await attachment?.close();
    await node.stop();
    rmSync(paths.node, { force: true });
    lock.release();
  };
  return { ok: true, value: { url: proxy.url, deployment, node, ending, close } };
}

/** Runs the local chain of a home in this process. CHAIN_OWNED where another runs it, CHAIN_OUTDATED, NO_ANVIL. */
export async function ownLocalChain(options: OwnerOptions): Promise<Result<LocalChain>> {
  const paths = chainPaths(options.homeDir);
  const lock = takeLock(paths, randomBytes(16).toString('hex'), options.nowMs());
  if (!lock.ok) return lock;
  rmSync(paths.rpc, { force: true });
  await endOrphan(paths);
  const node = await LocalNode.open({ paths, nowMs: options.nowMs, log: options.log, onNode: (pid, port) => writeAtomic(paths.node, JSON.stringify({ pid, port })) });
  if (!node.ok) {
    lock.value.release();
    return node;
  }
  const chain = await assemble({ options, paths, lock: lock.value, node: node.value });
  if (!chain.ok) {
    await node.value.stop();
    rmSync(paths.node, { force: true });
    lock.value.release();
  }
  return chain;
}
