// Writes the fixtures that forge's tests read (contracts/test/fixtures, not committed).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { getBytes } from 'ethers'
import { z } from 'zod'

import { encodeCases, vectorSchema } from './case.ts'

const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const fixtureDir = join(rootDir, 'contracts/test/fixtures')

function writeVectors(): number {
  const path = join(rootDir, 'shared/consensus/vectors/consensus.json')
  const vectors = z.array(vectorSchema).parse(JSON.parse(readFileSync(path, 'utf8')))
  writeFileSync(join(fixtureDir, 'vectors.bin'), getBytes(encodeCases(vectors)))
  return vectors.length
}

mkdirSync(fixtureDir, { recursive: true })
process.stdout.write(`${writeVectors()} vectors\n`)
