// Generated batches with what the TypeScript reference makes of them, in the form that forge's tests decode.
import { AbiCoder, concat, keccak256, ZeroHash } from 'ethers'

import { type BatchOutcome, settleBatch } from '../../shared/consensus/batch.ts'
import { type GeneratedBatch, generateBatch, generatorModes } from '../../shared/consensus/generate.ts'
import { chanceOf } from '../../shared/consensus/pay-factor.ts'
import { type Random, seededRandom } from '../../shared/consensus/random.ts'
import { ruleItem } from '../../shared/consensus/truth.ts'
import { joinItems } from '../../shared/labels/codec-bytes.ts'
import { kindNumber } from './case.ts'
import { classBatch, clearBatch, leastBatch, meetingBatch, sameBatch, slidBatch, stripBatch, tieBatch } from './clear-case.ts'

const seatTuple = 'tuple(uint256 agreed,uint256 blank,int256 scoreSum,uint256 labelled,uint256 factorBps,uint256 chance,bytes32 chunksHash)'
const rulingTuple = 'tuple(bytes truth,bool overturned,uint256 right)'
const batchTuple = `tuple(uint8 kind,uint8 quorum,uint8 classCount,uint8 items,uint8 split,uint16 thresholdBps,uint16 agreementBps,uint16 targetBps,bytes[] labels,uint256 resolved,bytes consensus,bytes32 root,${seatTuple}[] seats,${rulingTuple}[] rulings)[]`

const kinds = ['class', 'boxes', 'spans'] as const

interface SeatCase {
  readonly agreed: bigint
  readonly blank: bigint
  readonly scoreSum: number
  readonly labelled: number
  readonly factorBps: number
  readonly chance: number
  readonly chunksHash: string
}

export interface BatchCase {
  readonly kind: number
  readonly quorum: number
  readonly classCount: number
  readonly items: number
  /** Where settlement in two pieces is cut. */
  readonly split: number
  readonly thresholdBps: number
  readonly agreementBps: number
  readonly targetBps: number
  /** By seat; empty for one that did not reveal. */
  readonly labels: readonly Uint8Array[]
  readonly resolved: bigint
  readonly consensus: Uint8Array
  readonly root: string
  readonly seats: readonly SeatCase[]
  /** By item. */
  readonly rulings: readonly RulingCase[]
}

interface RulingCase {
  readonly truth: Uint8Array
  readonly overturned: boolean
  /** Bits of the batch's seats. */
  readonly right: number
}

/** Of 40 batches 30 are of each kind in each of the generator's modes, the others by `clear-case.ts`. */
function generate(seed: number, index: number, random: Random): GeneratedBatch {
  const place = index % 40
  const own = (seed + index) >>> 0
  if (place >= 39) return stripBatch(own)
  if (place >= 38) return leastBatch(own)
  if (place >= 37) return meetingBatch(own)
  if (place >= 35) return classBatch(own)
  if (place >= 34) return index % 80 >= 40 ? sameBatch(own) : index % 160 < 80 ? tieBatch(own) : slidBatch(own)
  if (place >= 30) return clearBatch(own)
  const kind = kinds[place % kinds.length] ?? 'class'
  const mode = generatorModes[Math.floor(place / kinds.length)] ?? 'honest'
  return generateBatch(own, kind, mode, mode === 'pile' ? 1 : random.int(1, 6))
}

/** What the index-th batch of a run is of, as far as its place says. */
export function kindAt(index: number): 'class' | 'clear' | 'regions' {
  const place = index % 40
  return index % 80 === 74 || place === 35 || place === 36 || (place < 30 && place % kinds.length === 0) ? 'class' : place >= 30 && place <= 34 ? 'clear' : 'regions'
}

/** The index-th batch of a run; the same for the same arguments. */
export function batchCase(seed: number, index: number): BatchCase {
  const random = seededRandom((seed ^ (index * 0x9e3779b1)) >>> 0)
  const generated = generate(seed, index, random)
  const { rule, classCount } = generated
  const items = generated.labels[0]?.length ?? 0
  const labels = withAbsentee(generated, random.chance(0.2), random.int(0, generated.labels.length - 1))
  const targetBps = random.pick([0, 3000, 6000, 10_000])
  const settled = settleBatch(rule, targetBps, items, labels)
  if (!settled.ok) throw new Error(`batch ${index} of seed ${seed}: ${settled.error.message}`)
  const { value } = settled
  return {
    kind: kindNumber[rule.kind],
    quorum: rule.quorum,
    classCount,
    items,
    split: random.int(1, items),
    thresholdBps: rule.thresholdBps,
    agreementBps: rule.agreementBps,
    targetBps,
    labels,
    resolved: value.resolvedMask,
    consensus: value.consensus,
    root: value.root,
    seats: value.seats.map((seat, index) => ({
      agreed: seat.agreedMask,
      blank: seat.blankMask,
      scoreSum: seat.scoreSumBps,
      labelled: seat.labelled,
      factorBps: seat.payFactorBps,
      chance: chanceBy(value, labels[index]?.length === 0 ? [] : (generated.labels[index] ?? []), rule.kind === 'class'),
      chunksHash: chunksHash(labels[index]?.length === 0 ? [] : (generated.labels[index] ?? [])),
    })),
    rulings: rulingsOf(generated, labels, items, random.int(0, generated.labels.length - 1)),
  }
}

/** The sum over categories of a seat's count times the consensus', over the resolved items that it labelled. */
function chanceBy(outcome: BatchOutcome, items: readonly Uint8Array[], isClass: boolean): number {
  const category = (item: Uint8Array): number => (item[0] === 0 ? 0 : isClass ? (item[1] ?? 0) : 1)
  const counted = items.flatMap((own, index) => {
    const of = outcome.items[index]
    return own[0] === 0xff || of?.resolved !== true ? [] : [{ own: category(own), theirs: category(of.consensus) }]
  })
  return chanceOf(counted.map(({ own }) => own), counted.map(({ theirs }) => theirs))
}

/** keccak256 of the hashes of the labels' chunks of eight items; zero for a seat that did not reveal. */
function chunksHash(items: readonly Uint8Array[]): string {
  if (items.length === 0) return ZeroHash
  const chunks = Array.from({ length: Math.ceil(items.length / 8) }, (_, chunk) => joinItems(items.slice(8 * chunk, 8 * chunk + 8)))
  return keccak256(concat(chunks.map((chunk) => keccak256(chunk))))
}

/** Sometimes a seat does not reveal, where the quorum allows it. */
function withAbsentee(batch: GeneratedBatch, isAway: boolean, seat: number): Uint8Array[] {
  const canSpare = batch.labels.length > batch.rule.quorum
  return batch.labels.map((items, index) => (isAway && canSpare && index === seat ? new Uint8Array() : joinItems([...items])))
}

/** One seat's labels taken for the truth, item by item; an item it cannot tell is taken as empty. */
function rulingsOf(batch: GeneratedBatch, labels: readonly Uint8Array[], items: number, teacher: number): RulingCase[] {
  return Array.from({ length: items }, (_, item) => {
    const own = batch.labels[teacher]?.[item] ?? Uint8Array.of(0)
    const truth = own[0] === 0xff ? Uint8Array.of(0) : own
    const present = labels.flatMap((bytes, seat) => (bytes.length === 0 ? [] : [{ seat, bytes: batch.labels[seat]?.[item] ?? Uint8Array.of(0) }]))
    const ruling = ruleItem(batch.rule, present.map((entry) => entry.bytes), truth)
    const right = present.reduce((mask, entry, index) => (ruling.right[index] === true ? mask | (1 << entry.seat) : mask), 0)
    return { truth, overturned: ruling.overturned, right }
  })
}

/** Bytes for `abi.decode(..., (BatchCase[]))` of batches [from, to) of a run. */
export function encodeBatchCases(seed: number, from: number, to: number): string {
  const rows = Array.from({ length: to - from }, (_, index) => batchCase(seed, from + index))
  return AbiCoder.defaultAbiCoder().encode([batchTuple], [rows])
}
