// Generated batches with what the TypeScript reference makes of them, in the form that forge's tests decode.
import { AbiCoder } from 'ethers'

import { settleBatch } from '../../shared/consensus/batch.ts'
import { type GeneratedBatch, generateBatch, generatorModes } from '../../shared/consensus/generate.ts'
import { seededRandom } from '../../shared/consensus/random.ts'
import { ruleItem } from '../../shared/consensus/truth.ts'
import { joinItems } from '../../shared/labels/codec-bytes.ts'
import { kindNumber } from './case.ts'

const seatTuple = 'tuple(uint256 agreed,uint256 blank,int256 scoreSum,uint256 labelled,uint256 factorBps)'
const rulingTuple = 'tuple(bytes truth,bool overturned,uint256 right)'
const batchTuple = `tuple(uint8 kind,uint8 quorum,uint8 classCount,uint8 items,uint8 split,uint16 thresholdBps,uint16 agreementBps,uint16 targetBps,bytes[] labels,uint256 resolved,bytes consensus,bytes32 root,${seatTuple}[] seats,${rulingTuple}[] rulings)[]`

const kinds = ['class', 'boxes', 'spans'] as const

/** The index-th batch of a run; the same for the same arguments. */
function batchCase(seed: number, index: number): Record<string, unknown> {
  const kind = kinds[index % kinds.length] ?? 'class'
  const mode = generatorModes[Math.floor(index / kinds.length) % generatorModes.length] ?? 'honest'
  const random = seededRandom((seed ^ (index * 0x9e3779b1)) >>> 0)
  const items = mode === 'pile' ? 1 : random.int(1, 6)
  const generated = generateBatch((seed + index) >>> 0, kind, mode, items)
  const { rule, classCount } = generated
  const labels = withAbsentee(generated, random.chance(0.2), random.int(0, generated.labels.length - 1))
  const targetBps = random.pick([0, 3000, 6000, 10_000])
  const settled = settleBatch(rule, targetBps, items, labels)
  if (!settled.ok) throw new Error(`batch ${index} of seed ${seed}: ${settled.error.message}`)
  const { value } = settled
  return {
    kind: kindNumber[kind],
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
    seats: value.seats.map((seat) => ({
      agreed: seat.agreedMask,
      blank: seat.blankMask,
      scoreSum: seat.scoreSumBps,
      labelled: seat.labelled,
      factorBps: seat.payFactorBps,
    })),
    rulings: rulingsOf(generated, labels, items, random.int(0, generated.labels.length - 1)),
  }
}

/** Sometimes a seat does not reveal, where the quorum allows it. */
function withAbsentee(batch: GeneratedBatch, isAway: boolean, seat: number): Uint8Array[] {
  const canSpare = batch.labels.length > batch.rule.quorum
  return batch.labels.map((items, index) => (isAway && canSpare && index === seat ? new Uint8Array() : joinItems([...items])))
}

/** One seat's labels taken for the truth, item by item; an item it cannot tell is taken as empty. */
function rulingsOf(batch: GeneratedBatch, labels: readonly Uint8Array[], items: number, teacher: number): unknown[] {
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
