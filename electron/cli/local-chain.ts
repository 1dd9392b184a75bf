import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import type { Result } from '../../shared/host-api.ts';
import { type ChainStarter, type Lease, holdLease, joinLocalChain } from '../host/chain/local/join.ts';
import { chainPaths } from '../host/chain/local/paths.ts';
import type { RpcFile } from '../host/chain/local/rpc-file.ts';
import { repository } from './repository.ts';

/** After the last host has gone; long enough to start the app again without a restart of the chain. */
const IDLE_SECONDS = 30;

export interface LocalChainOptions {
  readonly homeDir: string;
  readonly isPractising: boolean;
  readonly practiceGraceSeconds: number;
  readonly allowsCheats: boolean;
}

/** Runs `tessera chain` detached: it outlives this host and ends when no host has used it for a while. */
function starter(options: LocalChainOptions): ChainStarter {
  return () => {
    const paths = chainPaths(options.homeDir);
    mkdirSync(paths.dir, { recursive: true, mode: 0o700 });
    const log = openSync(paths.log, 'a', 0o600);
    const args = ['chain', '--home', options.homeDir, '--idle', String(IDLE_SECONDS), '--practice-grace', String(options.practiceGraceSeconds)];
    if (!options.isPractising) args.push('--no-practice');
    if (options.allowsCheats) args.push('--allow-cheats');
    const child = spawn(process.execPath, [repository.cli, ...args], { detached: true, stdio: ['ignore', log, log], windowsHide: true });
    let ended: string | null = null;
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code) => (ended = `it ended with ${String(code)}: ${lastLines(paths.log)}`));
    child.unref();
    return () => ended;
  };
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-3).join(' / ');
  } catch {
    return '';
  }
}

export interface HeldChain {
  readonly file: RpcFile;
  readonly lease: Lease;
}

/** Joins or starts the home's local chain, and holds it for as long as this process runs. Started again after a crash. */
export async function holdLocalChain(options: LocalChainOptions): Promise<Result<HeldChain>> {
  const start = starter(options);
  const joined = await joinLocalChain(options.homeDir, Date.now, start);
  if (!joined.ok) return joined;
  const revive = async (): Promise<void> => {
    await joinLocalChain(options.homeDir, Date.now, start);
  };
  return { ok: true, value: { file: joined.value, lease: holdLease(options.homeDir, revive) } };
}
