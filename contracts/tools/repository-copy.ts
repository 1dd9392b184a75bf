// A copy of what forge needs, to change and to throw away: what is tried in it never touches the repository.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Runs `work` in a copy: what forge reads and writes is its own, the packages are the repository's. */
export function inCopy(work: (dir: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'tessera-contracts-'))
  try {
    for (const name of ['contracts', 'shared', 'foundry.toml', 'package.json', 'tsconfig.base.json']) {
      cpSync(join(rootDir, name), join(dir, name), { recursive: true })
    }
    symlinkSync(join(rootDir, 'node_modules'), join(dir, 'node_modules'), 'dir')
    work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
