import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { LOCAL_CHAIN_ID } from '../../../shared/protocol/addresses.ts';
import { askChain, findLocalChain, stopLocalChain } from '../../host/chain/local/join.ts';
import { ownLocalChain } from '../../host/chain/local/owner.ts';
import { chainPaths } from '../../host/chain/local/paths.ts';
import { fail } from '../../host/context.ts';
import { attachPractice } from '../../host/practice/attach.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { ensureSample } from '../builds.ts';
import { repository } from '../repository.ts';
import { ended } from '../signals.ts';

export interface ChainOptions {
  readonly home: string;
  readonly json?: boolean;
  readonly port?: number;
  readonly fresh?: boolean;
  readonly allowCheats?: boolean;
  readonly seed: boolean;
  readonly idle?: number;
  readonly practice: boolean;
  readonly practiceGrace: number;
}

async function putAside(home: string, output: Output): Promise<Result<null>> {
  const { dir, port } = chainPaths(home);
  if ((await findLocalChain(home)) !== null) return fail('CHAIN_RUNNING', 'The local chain runs: it cannot be put aside.', { fix: 'Stop it first: tessera chain stop' });
  if (!existsSync(dir)) return { ok: true, value: null };
  const aside = `${dir}.old-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  renameSync(dir, aside);
  // The address stays: it is in people's settings and scripts.
  const lastPort = join(aside, basename(port));
  mkdirSync(dir, { mode: 0o700 });
  if (existsSync(lastPort)) copyFileSync(lastPort, port);
  output.progress(`The chain that was here is now in ${aside}`);
  return { ok: true, value: null };
}

/** `tessera chain`: runs until it is stopped. */
export async function runChain(options: ChainOptions, output: Output): Promise<Result<ExitCode>> {
  const log = (line: string): void => output.progress(line);
  if (options.fresh === true) {
    const aside = await putAside(options.home, output);
    if (!aside.ok) return aside;
  }
  const interrupted = ended();
  const chain = await ownLocalChain({
    homeDir: options.home,
    nowMs: Date.now,
    log,
    allowsCheats: options.allowCheats ?? false,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.idle === undefined ? {} : { idleMs: options.idle * 1000 }),
    // Built under the chain's lock: two that start at once do not build at once.
    attach: async (attached) => {
      const sampleDir = options.seed || options.practice ? await ensureSample(output) : repository.sampleDir;
      return attachPractice(attached, { homeDir: options.home, sampleDir, log, isSeeding: options.seed, isPractising: options.practice, graceMs: options.practiceGrace * 1000 });
    },
  });
  if (!chain.ok) return chain;
  const { url, deployment } = chain.value;
  output.result({ url, ...deployment }, () => `Local chain: ${url} (chain ${LOCAL_CHAIN_ID}), coordinator ${deployment.coordinator}`);
  const reason = await Promise.race([interrupted, chain.value.ending]);
  output.progress(`The local chain ends: ${reason}`);
  await chain.value.close();
  return { ok: true, value: EXIT.done };
}

interface PlaceOptions {
  readonly home: string;
  readonly json?: boolean;
}

export async function chainStatus({ home }: PlaceOptions, output: Output): Promise<Result<ExitCode>> {
  const file = await findLocalChain(home);
  const answer = file === null ? null : await askChain(file);
  if (file === null || answer === null) {
    output.result({ isRunning: false }, () => 'The local chain does not run.');
    return { ok: true, value: EXIT.differs };
  }
  const { head } = answer;
  output.result({ isRunning: true, url: file.url, pid: file.pid, head, deployment: file.deployment }, () => `Running at ${file.url} (pid ${file.pid}), block ${head.number} of ${new Date(head.seconds * 1000).toISOString()}`);
  return { ok: true, value: EXIT.done };
}

export async function chainStop({ home }: PlaceOptions, output: Output): Promise<Result<ExitCode>> {
  const stopped = await stopLocalChain(home);
  if (!stopped.ok) return stopped;
  output.result({ stopped: true, pid: stopped.value.pid }, () => `The local chain (pid ${stopped.value.pid}) has ended.`);
  return { ok: true, value: EXIT.done };
}
