// Changes the consensus library in one place at a time and sees whether the vectors and the generated batches notice.
//   npx tsx contracts/tools/mutate.ts [--group comparison|operator|constant] [--only Name.sol[:line]] [--shard 1/2] [--batches 400] [--kinds class,clear,regions]
// A mutant answers the same calls as the library as it stands, whose answers the differential test holds against the
// reference. One that answers all of them alike is printed as survived. All comparisons are compiled together and asked
// one after the other (mutants-together.ts); operators and constants are compiled one by one. Nothing on disk is touched.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { keccak256 } from 'ethers'

import { type Call, callsOf } from './mutant-calls.ts'
import { Chain, type Question } from './mutant-chain.ts'
import { compile, type Libraries, parse } from './mutant-compiler.ts'
import { mutantsOf } from './mutants.ts'
import { putToSleep } from './mutants-together.ts'

const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const libraryDir = 'contracts/src/libraries'
/** Questions that are asked together. */
const BOOK = 500
/** Questions that have caught a mutant and are asked first. */
const FIRST = 12
/** Millions of gas: a call that takes less is a cheap one. A mutant has a multiple of it, and one that never ends spends it. */
const CHEAP = 15
const DEAR = 1000
/** Dear calls that are asked; with all of them they would take most of the time. */
const DEAR_CALLS = 8
/** The answer of a call that reverts with nothing, as one does whose gas is spent: the hash of a zero word. */
const SPENT = keccak256(new Uint8Array(32))

interface Candidate {
  readonly file: string
  readonly line: number
  readonly from: string
  readonly to: string
  /** Makes the chain answer as the mutant does; the number to ask, undefined where it does not compile. */
  readonly wake: () => Promise<number | undefined>
}

function option(name: string, fallback: string): string {
  const place = process.argv.indexOf(`--${name}`)
  return place < 0 ? fallback : (process.argv[place + 1] ?? fallback)
}

function readSources(): Map<string, string> {
  const sources = new Map<string, string>()
  for (const folder of ['contracts/src/interfaces', libraryDir]) {
    for (const file of readdirSync(join(rootDir, folder))) sources.set(`${folder}/${file}`, readFileSync(join(rootDir, folder, file), 'utf8'))
  }
  return sources
}

function compiled(sources: ReadonlyMap<string, string>): Libraries {
  const libraries = compile(sources)
  if (typeof libraries === 'string') throw new Error(libraries)
  return libraries
}

/** All calls with the answers of the library as it stands, in books; the first has those that have caught a mutant. */
class Questions {
  private books: Question[][] = []
  private first: Question[] = []

  constructor(private readonly chain: Chain) {}

  async learn(calls: readonly Call[]): Promise<void> {
    const answers = await this.answersOf(calls, CHEAP)
    const spent = calls.filter((_, place) => answers[place] === SPENT)
    const dear = spent.filter((_, place) => place % Math.ceil(spent.length / DEAR_CALLS) === 0)
    const late = await this.answersOf(dear, DEAR)
    if (late.includes(SPENT)) throw new Error(`${dear[late.indexOf(SPENT)]?.name ?? ''} runs out of gas`)
    const questions = [
      ...calls.map((call, place) => ({ call, millions: 6 * CHEAP, answer: answers[place] ?? SPENT })).filter(({ answer }) => answer !== SPENT),
      ...dear.map((call, place) => ({ call, millions: DEAR, answer: late[place] ?? SPENT })),
    ]
    this.books = Array.from({ length: Math.ceil(questions.length / BOOK) }, (_, book) => questions.slice(book * BOOK, (book + 1) * BOOK))
    for (const [book, list] of this.books.entries()) await this.chain.write(book + 1, list)
    await this.chain.write(0, [])
  }

  /** The first call that a mutant answers otherwise; undefined if there is none. */
  async firstDifference(mutant: number): Promise<Call | undefined> {
    for (const [book, list] of [this.first, ...this.books].entries()) {
      const place = await this.chain.firstDifference(book, mutant)
      const question = place === undefined ? undefined : list[place]
      if (question === undefined) continue
      if (book > 0) {
        this.first = [question, ...this.first].slice(0, FIRST)
        await this.chain.write(0, this.first)
      }
      return question.call
    }
    return undefined
  }

  /** How much more gas than the library as it stands a mutant takes over some of the calls, in per cent. */
  async extraCost(mutant: number): Promise<number> {
    return 100 * ((await this.chain.costOf(1, mutant)) / (await this.chain.costOf(1, 0)) - 1)
  }

  private async answersOf(calls: readonly Call[], millions: number): Promise<string[]> {
    const answers: string[] = []
    for (let from = 0; from < calls.length; from += BOOK) {
      await this.chain.write(0, calls.slice(from, from + BOOK).map((call) => ({ call, millions, answer: SPENT })))
      answers.push(...(await this.chain.learn(0)))
    }
    return answers
  }
}

async function together(chain: Chain, questions: Questions, sources: ReadonlyMap<string, string>): Promise<Candidate[]> {
  const asleep = putToSleep(sources, parse(sources), libraryDir)
  await chain.install(compiled(asleep.sources))
  const odd = await questions.firstDifference(0)
  if (odd !== undefined) throw new Error(`with all mutants asleep, ${odd.name} has another answer`)
  return asleep.sleepers.map(({ number, ...sleeper }) => ({ ...sleeper, wake: () => Promise.resolve(number) }))
}

function oneByOne(chain: Chain, sources: ReadonlyMap<string, string>, group: string): Candidate[] {
  return readdirSync(join(rootDir, libraryDir)).flatMap((file) =>
    mutantsOf(sources.get(`${libraryDir}/${file}`) ?? '')
      .filter((mutant) => mutant.group === group)
      .map(({ line, from, to, source }) => ({
        file, line, from, to,
        wake: async () => {
          const libraries = compile(new Map(sources).set(`${libraryDir}/${file}`, source))
          if (typeof libraries === 'string') return undefined
          await chain.install(libraries)
          return 0
        },
      })),
  )
}

const sources = readSources()
const [shard = 1, shards = 1] = option('shard', '1/1').split('/').map(Number)
const groups = process.argv.includes('--group') ? [option('group', '')] : ['comparison', 'operator', 'constant']
const only = option('only', '')
const original = compiled(sources)
const calls = callsOf(original, Number(option('batches', '400')), option('kinds', 'class,clear,regions').split(','), rootDir)
const chain = await Chain.start(original.asker)
process.on('SIGTERM', () => {
  chain.stop()
  process.exit(1)
})
try {
  const questions = new Questions(chain)
  await chain.install(original)
  await questions.learn(calls)
  process.stdout.write(`${calls.length} calls\n`)
  for (const group of groups) {
    const counts = { caught: 0, survived: 0, invalid: 0 }
    const all = group === 'comparison' ? await together(chain, questions, sources) : oneByOne(chain, sources, group)
    const chosen = all.filter(({ file, line }) => only === '' || only.split(',').some((name) => name === file || name === `${file}:${line}`))
    for (const [index, { file, line, from, to, wake }] of chosen.entries()) {
      if (index % shards !== shard - 1) continue
      const number = await wake()
      const caught = number === undefined ? undefined : await questions.firstDifference(number)
      counts[number === undefined ? 'invalid' : caught === undefined ? 'survived' : 'caught']++
      if (number === undefined) continue
      const more = caught === undefined && number > 0 ? `, ${(await questions.extraCost(number)).toFixed(2)} % dearer` : ''
      process.stdout.write(`${caught === undefined ? 'survived' : 'caught'} ${file}:${line} ${from} -> ${to}${caught === undefined ? more : ` by ${caught.name}`}\n`)
    }
    process.stdout.write(`${group}: ${chosen.length} mutants, shard ${shard} of ${shards}: ${JSON.stringify(counts)}\n`)
  }
} finally {
  chain.stop()
}
