import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../electron/cli/tessera.mjs');

/** A process of the product, started as a user would start it, whose output is kept for the failure report. */
export interface Running {
  readonly output: () => string;
  /** Ctrl+C, and wait for the orderly end. */
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Starts `tessera ARGS` and resolves with the first match of `ready` in its output. */
async function start(args: readonly string[], ready: RegExp, timeoutMs: number, env: NodeJS.ProcessEnv = {}): Promise<Running & { match: RegExpExecArray }> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', ...env } });
  let output = '';
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`tessera ${args.join(' ')} was not ready after ${timeoutMs} ms:\n${output}`)), timeoutMs);
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const found = ready.exec(output);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`tessera ${args.join(' ')} ended with ${String(code)}:\n${output}`));
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited(child);
  };
  return { match, output: () => output, stop: () => end('SIGINT'), kill: () => end('SIGKILL') };
}

export function temporaryHome(): { home: string; remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'tessera-e2e-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }) };
}

export interface RunningChain extends Running {
  rpcUrl: string;
}

/** `tessera chain`: the local chain as a process of its own, so that a test can cut it. */
export async function startChain(home: string, args: readonly string[] = []): Promise<RunningChain> {
  const running = await start(['chain', '--home', home, ...args], /(http:\/\/127\.0\.0\.1:\d+)/, 120_000);
  return { ...running, rpcUrl: running.match[1] ?? '' };
}

export interface RunningProfile extends Running {
  url: string;
}

/** `tessera start --profile NAME`: a host with its browser shell; `url` is the address it printed. */
export async function startProfile(home: string, profile: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<RunningProfile> {
  const running = await start(['start', '--home', home, '--profile', profile, '--no-open', ...args], /Tessera: (http:\/\/127\.0\.0\.1:\d+\/\S*)/, 180_000, env);
  return { ...running, url: running.match[1] ?? '' };
}

/** `tessera ARGS --json` to its end; the last line that it printed. Throws where it fails. */
export async function runTessera(args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [cli, ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const text = Buffer.concat(out).toString('utf8').trim();
  if (code !== 0) throw new Error(`tessera ${args.join(' ')} ended with ${String(code)}: ${text} ${Buffer.concat(err).toString('utf8')}`);
  return JSON.parse(text.split('\n').at(-1) ?? '');
}
