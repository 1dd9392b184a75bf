import { vi } from 'vitest';
import { runProgram } from '../program.ts';

/** Runs a command line in this process, and what it says. */
export async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => (stdout += String(text)) !== '');
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => (stderr += String(text)) !== '');
  try {
    return { code: await runProgram(args), stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
