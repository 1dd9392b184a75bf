import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../shared/host-api.ts';
import { fail } from '../host/context.ts';
import type { Output } from './output.ts';
import { repository } from './repository.ts';

const SKIPPED = new Set(['node_modules', 'dist', 'test-support', '.git']);

/** Newest change among the files of these folders and files, unix milliseconds; tests do not count. */
function newestMs(paths: readonly string[]): number {
  let newest = 0;
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined || /\.test\.tsx?$/.test(path)) continue;
    if (!stats.isDirectory()) newest = Math.max(newest, stats.mtimeMs);
    else newest = Math.max(newest, newestMs(readdirSync(path).filter((name) => !SKIPPED.has(name)).map((name) => join(path, name))));
  }
  return newest;
}

function isStale(product: string, sources: readonly string[]): boolean {
  const made = statSync(product, { throwIfNoEntry: false });
  return made === undefined || newestMs(sources.map((source) => join(repository.root, source))) > made.mtimeMs;
}

function npmRun(script: string): Promise<Result<null>> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { cwd: repository.root, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(-2000)));
    child.once('error', (error) => resolve(fail('BUILD_FAILED', `npm run ${script}: ${error.message}`)));
    child.once('close', (code) => resolve(code === 0 ? { ok: true, value: null } : fail('BUILD_FAILED', `npm run ${script} ended with ${String(code)}: ${errors.trim()}`, { fix: `Run it in the open: npm run ${script}` })));
  });
}

async function build(script: string, product: string, sources: readonly string[], what: string, output: Output): Promise<Result<null>> {
  if (!isStale(product, sources)) return { ok: true, value: null };
  output.progress(`Building ${what} ...`);
  const startMs = Date.now();
  const built = await npmRun(script);
  if (built.ok) output.progress(`  done in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  return built;
}

/** The window, where its sources are newer than what was built last. */
export function ensureRenderer(output: Output): Promise<Result<null>> {
  return build('build:renderer', join(repository.rendererDir, 'index.html'), ['renderer', 'shared', 'vite.config.ts', 'package.json'], 'the window', output);
}

/** Electron's main and preload. */
export function ensureElectronSide(output: Output): Promise<Result<null>> {
  return build('build:electron', repository.electronMain, ['electron', 'shared'], 'the desktop side', output);
}

/** The sample's files. Without them the app works, only with no sample projects; so a failure is said and passed over. */
export async function ensureSample(output: Output): Promise<string> {
  const built = existsSync(join(repository.root, 'electron/host/packs/sample/build.ts'))
    ? await build('build:sample', join(repository.sampleDir, 'sample.json'), ['electron/host/packs/sample'], 'the sample', output)
    : ({ ok: true } as const);
  if (!built.ok) output.problem(built.error);
  return repository.sampleDir;
}
