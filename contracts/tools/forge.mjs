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

/** Builds the release and runs the TypeScript reference over generated batches; the tests read what it writes. */
function writeFixtures() {
  return new Promise((done, fail) => {
    const script = join(toolsDir, 'fixtures.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script], { cwd: rootDir, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', fail)
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`fixtures.ts ended with ${code}`))))
  })
}

/**
 * Runs forge at the repository's root with the given arguments; resolves to its exit code.
 * `profile` is one of foundry.toml's, `env` comes on top of this process's.
 */
export function runForge(args, { profile, env = {}, ...options } = {}) {
  const profileEnv = profile === undefined ? {} : { FOUNDRY_PROFILE: profile }
  return new Promise((done, fail) => {
    const child = spawn(foundryBinary('forge'), args, {
      cwd: rootDir,
      stdio: 'inherit',
      env: { ...process.env, ...windowsEnv, ...env, ...profileEnv },
      ...options,
    })
    child.on('error', fail)
    child.on('exit', (code, signal) => done(code ?? (signal ? 1 : 0)))
  })
}

/**
 * Tests are compiled by the profile that compiles fast, and deploy the release. `snapshot` is the gas tables that the
 * tests write to contracts/snapshots; `snapshot --check` fails when a number has moved. Everything else goes to forge
 * as it stands.
 */
function forgeCall(args) {
  if (args[0] !== 'test' && args[0] !== 'snapshot') return [args]
  const profile = process.env.FOUNDRY_PROFILE ?? 'quick'
  const env = { TESSERA_RELEASE: '1' }
  if (args[0] === 'test') return [args, { profile, env }]
  if (args.includes('--check')) env.FORGE_SNAPSHOT_CHECK = 'true'
  return [['test', '--match-contract', 'GasTest'], { profile, env }]
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  try {
    const command = process.argv[2]
    if (command === 'test' || command === 'snapshot') await writeFixtures()
    process.exitCode = await runForge(...forgeCall(process.argv.slice(2)))
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
