import { spawn } from 'node:child_process';
import type { z } from 'zod';

/** Runs a part of a bench in a process of its own, and reads the JSON that it prints. Throws where it fails. @param what for the message */
export async function jsonOf<T>(schema: z.ZodType<T>, what: string, script: string, ...args: readonly string[]): Promise<T> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${what} ended with ${String(code)}`);
  return schema.parse(JSON.parse(said));
}
