// The calls that a mutant of the consensus library has to answer as the library does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { AbiCoder, getBytes, hexlify } from 'ethers'
import { z } from 'zod'

import { seededRandom } from '../../shared/consensus/random.ts'
import { type BatchCase, batchCase } from './batch-case.ts'
import { kindNumber, vectorSchema } from './case.ts'

/** Calldata in hex. */
export type Call = string

const specTuple = 'tuple(uint8,uint8,uint8,uint8,uint8,uint8,uint16,uint16,bytes32)'
const zeroRoot = `0x${'00'.repeat(32)}`
const coder = AbiCoder.defaultAbiCoder()
const SEED = 20_261_124
const SPOILS = 3

/** Short ones first, since most mutants fall at once. */
export function callsOf(selectors: Readonly<Record<string, string>>, batches: number, rootDir: string): Call[] {
  const call = (name: string, types: string[], values: unknown[]): Call => `0x${selectors[name] ?? ''}${coder.encode(types, values).slice(2)}`
  const calls: Call[] = []
  for (let index = 0; index < batches; index++) calls.push(...batchCalls(call, batchCase(SEED, index), index))
  const path = join(rootDir, 'shared/consensus/vectors/consensus.json')
  for (const vector of z.array(vectorSchema).parse(JSON.parse(readFileSync(path, 'utf8')))) {
    const labels = vector.labels.map((hex) => `0x${hex}`)
    const values = [kindNumber[vector.kind], vector.quorum, vector.thresholdBps, vector.agreementBps, labels]
    calls.push(call('consensusOf', ['uint8', 'uint8', 'uint16', 'uint16', 'bytes[]'], values))
  }
  return calls
}

function batchCalls(call: (name: string, types: string[], values: unknown[]) => Call, batch: BatchCase, index: number): Call[] {
  const random = seededRandom(index)
  const spec = (from: number, to: number): unknown[] => [
    batch.kind, batch.quorum, batch.classCount, 0, from, to, batch.thresholdBps, batch.agreementBps, zeroRoot,
  ]
  const checkTypes = ['uint8', 'uint8', 'uint16', 'uint8', 'bytes']
  const check = (labels: Uint8Array): Call => call('check', checkTypes, [batch.kind, batch.classCount, batch.thresholdBps, batch.items, labels])
  const oneStep = (labels: readonly Uint8Array[]): Call =>
    call('checkAndSettle', [specTuple, 'uint8', 'bytes[]', 'uint256'], [spec(0, batch.items), batch.items, labels, index % 8])
  const calls = [oneStep(batch.labels), call('settleItems', [specTuple, 'bytes[]'], [spec(batch.split - 1, batch.items), batch.labels])]
  for (const labels of batch.labels) if (labels.length > 0) calls.push(check(labels))
  const items = batch.rulings.map((_, item) => item)
  calls.push(call('rule', [specTuple, 'bytes[]', 'uint8[]', 'bytes[]'], [spec(0, 0), batch.labels, items, batch.rulings.map(({ truth }) => truth)]))
  const chosen = batch.labels.findIndex((labels) => labels.length > 0)
  calls.push(call('chunksHashOf', ['uint8', 'uint8', 'bytes'], [batch.kind, batch.items, batch.labels[chosen] ?? new Uint8Array()]))
  for (let spoil = 0; spoil < SPOILS; spoil++) {
    const seat = random.int(0, batch.labels.length - 1)
    const own = batch.labels[seat] ?? new Uint8Array()
    if (own.length === 0) continue
    const spoilt = Uint8Array.from(own)
    const place = random.int(0, own.length - 1)
    spoilt[place] = random.pick([101, 0, 33, random.int(0, 255), ((own[place] ?? 0) + 1) & 0xff, (own[place] ?? 0) ^ 0x80])
    const labels = random.chance(0.2) ? own.slice(0, place) : random.chance(0.1) ? Uint8Array.from([...own, 0]) : spoilt
    calls.push(check(labels))
    if (labels.length > 0) calls.push(oneStep(batch.labels.map((bytes, other) => (other === seat ? labels : bytes))))
  }
  return calls.map((data) => hexlify(getBytes(data)))
}
