import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The built sample, made where a clean clone does not have it yet. */
export function ensureTestSample(): string {
  const root = join(import.meta.dirname, '../../../..');
  const dir = join(root, 'dist', 'sample');
  if (!existsSync(join(dir, 'sample.json'))) execFileSync('npm', ['run', '--silent', 'build:sample'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  return dir;
}
