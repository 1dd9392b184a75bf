import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeAtomic } from '../host/chain/local/durable.ts';
import type { Output } from './output.ts';

/** Fetching a hundred megabytes is worth a short wait, once; where it is not to be had, nobody should wait at every start. */
const FETCH_LIMIT_MS = 20_000;

const missedSchema = z.object({ version: z.string() });
const packageSchema = z.object({ version: z.string() });

export type ElectronLookup = { readonly isThere: true; readonly path: string } | { readonly isThere: false; readonly reason: string };

/** The binary that Electron's package names in path.txt, if the file is really there. */
function binaryOf(packageDir: string): string | null {
  try {
    const path = join(packageDir, 'dist', readFileSync(join(packageDir, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function fetchBinary(packageDir: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageDir, 'install.js')], { cwd: packageDir, stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), FETCH_LIMIT_MS);
    child.once('error', () => resolve(false));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** Whether a window can be shown here at all. */
function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Finds Electron's binary, or fetches it once. A fetch that failed is remembered for that version of Electron. */
export async function findElectron(homeDir: string, output: Output): Promise<ElectronLookup> {
  if (process.env['TESSERA_NO_ELECTRON'] === '1') return { isThere: false, reason: 'TESSERA_NO_ELECTRON is set' };
  if (!hasDisplay()) return { isThere: false, reason: 'there is no display' };
  let packageDir: string;
  try {
    packageDir = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return { isThere: false, reason: 'the package electron is not installed' };
  }
  const found = binaryOf(packageDir);
  if (found !== null) return { isThere: true, path: found };
  const version = readJsonFile(join(packageDir, 'package.json'), packageSchema)?.version ?? '?';
  const memory = join(homeDir, 'electron-missed.json');
  if (readJsonFile(memory, missedSchema)?.version === version) return { isThere: false, reason: `Electron ${version} could not be fetched before (delete ${memory} to try again)` };
  output.progress(`Fetching Electron ${version} (at most ${FETCH_LIMIT_MS / 1000} s) ...`);
  const isFetched = await fetchBinary(packageDir);
  const fetched = isFetched ? binaryOf(packageDir) : null;
  if (fetched !== null) return { isThere: true, path: fetched };
  writeAtomic(memory, JSON.stringify({ version }));
  return { isThere: false, reason: `Electron ${version} could not be fetched` };
}
