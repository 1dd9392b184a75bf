// A local chain that holds the libraries and all calls, and asks a mutant one call after another by itself: sending each
// call from here took longer than answering it.
import { type ChildProcess, spawn } from 'node:child_process'

import { z } from 'zod'

import { foundryBinary } from './forge.mjs'
import type { Call } from './mutant-calls.ts'
import type { Libraries, Library } from './mutant-compiler.ts'

const answerSchema = z.object({ id: z.number(), result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() })

const addressOf = (number: number): string => `0x${number.toString(16).padStart(40, '0')}`
/** As the runner finds them: `asker` in mutant-compiler.ts. */
const places = { consensus: 0x1001, beside: 0x1002, asker: 0x1003 } as const
const FIRST_BOOK = 0x2000
/** Gas of a whole book of calls. */
const MOST_GAS = 100_000_000_000

const word = (value: number, bytes: number): string => value.toString(16).padStart(2 * bytes, '0')

/** A call with the gas that it may take, in millions, and the hash of the answer that is expected. */
export interface Question {
  readonly call: Call
  readonly millions: number
  readonly answer: string
}

export class Chain {
  private readonly process: ChildProcess
  private readonly url: string

  private constructor(process: ChildProcess, url: string) {
    this.process = process
    this.url = url
  }

  static async start(asker: Library): Promise<Chain> {
    const args = ['--port', '0', '--code-size-limit', '10000000', '--gas-limit', String(MOST_GAS), '--no-mining']
    const child = spawn(foundryBinary('anvil'), args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const url = await new Promise<string>((done, fail) => {
      let text = ''
      child.on('error', fail)
      child.on('exit', () => fail(new Error(`anvil ended: ${text}`)))
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        const match = /Listening on (\S+)/.exec(text)
        if (match?.[1] !== undefined) done(`http://${match[1]}`)
      })
    })
    const chain = new Chain(child, url)
    await chain.place(places.asker, asker.code)
    return chain
  }

  async install({ consensus, beside }: Libraries): Promise<void> {
    await this.place(places.consensus, consensus.code)
    await this.place(places.beside, beside.code)
  }

  /** Writes down questions; a book is asked as a whole. */
  async write(book: number, questions: readonly Question[]): Promise<void> {
    const entries = questions.map(({ call, millions, answer }) => {
      const data = call.data.slice(2)
      return word(call.to === 'consensus' ? places.consensus : places.beside, 2) + word(millions, 4) + word(data.length / 2, 4) + answer.slice(2) + data
    })
    await this.place(FIRST_BOOK + book, `0x00${entries.join('')}`)
  }

  /** The hashes of all answers of a book. */
  async learn(book: number): Promise<string[]> {
    const all = z.string().parse(await this.ask('eth_call', book, 0, true)).slice(2)
    return Array.from({ length: all.length / 64 }, (_, at) => `0x${all.slice(64 * at, 64 * at + 64)}`)
  }

  /**
   * The place of the first question in a book that is answered otherwise; undefined where none is.
   * @param mutant the one that is asked, 0 for none; see mutants-together.ts
   */
  async firstDifference(book: number, mutant: number): Promise<number | undefined> {
    const place = BigInt(z.string().parse(await this.ask('eth_call', book, mutant, false)))
    return place >> 64n === 0n ? Number(place) : undefined
  }

  /** Gas that a book takes. */
  async costOf(book: number, mutant: number): Promise<number> {
    const { gasUsed } = z.object({ gasUsed: z.string() }).parse(await this.ask('debug_traceCall', book, mutant, false))
    return Number(gasUsed)
  }

  stop(): void {
    this.process.kill()
  }

  private ask(method: 'eth_call' | 'debug_traceCall', book: number, mutant: number, isLearning: boolean): Promise<unknown> {
    const data = `0x${[FIRST_BOOK + book, mutant, isLearning ? 1 : 0].map((value) => word(value, 32)).join('')}`
    const call = { to: addressOf(places.asker), data, gas: `0x${(MOST_GAS - 1).toString(16)}` }
    return this.send(method, [call, 'latest', ...(method === 'eth_call' ? [] : [{ tracer: 'callTracer', tracerConfig: { onlyTopCall: true } }])])
  }

  private async place(number: number, code: string): Promise<void> {
    await this.send('anvil_setCode', [addressOf(number), code])
  }

  private async send(method: string, params: unknown[]): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const response = await fetch(this.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const { result, error } = answerSchema.parse(await response.json())
    if (error !== undefined) throw new Error(`${method}: ${error.message}`)
    return result
  }
}
