import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../tessera.mjs');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `tessera ARGS` as a user would, to its end. */
export function runCli(...args: string[]): Promise<Finished> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TESSERA_NO_ELECTRON: '1' } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

export interface Running {
  readonly child: ChildProcess;
  readonly line: string;
  readonly output: () => string;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts `tessera ARGS`, and waits for a line on standard output that fits. */
export function startCli(ready: RegExp, ...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TESSERA_NO_ELECTRON: '1' } });
  let output = '';
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await closed;
  };
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const line = output.split('\n').find((one) => ready.test(one));
      if (line !== undefined) resolve({ child, line, output: () => output, end });
    });
    child.once('close', (code) => reject(new Error(`tessera ${args.join(' ')} ended with ${String(code)}: ${output}`)));
  });
}
