#!/usr/bin/env node
// Runs the forge that came with npm. Packages run no install scripts here, so the binary is found inside the
// platform's own package instead of on PATH.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const toolsDir = dirname(fileURLToPath(import.meta.url))
const rootDir = resolve(toolsDir, '../..')

/** Absolute path of a Foundry tool's binary ('forge' or 'anvil'), or an Error that says what is missing. */
export function foundryBinary(tool, platform = process.platform, arch = process.arch) {
  const cpu = arch === 'x64' ? 'amd64' : arch
  const name = `@foundry-rs/${tool}-${platform}-${cpu}`
  const file = platform === 'win32' ? `${tool}.exe` : tool
  try {
    const require = createRequire(import.meta.url)
    const path = join(dirname(require.resolve(`${name}/package.json`)), 'bin', file)
    if (existsSync(path)) return path
  } catch {
    // The message below covers both a missing package and a missing file.
  }
  throw new Error(`${name} is not installed: run "npm install" (without --omit=optional) on this machine`)
}

// Windows does not run a script by its first line; the .cmd beside it does the same.
const windowsEnv = process.platform === 'win32' ? { FOUNDRY_SOLC: join(toolsDir, 'solc.cmd') } : {}

/** Runs the TypeScript reference over generated batches; the differential test reads what it writes. */
function writeFixtures() {
  return new Promise((done, fail) => {
    const script = join(toolsDir, 'fixtures.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script], { cwd: rootDir, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', fail)
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`fixtures.ts ended with ${code}`))))
  })
}

/** Runs forge at the repository's root with the given arguments; resolves to its exit code. */
export function runForge(args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(foundryBinary('forge'), args, {
      cwd: rootDir,
      stdio: 'inherit',
      env: { ...process.env, ...windowsEnv },
      ...options,
    })
    child.on('error', fail)
    child.on('exit', (code, signal) => done(code ?? (signal ? 1 : 0)))
  })
}

/**
 * `snapshot` here is the gas table that contracts/test/Gas.t.sol writes to contracts/snapshots; `snapshot --check`
 * fails when a number has moved. Everything else goes to forge as it stands.
 */
function forgeCall(args) {
  if (args[0] !== 'snapshot') return [args]
  const env = args.includes('--check') ? { FORGE_SNAPSHOT_CHECK: 'true' } : {}
  return [['test', '--match-contract', 'GasTest'], { env: { ...process.env, ...windowsEnv, ...env } }]
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  try {
    const command = process.argv[2]
    if (command === 'test') await writeFixtures()
    process.exitCode = await runForge(...forgeCall(process.argv.slice(2)))
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
