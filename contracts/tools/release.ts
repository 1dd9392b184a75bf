// Builds the contracts as they ship, and hands them to the tests: what is deployed and measured there is the bytecode
// under shared/protocol/generated, whatever the tests themselves are compiled with.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { AbiCoder, getBytes, id } from 'ethers'
import { z } from 'zod'

import { linksOf, readArtefact } from './artefacts.ts'
import { runForge } from './forge.mjs'

const contractsDir = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const rootDir = resolve(contractsDir, '..')

/** Where forge leaves the artefacts of the sources alone, `LabelCoordinator.sol/LabelCoordinator.json`. */
export const releaseDir = join(contractsDir, 'out', 'release')
const measuredDir = join(contractsDir, 'out', 'measured')
const measuredSource = 'contracts/test/support/measured'

/** Deployed in this order; a later one may be linked with an earlier one. */
export const deployed = ['LabelConsensus', 'Projects', 'Reading', 'Seats', 'Ruling', 'Settlement', 'Assertions', 'LabelCoordinator', 'RewardToken'] as const

const versionSchema = z.object({ version: z.string() })
const versionOf = (name: string): string => versionSchema.parse(JSON.parse(readFileSync(join(rootDir, 'node_modules', name, 'package.json'), 'utf8'))).version

/** Of all that the bytecode comes from. */
function digestOf(folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const files = readdirSync(join(rootDir, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sol'))
    for (const file of files.map((name) => name.replaceAll('\\', '/')).sort()) {
      hash.update(`${folder}/${file}\0${readFileSync(join(rootDir, folder, file), 'utf8').replaceAll('\r\n', '\n')}\0`)
    }
  }
  // The default profile alone: how the tests are run changes no bytecode.
  hash.update(/^\[profile\.default\][^[]*/m.exec(readFileSync(join(rootDir, 'foundry.toml'), 'utf8').replaceAll('\r\n', '\n'))?.[0] ?? '')
  return hash.update(`${versionOf('solc')} ${versionOf('@openzeppelin/contracts')}`).digest('hex')
}

/** Runs `build` unless `outDir` holds what the sources give already. */
async function unlessCurrent(outDir: string, folders: readonly string[], args: readonly string[]): Promise<number> {
  const [stamp, digest] = [join(outDir, 'digest'), digestOf(folders)]
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return 0
  rmSync(outDir, { recursive: true, force: true })
  const cacheDir = outDir.replace(/out([\\/]\w+)$/, 'cache$1')
  // The profile is named: what called this may test under another one.
  const code = await runForge(['build', ...args, '--force', '--out', outDir, '--cache-path', cacheDir], {
    stdio: ['ignore', 2, 2],
    profile: process.env['TESSERA_RELEASE_PROFILE'] ?? 'default',
  })
  if (code === 0) {
    mkdirSync(outDir, { recursive: true })
    writeFileSync(stamp, digest)
  }
  return code
}

/**
 * The sources alone, from nothing: through the IR bytecode depends on what is compiled along with it. Resolves to
 * forge's exit code.
 */
export function buildRelease(): Promise<number> {
  return unlessCurrent(releaseDir, ['contracts/src'], ['contracts/src', '--skip', 'test', '--skip', 'script'])
}

/** What the gas tests compare with is compiled as the contracts are; its libraries are linked, and not compiled again. */
function buildMeasured(): Promise<number> {
  const link = `contracts/test/support/Consensus.sol:Consensus:${addressOf('LabelConsensus')}`
  return unlessCurrent(measuredDir, ['contracts/src/interfaces', measuredSource], [measuredSource, '--libraries', link])
}

/** Where the tests put a library. */
function addressOf(library: string): string {
  return `0x${id(`tessera ${library}`).slice(-40)}`
}

/** Creation code with every library's address in its place. */
function linkedCode(name: string): Uint8Array {
  const artefact = readArtefact(releaseDir, `${name}.sol`, name)
  const code = getBytes(`0x${artefact.bytecode.object.replace(/^0x/, '').replace(/__\$[0-9a-f]{34}\$__/g, '0'.repeat(40))}`)
  for (const { library, offsets } of linksOf(artefact)) {
    for (const offset of offsets) code.set(getBytes(addressOf(library)), offset)
  }
  return code
}

/** Builds what is not current and writes a file for each contract, and `libraries.bin`. */
export async function writeRelease(fixtureDir: string): Promise<void> {
  for (const build of [buildRelease, buildMeasured]) {
    const code = await build()
    if (code !== 0) throw new Error(`forge build ended with ${code}`)
  }
  const libraries = deployed.filter((name) => name !== 'LabelCoordinator' && name !== 'RewardToken')
  const rows = libraries.map((name) => [addressOf(name), linkedCode(name)])
  writeFileSync(join(fixtureDir, 'libraries.bin'), getBytes(AbiCoder.defaultAbiCoder().encode(['tuple(address,bytes)[]'], [rows])))
  for (const name of ['LabelCoordinator', 'RewardToken']) writeFileSync(join(fixtureDir, `${name}.bin`), linkedCode(name))
}
