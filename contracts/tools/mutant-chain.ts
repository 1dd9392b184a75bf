// A local chain that runs one version of the library after another.
import { type ChildProcess, spawn } from 'node:child_process'

import { z } from 'zod'

import type { Call } from './mutant-calls.ts'
import { foundryBinary } from './forge.mjs'

const answerSchema = z.object({
  id: z.number(),
  result: z.string().nullish(),
  error: z.object({ message: z.string(), data: z.unknown().optional() }).optional(),
})

const libraryAddress = `0x${'11'.repeat(20)}`
const GAS = '0x3b9aca00'

export class Chain {
  private readonly process: ChildProcess
  private readonly url: string

  private constructor(process: ChildProcess, url: string) {
    this.process = process
    this.url = url
  }

  static async start(): Promise<Chain> {
    const child = spawn(foundryBinary('anvil'), ['--port', '0', '--code-size-limit', '1000000', '--gas-limit', '1000000000', '--no-mining'], { stdio: ['ignore', 'pipe', 'inherit'] })
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
    return new Chain(child, url)
  }

  async install(code: string): Promise<void> {
    await this.post([{ method: 'anvil_setCode', params: [libraryAddress, code] }])
  }

  /** What the library returns to each call, or 'revert' and what it reverts with. */
  ask(calls: readonly Call[]): Promise<string[]> {
    return this.post(calls.map((data) => ({ method: 'eth_call', params: [{ to: libraryAddress, data, gas: GAS }, 'latest'] })))
  }

  stop(): void {
    this.process.kill()
  }

  private async post(requests: readonly { method: string; params: unknown[] }[]): Promise<string[]> {
    const body = JSON.stringify(requests.map((request, id) => ({ jsonrpc: '2.0', id, ...request })))
    const response = await fetch(this.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const answers = z.array(answerSchema).parse(await response.json())
    answers.sort((a, b) => a.id - b.id)
    return answers.map(({ result, error }) => (error === undefined ? (result ?? '') : `revert ${JSON.stringify(error.data ?? error.message)}`))
  }
}
