import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Result } from '../../../../shared/host-api.ts';
import { fail } from '../../context.ts';
import { OF_OUR_NODE, type Wire, createWire } from '../wire.ts';

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'win32' };
const ARCH_NAMES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };
const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 3_000;

/**
 * The node's binary inside the npm package of this platform: no install script has to run for it.
 * TESSERA_ANVIL names another one.
 * @param from the module that looks for it, as a file URL
 */
export function anvilBinary(from: string = import.meta.url): Result<string> {
  const chosen = process.env['TESSERA_ANVIL'];
  if (chosen !== undefined && chosen !== '') return { ok: true, value: chosen };
  const platform = PLATFORM_NAMES[process.platform];
  const arch = ARCH_NAMES[process.arch];
  const what = `the local chain's node has no build for ${process.platform} ${process.arch}`;
  const fix = 'Use another network (tessera start --rpc URL --coordinator ADDRESS), or set TESSERA_ANVIL to an anvil binary.';
  if (platform === undefined || arch === undefined) return fail('NO_ANVIL', what, { fix });
  try {
    const fromHere = createRequire(from);
    const fromAnvil = createRequire(fromHere.resolve('@foundry-rs/anvil/package.json'));
    const packageFile = fromAnvil.resolve(`@foundry-rs/anvil-${platform}-${arch}/package.json`);
    // A packaged app keeps binaries beside its archive: nothing can be run from inside.
    const root = dirname(packageFile).replace(/app\.asar(?=[/\\])/, 'app.asar.unpacked');
    const binary = join(root, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
    if (existsSync(binary)) return { ok: true, value: binary };
  } catch {
    // The optional package is not there: said below.
  }
  if (/app\.asar[/\\]/.test(from)) return fail('NO_ANVIL', `${what} in this installation`, { fix: `Install Tessera again from its own package. ${fix}` });
  return fail('NO_ANVIL', `${what} among the installed packages`, { fix: `Run npm install again without --omit=optional. ${fix}` });
}

export interface AnvilOptions {
  readonly chainId: number;
  /** Unix seconds of block 0. */
  readonly genesisSeconds: number;
  readonly extraArguments?: readonly string[];
}

export interface Anvil {
  readonly pid: number;
  readonly port: number;
  readonly wire: Wire;
  /** Resolves when the process is gone, with its last words. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

function argumentsOf(options: AnvilOptions): string[] {
  return [
    ['--host', '127.0.0.1', '--port', '0', '--no-cors', '--no-request-size-limit'],
    ['--chain-id', String(options.chainId), '--timestamp', String(options.genesisSeconds)],
    // No unlocked accounts; blocks only when we say so: the journal decides what is in them.
    ['--accounts', '0', '--no-mining', '--order', 'fifo', '--prune-history', '256'],
    options.extraArguments ?? [],
  ].flat();
}

function listening(child: ChildProcess, tail: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`anvil was not ready after ${START_TIMEOUT_MS} ms: ${tail()}`)), START_TIMEOUT_MS);
    const look = (): void => {
      const found = /Listening on 127\.0\.0\.1:(\d+)/.exec(tail());
      if (found === null) return;
      clearTimeout(timer);
      resolve(Number(found[1]));
    };
    child.stdout?.on('data', look);
    child.once('error', (error) => reject(error));
    child.once('exit', (code) => reject(new Error(`anvil ended with ${String(code)}: ${tail()}`)));
  });
}

/** Starts a node on a free port of the loopback. Throws where the binary cannot run: nothing works without it. */
export async function startAnvil(binary: string, options: AnvilOptions): Promise<Anvil> {
  const child = spawn(binary, argumentsOf(options), { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<string>((resolve) => child.once('exit', () => resolve(output.slice(-500))));
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  void exited.then(() => process.off('exit', kill));
  const port = await listening(child, () => output);
  const wire = createWire(`http://127.0.0.1:${port}`, OF_OUR_NODE);
  const stop = async (): Promise<void> => {
    wire.close();
    child.kill('SIGTERM');
    const timer = setTimeout(kill, STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  };
  return { pid: child.pid ?? 0, port, wire, exited, stop };
}
