// Writes the fixtures that forge's tests read (contracts/test/fixtures, not committed).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { AbiCoder, getBytes } from 'ethers'
import { z } from 'zod'

import { encodeBatchCases } from './batch-case.ts'
import { encodeCases, vectorSchema } from './case.ts'
import { writeRelease } from './release.ts'
import { encodeRuleCases } from './rule-case.ts'

const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const fixtureDir = join(rootDir, 'contracts/test/fixtures')

function writeVectors(): number {
  const path = join(rootDir, 'shared/consensus/vectors/consensus.json')
  const vectors = z.array(vectorSchema).parse(JSON.parse(readFileSync(path, 'utf8')))
  writeFileSync(join(fixtureDir, 'vectors.bin'), getBytes(encodeCases(vectors)))
  return vectors.length
}

const BATCHES_A_FILE = 50

/** Writes the differential test's batches in files that Solidity can hold in memory one at a time. */
function writeBatches(seed: number, first: number, count: number): void {
  const files = Math.ceil(count / BATCHES_A_FILE)
  for (let file = 0; file < files; file++) {
    const from = first + file * BATCHES_A_FILE
    const bytes = getBytes(encodeBatchCases(seed, from, Math.min(first + count, from + BATCHES_A_FILE)))
    writeFileSync(join(fixtureDir, `batches-${file}.bin`), bytes)
  }
  const index = AbiCoder.defaultAbiCoder().encode(['uint256', 'uint256'], [files, count])
  writeFileSync(join(fixtureDir, 'batches.bin'), getBytes(index))
}

/** A whole number from the environment, e.g. TESSERA_SEED=7 TESSERA_FIRST_BATCH=4000 TESSERA_BATCHES=2000. */
function setting(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} must be a whole number, not ${process.env[name]}`)
  return value
}

const seed = setting('TESSERA_SEED', 20_261_124)
const first = setting('TESSERA_FIRST_BATCH', 0)
const count = setting('TESSERA_BATCHES', 2_800)
rmSync(fixtureDir, { recursive: true, force: true })
mkdirSync(fixtureDir, { recursive: true })
await writeRelease(fixtureDir)
const vectors = writeVectors()
writeFileSync(join(fixtureDir, 'rules.bin'), getBytes(encodeRuleCases(seed)))
writeBatches(seed, first, count)
process.stderr.write(`fixtures: ${vectors} vectors, ${count} batches of seed ${seed} from ${first} on\n`)
