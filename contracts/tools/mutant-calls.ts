// The calls that a mutant of the consensus library has to answer as the library does: what the differential test asks of
// it (contracts/test/Differential.t.sol, ConsensusFaults.t.sol, Vectors.t.sol), of the first of its batches.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { AbiCoder, keccak256 } from 'ethers'
import { z } from 'zod'

import { type Random, seededRandom } from '../../shared/consensus/random.ts'
import { type BatchCase, batchCase, kindAt } from './batch-case.ts'
import { kindNumber, vectorSchema } from './case.ts'
import type { Libraries } from './mutant-compiler.ts'
import { drawCases, moveCases } from './rule-case.ts'

export interface Call {
  readonly to: keyof Libraries
  /** Calldata in hex with 0x. */
  readonly data: string
  /** For whoever reads what caught a mutant. */
  readonly name: string
}

type Maker = (to: keyof Libraries, name: string, types: string[], values: unknown[]) => Call

const specTuple = 'tuple(uint8,uint8,uint8,uint8,uint8,uint8,uint16,uint16,bytes32)'
const zeroRoot = `0x${'00'.repeat(32)}`
const coder = AbiCoder.defaultAbiCoder()
const SEED = 20_261_124
const SPOILS = 6
const CHUNK_ITEMS = 8

/** @param kinds of batches; those of others are left out */
export function callsOf(libraries: Libraries, batches: number, kinds: readonly string[], rootDir: string): Call[] {
  let place = ''
  const call: Maker = (to, name, types, values) => {
    const selector = libraries[to].selectors[name]
    if (selector === undefined) throw new Error(`${to} has no ${name}`)
    return { to, name: `${name} of ${place}`, data: `0x${selector}${coder.encode(types, values).slice(2)}` }
  }
  const calls: Call[] = []
  for (let index = 0; index < batches; index++) {
    place = `batch ${index}`
    if (!kinds.includes(kindAt(index))) continue
    const batch = batchCase(SEED, index)
    calls.push(...batchCalls(call, batch), ...spoiltCalls(call, batch, seededRandom(index)))
  }
  place = 'a vector'
  const path = join(rootDir, 'shared/consensus/vectors/consensus.json')
  for (const vector of z.array(vectorSchema).parse(JSON.parse(readFileSync(path, 'utf8')))) {
    const labels = vector.labels.map((hex) => `0x${hex}`)
    const values = [kindNumber[vector.kind], vector.quorum, vector.thresholdBps, vector.agreementBps, labels]
    calls.push(call('consensus', 'consensusOf', ['uint8', 'uint8', 'uint16', 'uint16', 'bytes[]'], values))
  }
  place = 'a rule'
  for (const { before, delta, weight, items } of moveCases(SEED)) calls.push(call('beside', 'moved', ['uint256', 'int256', 'uint256', 'uint256'], [before, delta, weight, items]))
  for (const { seed, count, rateBps } of drawCases(SEED)) calls.push(call('beside', 'draw', ['bytes32', 'uint256', 'uint256'], [seed, count, rateBps]))
  return calls
}

function specOf(batch: BatchCase, start: number, from: number, to: number): unknown[] {
  return [batch.kind, batch.quorum, batch.classCount, start, from, to, batch.thresholdBps, batch.agreementBps, zeroRoot]
}

function checkCall(call: Maker, batch: BatchCase, labels: Uint8Array): Call {
  return call('consensus', 'check', ['uint8', 'uint8', 'uint16', 'uint8', 'bytes'], [batch.kind, batch.classCount, batch.thresholdBps, batch.items, labels])
}

function oneStepCall(call: Maker, batch: BatchCase, labels: readonly Uint8Array[], checkedSeats: number): Call {
  return call('consensus', 'checkAndSettle', [specTuple, 'uint8', 'bytes[]', 'uint256'], [specOf(batch, 3, 2, 1), batch.items, labels, checkedSeats])
}

/** Bytes before item `item`. */
function offsetOf(batch: BatchCase, labels: Uint8Array, item: number): number {
  let offset = 0
  for (let index = 0; index < item && offset < labels.length; index++) {
    const count = labels[offset] ?? 0
    offset += count === 0xff ? 1 : 1 + count * (batch.kind === 0 ? 2 : 10)
  }
  return offset
}

const fromItem = (batch: BatchCase, item: number): Uint8Array[] => batch.labels.map((labels) => labels.slice(offsetOf(batch, labels, item)))

function batchCalls(call: Maker, batch: BatchCase): Call[] {
  const { items, split, labels } = batch
  const settle = (start: number, from: number, to: number): Call =>
    call('consensus', 'settleItems', [specTuple, 'bytes[]'], [specOf(batch, start, from, to), fromItem(batch, start)])
  const rule = (start: number, chosen: number[]): Call =>
    call('consensus', 'rule', [specTuple, 'bytes[]', 'uint8[]', 'bytes[]'], [
      specOf(batch, start, 0, 0), fromItem(batch, start), chosen, chosen.map((item) => batch.rulings[item]?.truth ?? new Uint8Array()),
    ])
  const chunkOf = (item: number): number => Math.floor(item / CHUNK_ITEMS) * CHUNK_ITEMS
  const calls = [
    oneStepCall(call, batch, labels, Number(BigInt(batch.root) & 0x7fn)),
    settle(0, 0, items), settle(0, 0, split), settle(chunkOf(split), split, items), settle(items - 1, items - 1, items),
    call('consensus', 'settleItems', [specTuple, 'bytes[]'], [specOf(batch, 0, 0, items), labels.toReversed()]),
    rule(0, batch.rulings.map((_, item) => item)), rule(chunkOf(items - 1), [items - 1]),
  ]
  for (const [seat, own] of labels.entries()) {
    if (own.length === 0) continue
    calls.push(checkCall(call, batch, own), call('consensus', 'chunksHashOf', ['uint8', 'uint8', 'bytes'], [batch.kind, items, own]))
    const { labelled, agreed, chance } = batch.seats[seat] ?? { labelled: 0, agreed: 0n, chance: 0 }
    const matched = countBits(agreed & batch.resolved)
    calls.push(call('beside', 'factor', ['uint256', 'uint256', 'uint256', 'uint256'], [labelled, matched, chance, batch.targetBps]))
  }
  const page = labels.find((own) => own.length > 0)
  return page === undefined ? calls : [...calls, ...pageCalls(call, batch, page)]
}

function countBits(word: bigint): number {
  let count = 0
  for (let rest = word; rest !== 0n; rest &= rest - 1n) count++
  return count
}

/** Labels scanned, and pages of them held against their chunks' hashes. */
function pageCalls(call: Maker, batch: BatchCase, labels: Uint8Array): Call[] {
  const { kind, items } = batch
  const chunks = Math.ceil(items / CHUNK_ITEMS)
  const cuts = Array.from({ length: chunks + 1 }, (_, chunk) => offsetOf(batch, labels, Math.min(items, chunk * CHUNK_ITEMS)))
  const hashes = cuts.slice(1).map((end, chunk) => keccak256(labels.slice(cuts[chunk], end)))
  const holds = (from: number, to: number, page: Uint8Array, list = hashes): Call =>
    call('beside', 'holds', ['uint8', 'uint256', 'uint256', 'uint256', 'bytes32[]', 'bytes'], [kind, items, from, to, list, page])
  const scan = (bytes: Uint8Array): Call => call('beside', 'scan', ['uint256', 'uint256', 'bytes'], [kind === 0 ? 2 : 10, items, bytes])
  const last = labels.slice(cuts[chunks - 1])
  return [
    scan(labels), scan(labels.slice(0, -1)), scan(Uint8Array.from([...labels, 0])),
    holds(0, chunks, labels), holds(chunks - 1, chunks, last), holds(0, 1, labels.slice(0, cuts[1])), holds(chunks - 1, chunks, last, hashes.slice(0, -1)),
    holds(0, chunks, labels.slice(0, -1)), holds(0, chunks, Uint8Array.from([...labels, 0])), holds(0, 1, new Uint8Array()),
  ]
}

/** Where the labels' regions begin, in bytes. */
function regionsIn(batch: BatchCase, labels: Uint8Array): number[] {
  const width = batch.kind === 0 ? 2 : 10
  const starts: number[] = []
  for (let offset = 0; offset < labels.length; ) {
    const count = labels[offset++] ?? 0
    for (let region = 0; count !== 0xff && region < count; region++, offset += width) starts.push(offset)
  }
  return starts
}

/** One region at a border of what is taken: a side of no length, said twice, no class, one too many, 101 per cent. */
function spoiltRegion(batch: BatchCase, labels: Uint8Array, region: number, random: Random): Uint8Array {
  const spoilt = Uint8Array.from(labels)
  const half = batch.kind === 2 ? 4 : 2
  const width = batch.kind === 0 ? 2 : 10
  const axis = region + 2 + (batch.kind === 1 && random.chance(0.5) ? 2 : 0)
  const ways = [
    () => (width === 10 ? spoilt.copyWithin(axis + 4, axis, axis + half) : spoilt.fill(0, region, region + 1)),
    () => spoilt.copyWithin(region + width, region, region + width),
    () => spoilt.fill(0, region, region + 1),
    () => spoilt.fill((batch.classCount + 1) & 0xff, region, region + 1),
    () => spoilt.fill(101, region + 1, region + 2),
  ]
  random.pick(ways)()
  return spoilt
}

/** A byte changed, by little or anyhow; the end cut off or made longer; a region at a border. */
function spoiltCalls(call: Maker, batch: BatchCase, random: Random): Call[] {
  const calls: Call[] = []
  for (let spoil = 0; spoil < SPOILS; spoil++) {
    const seat = random.int(0, batch.labels.length - 1)
    const own = batch.labels[seat] ?? new Uint8Array()
    if (own.length === 0) continue
    const spoilt = Uint8Array.from(own)
    const place = random.int(0, own.length - 1)
    spoilt[place] = random.pick([101, 0, 33, random.int(0, 255), ((own[place] ?? 0) + 1) & 0xff, (own[place] ?? 0) ^ 0x80])
    const region = regionsIn(batch, own)[random.int(0, 40)]
    const labels = region !== undefined && random.chance(0.7) ? spoiltRegion(batch, own, region, random) : random.chance(0.3) ? own.slice(0, random.chance(0.5) ? place : -random.int(1, 3)) : random.chance(0.1) ? Uint8Array.from([...own, 0]) : spoilt
    calls.push(checkCall(call, batch, labels))
    if (labels.length > 0) calls.push(oneStepCall(call, batch, batch.labels.map((bytes, other) => (other === seat ? labels : bytes)), 0))
  }
  return calls
}
