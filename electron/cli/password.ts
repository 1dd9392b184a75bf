import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Result } from '../../shared/host-api.ts';
import { fail } from '../host/context.ts';
import { readText } from './files.ts';

/** Asks on the terminal, showing nothing of what is typed. */
async function ask(prompt: string): Promise<string> {
  process.stderr.write(`${prompt}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/** A password out of a file, or asked for on the terminal. A new one is asked for twice. */
export async function passwordFor(prompt: string, passwordFile: string | undefined, isNew = false): Promise<Result<string>> {
  if (passwordFile !== undefined) {
    const text = readText(passwordFile);
    return text.ok ? { ok: true, value: text.value.replace(/\r?\n$/, '') } : { ok: false, error: { ...text.error, field: '--password-file' } };
  }
  if (!process.stdin.isTTY) return fail('USAGE', 'A password is needed, and there is no terminal to ask on.', { field: '--password-file', fix: 'Name a file that holds the password.' });
  const password = await ask(prompt);
  if (isNew && (await ask(`${prompt}, again`)) !== password) return fail('USAGE', 'The two passwords are not the same.', { field: 'password', fix: 'Try again.' });
  return { ok: true, value: password };
}
