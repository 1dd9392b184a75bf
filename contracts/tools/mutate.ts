// Changes the consensus library in one place at a time and sees whether the vectors and the generated batches notice.
//   npx tsx contracts/tools/mutate.ts [--group comparison|operator|constant] [--file Name.sol] [--shard 1/2] [--batches 400]
// A mutant is compiled in memory with as little optimisation as compiles, and answers the same calls as the library as
// it stands, whose answers the differential test holds against the reference. One that answers all of them alike is
// printed as survived. Nothing on disk is touched.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { compile, type Library } from './mutant-compiler.ts'
import { type Call, callsOf } from './mutant-calls.ts'
import { Chain } from './mutant-chain.ts'
import { type Mutant, mutantsOf } from './mutants.ts'

const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const libraryDir = join(rootDir, 'contracts/src/libraries')

function option(name: string, fallback: string): string {
  const place = process.argv.indexOf(`--${name}`)
  return place < 0 ? fallback : (process.argv[place + 1] ?? fallback)
}

function readSources(): Map<string, string> {
  const sources = new Map<string, string>()
  for (const folder of ['interfaces', 'libraries']) {
    for (const file of readdirSync(join(rootDir, 'contracts/src', folder))) {
      sources.set(`contracts/src/${folder}/${file}`, readFileSync(join(rootDir, 'contracts/src', folder, file), 'utf8'))
    }
  }
  return sources
}

/** The first call that a mutant answers otherwise; undefined if there is none. */
async function firstDifference(chain: Chain, library: Library, calls: readonly Call[], answers: readonly string[]): Promise<number | undefined> {
  await chain.install(library.code)
  const step = 40
  for (let from = 0; from < calls.length; from += step) {
    const given = await chain.ask(calls.slice(from, from + step))
    const place = given.findIndex((answer, index) => answer !== answers[from + index])
    if (place >= 0) return from + place
  }
  return undefined
}

const sources = readSources()
const [shard = 1, shards = 1] = option('shard', '1/1').split('/').map(Number)
const group = option('group', '')
const onlyFile = option('file', '')
const original = compile(sources)
if (typeof original === 'string') throw new Error(original)
const calls = callsOf(original.selectors, Number(option('batches', '400')), rootDir)
const chain = await Chain.start()
process.on('SIGTERM', () => {
  chain.stop()
  process.exit(1)
})
try {
  await chain.install(original.code)
  const answers: string[] = []
  for (let from = 0; from < calls.length; from += 40) answers.push(...(await chain.ask(calls.slice(from, from + 40))))
  process.stdout.write(`${calls.length} calls, ${answers.filter((answer) => answer.startsWith('revert')).length} of them refused\n`)
  const counts = { caught: 0, survived: 0, invalid: 0 }
  const all: { file: string; mutant: Mutant }[] = []
  for (const file of readdirSync(libraryDir)) {
    if (onlyFile !== '' && file !== onlyFile) continue
    for (const mutant of mutantsOf(sources.get(`contracts/src/libraries/${file}`) ?? '')) {
      if (group === '' || mutant.group === group) all.push({ file, mutant })
    }
  }
  for (const [index, { file, mutant }] of all.entries()) {
    if (index % shards !== shard - 1) continue
    const changed = new Map(sources).set(`contracts/src/libraries/${file}`, mutant.source)
    const library = compile(changed)
    const name = `${file}:${mutant.line} ${mutant.from} -> ${mutant.to}`
    if (typeof library === 'string') {
      counts.invalid++
      continue
    }
    const difference = library.code === original.code ? undefined : await firstDifference(chain, library, calls, answers)
    if (difference === undefined) {
      counts.survived++
      process.stdout.write(`survived ${name}${library.code === original.code ? ' (the same code)' : ''}\n`)
    } else {
      counts.caught++
    }
    if (index % 20 < shards) process.stdout.write(`${index + 1} of ${all.length}: ${JSON.stringify(counts)}\n`)
  }
  process.stdout.write(`${all.length} mutants, shard ${shard} of ${shards}: ${JSON.stringify(counts)}\n`)
} finally {
  chain.stop()
}
