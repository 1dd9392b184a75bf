// The differential test over more batches than a run of the tests has: slice after slice, each with its own fixtures.
//   npx tsx contracts/tools/differential.ts [--seed 20261124] [--from 0] [--to 100000] [--slice 2000]
// Stops at the first slice that fails, and says which; one line a slice. The fixtures of the last slice stay.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const forge = join(dirname(fileURLToPath(import.meta.url)), 'forge.mjs')

function option(name: string, fallback: number): number {
  const place = process.argv.indexOf(`--${name}`)
  const value = place < 0 ? fallback : Number(process.argv[place + 1])
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number`)
  return value
}

const [seed, to, slice] = [option('seed', 20_261_124), option('to', 100_000), Math.max(1, option('slice', 2_000))]
for (let from = option('from', 0); from < to; from += slice) {
  const count = Math.min(slice, to - from)
  const startMs = Date.now()
  const env = { ...process.env, TESSERA_SEED: String(seed), TESSERA_FIRST_BATCH: String(from), TESSERA_BATCHES: String(count) }
  const { status, stdout } = spawnSync(process.execPath, [forge, 'test', '--match-test', 'test_generatedBatches'], { env, encoding: 'utf8' })
  const isGood = status === 0 && stdout.includes('1 passed; 0 failed')
  process.stdout.write(`${isGood ? 'alike' : 'FAILED'}: batches ${from} to ${from + count - 1} of seed ${seed}, ${Math.round((Date.now() - startMs) / 1000)} s\n`)
  if (isGood) continue
  process.stdout.write(stdout.slice(-4000))
  process.exitCode = 1
  break
}
