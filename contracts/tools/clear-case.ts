// Batches that the contract's short ways are for, and their borders: regions that all seats clearly mean, nearly mean or
// touch; class items by the block; and an item that costs as much as can be.
import type { GeneratedBatch } from '../../shared/consensus/generate.ts'
import { type Random, seededRandom } from '../../shared/consensus/random.ts'
import { CANNOT_TELL, packItem, type RawRegion } from '../../shared/labels/codec-bytes.ts'
import type { ProjectKind } from '../../shared/labels/schema.ts'
import { isSame } from '../../shared/labels/similarity.ts'

type Items = Uint8Array[][]

const AGREEMENTS_BPS = [1, 5000, 8000, 10_000]
/** The least that a project of boxes or spans may have. */
const LEAST_THRESHOLD_BPS = 1000

/** The least majority half of the time, so that there are dissenters. */
function rule(random: Random, kind: ProjectKind, seats: number, thresholdBps: number): GeneratedBatch['rule'] {
  const majority = Math.floor(seats / 2) + 1
  const quorum = random.chance(0.5) ? majority : random.int(majority, seats)
  return { kind, quorum, thresholdBps, agreementBps: random.pick(AGREEMENTS_BPS) }
}

/** Class items, most of them of one class a seat; numbers of items around the contract's blocks of eight. */
export function classBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  const seats = random.pick([2, 3, 3, 3, 4, 5, 6, 7])
  const classCount = random.pick([1, 2, 2, 3, 5, 31, 255])
  const odd = random.pick([0, 0.02, 0.2])
  const skill = random.pick([0.6, 0.8, 0.97])
  const items: Items = Array.from({ length: random.pick([1, 7, 8, 9, 15, 16, 17, 24, 33, 64]) }, () => {
    const truth = random.int(1, classCount)
    return Array.from({ length: seats }, () => {
      const confidence = random.pick([0, 1, 50, 99, 100, random.int(0, 100)])
      if (!random.chance(odd)) return Uint8Array.of(1, random.chance(skill) ? truth : random.int(1, classCount), confidence)
      const classes = new Set([truth, random.int(1, classCount), random.int(1, classCount)].slice(random.int(0, 2)))
      if (random.chance(0.3)) return Uint8Array.of(CANNOT_TELL)
      if (random.chance(0.4)) return Uint8Array.of(0)
      return packItem('class', [...classes].map((classId) => ({ classId, confidence, coordinates: [] })))
    })
  })
  return { mode: 'honest', rule: rule(random, 'class', seats, 10_000), classCount, labels: bySeat(items, seats) }
}

/** Regions in cells of a grid, the same order for every seat, with errors from none to about the threshold. */
export function clearBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  const kind = random.pick(['boxes', 'spans'] as const)
  const seats = random.int(2, 7)
  const thresholdBps = random.pick([1, 1000, 3000, 5000, 7500, 9000, 10_000])
  const classCount = random.pick([1, 3, 255])
  const items: Items = Array.from({ length: random.pick([1, 3, 8, 9]) }, () => {
    const count = random.pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, random.int(10, 32), 32])
    const truth = cells(random, kind, count, classCount)
    const reach = random.pick([0, 1, 0.02, 0.1, 0.3, 0.6])
    const odd = random.pick([0, 0, 0.1])
    return Array.from({ length: seats }, () => {
      if (random.chance(odd)) return Uint8Array.of(CANNOT_TELL)
      // Each seat is as sure as it is: the same step for all of its regions keeps their order.
      const doubt = random.int(0, 9)
      const seen = truth.filter(() => !random.chance(odd)).map((region) => ({ ...moved(random, kind, region, reach), confidence: Math.max(0, region.confidence - doubt) }))
      if (random.chance(odd)) seen.push(...cells(random, kind, 1, classCount))
      return packItem(kind, apart(kind, seen, thresholdBps))
    })
  })
  return { mode: 'honest', rule: rule(random, kind, seats, thresholdBps), classCount, labels: bySeat(items, seats) }
}

/** Side by side without a gap, so that neighbours touch where nobody errs; up to the very border. */
function cells(random: Random, kind: ProjectKind, count: number, classCount: number): RawRegion[] {
  const max = kind === 'boxes' ? 65_535 : random.pick([0xffff_ffff, 5000])
  const across = kind === 'boxes' ? 6 : 33
  const first = random.int(1, classCount)
  const percents = random.pick([[90, 90], [10, 2], [0, 3]])
  const width = Math.floor(max / across)
  const isShort = random.chance(0.3)
  return Array.from({ length: count }, (_, index) => {
    const [column, row] = kind === 'boxes' ? [index % across, Math.floor(index / across)] : [index, 0]
    const right = column === across - 1 ? max : (column + 1) * width
    const [from, to] = isShort ? [column * width, column * width + 1] : [column * width, right]
    const coordinates = kind === 'boxes' ? [from, row * width, to, (row + 1) * width] : [from, to]
    // Bytes ascend with the place: by class, by confidence, or by the place itself.
    const classId = random.chance(0.05) ? random.int(1, classCount) : Math.min(classCount, first + Math.floor(index / 12))
    const isWhole = random.chance(0.02)
    const confidence = Math.min(100, (percents[0] ?? 0) + (percents[1] === 90 ? 0 : (percents[1] ?? 0) * index))
    return { classId, confidence, coordinates: isWhole ? coordinates.map(() => 0) : coordinates }
  })
}

/** Each side by up to `reach`: of a cell's width where it is under 1, else in units. */
function moved(random: Random, kind: ProjectKind, region: RawRegion, reach: number): RawRegion {
  if (region.coordinates.every((value) => value === 0)) return region
  const axes = region.coordinates.length / 2
  const max = kind === 'boxes' ? 65_535 : 0xffff_ffff
  const coordinates = [...region.coordinates]
  for (let axis = 0; axis < axes; axis++) {
    const [from, to] = [region.coordinates[axis] ?? 0, region.coordinates[axis + axes] ?? 0]
    const most = reach < 1 ? Math.floor((to - from) * reach) : reach
    const low = Math.min(Math.max(0, from + random.int(-most, most)), max - 1)
    coordinates[axis] = low
    coordinates[axis + axes] = Math.min(max, Math.max(low + 1, to + random.int(-most, most)))
  }
  return { ...region, coordinates }
}

/** Leaves out what the contract would refuse. */
function apart(kind: ProjectKind, regions: readonly RawRegion[], thresholdBps: number): RawRegion[] {
  const kept: RawRegion[] = []
  for (const region of regions) {
    if (kept.length < 32 && !kept.some((other) => isSame(kind, other, region, thresholdBps))) kept.push(region)
  }
  return kept
}

/**
 * One item that costs as much as can be: strips across strips, every one meeting all that cross it, all likenesses
 * different, all liking the same best; over the whole image for the lowest thresholds, by blocks of it for higher ones.
 */
export function stripBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  const seats = random.int(3, 7)
  const [strips, across, thresholdBps] = random.pick([[32, 1, 1], [32, 1, 50], [8, 2, 500], [5, 3, 1000], [4, 3, 1000]] as const)
  const length = Math.floor(65_000 / across)
  const thinner = random.int(0, Math.floor(length / (strips * strips)))
  const items: Items = [
    Array.from({ length: seats }, (_, seat) => {
      const regions: RawRegion[] = []
      for (let block = 0; block < across * across && regions.length < 32; block++) {
        const [left, top] = [(block % across) * length, Math.floor(block / across) * length]
        let end = random.int(0, 9)
        for (let index = 0; index < strips && regions.length < 32; index++) {
          const from = end
          end += Math.floor(length / strips) - 10 - thinner * index + random.int(0, 9)
          const [near, far] = [random.int(0, 40), length - random.int(1, 400)]
          const coordinates = seat % 2 === 0 ? [left + near, top + from, left + far, top + end] : [left + from, top + near, left + end, top + far]
          regions.push({ classId: 1, confidence: random.int(0, 100), coordinates })
        }
      }
      return packItem('boxes', apart('boxes', regions, thresholdBps))
    }),
  ]
  return { mode: 'pile', rule: rule(random, 'boxes', seats, thresholdBps), classCount: 1, labels: bySeat(items, seats) }
}

/**
 * One item as dear as a project may have it: seven seats of 32 regions at the least threshold, so that as many pairs as
 * can be are only just alike. Boxes are strips across strips, five and five in a block (with n and n two strips share
 * 1 / (2n - 1) of their union); spans overlap their own neighbours as far as may be, at several lengths.
 */
export function leastBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  const kind = random.pick(['boxes', 'boxes', 'spans'] as const)
  const spread = random.pick([0, 0.01, 0.03, 0.06])
  const seats = Array.from({ length: 7 }, (_, seat) =>
    packItem(kind, apart(kind, kind === 'boxes' ? crossing(random, seat % 2 === 0, spread) : staggered(random, spread), LEAST_THRESHOLD_BPS)),
  )
  return { mode: 'pile', rule: rule(random, kind, 7, LEAST_THRESHOLD_BPS), classCount: 1, labels: bySeat([seats], 7) }
}

/**
 * Seven seats of up to 32 boxes that all hold one point, so that all 24,976 pairs meet and have to be measured: long and
 * flat, small and large ones at low thresholds, nearly equal ones at high thresholds. Seats err by none to a fifth.
 */
export function meetingBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  const thresholdBps = random.pick([1000, 1000, 3000, 9000, 9900, 10_000])
  const error = random.pick([0, 0.001, 0.01, 0.1, 0.2])
  const side = (): number => (thresholdBps >= 9000 ? 20_000 + random.int(0, 9000) : Math.max(1, Math.floor(Math.exp(random.int(0, 1039) / 100))))
  const truth: RawRegion[] = []
  for (let tries = 0; tries < 3000 && truth.length < 32; tries++) {
    const region = around([side(), side(), side(), side()], random.int(0, 100))
    if (!truth.some((other) => isSame('boxes', other, region, thresholdBps))) truth.push(region)
  }
  const seats = Array.from({ length: 7 }, () => {
    const err = (reach: number): number => Math.max(1, Math.round(reach * (1 - (random.int(0, 1000) / 1000) * error)))
    const seen = truth.map(({ coordinates: [left = 0, top = 0, right = 0, bottom = 0] }) =>
      around([err(MIDDLE - left), err(MIDDLE - top), err(right - MIDDLE), err(bottom - MIDDLE)], random.int(0, 100)),
    )
    return packItem('boxes', apart('boxes', seen, thresholdBps))
  })
  return { mode: 'pile', rule: rule(random, 'boxes', 7, thresholdBps), classCount: 1, labels: bySeat([seats], 7) }
}

const MIDDLE = 32_767

/** The box that reaches so far from the middle: left, up, right, down. */
function around([left = 1, up = 1, right = 1, down = 1]: readonly number[], confidence: number): RawRegion {
  const least = (reach: number): number => Math.max(0, MIDDLE - reach)
  return { classId: 1, confidence, coordinates: [least(left), least(up), MIDDLE + right, MIDDLE + down] }
}

/**
 * Two spans that are nearly alike and two more, one to each side, as like the nearer of the first two as the other is:
 * which of them joins is decided by bytes alone, and they are not all of one region. Sides and bytes are drawn.
 */
export function tieBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  const items: Items = Array.from({ length: 8 }, () => {
    const [start, length] = [random.int(1000, 1_000_000), random.pick([100, 1000, 5000])]
    const [step, side] = [length / 50, (length * 14) / 100]
    const starts = random.shuffle([start, start + step, start - side, start + step + side])
    const percents = random.shuffle([10, 20, 30, 90])
    return starts.map((from, seat) => packItem('spans', [{ classId: 1, confidence: percents[seat] ?? 0, coordinates: [from, from + length] }]))
  })
  return { mode: 'honest', rule: { kind: 'spans', quorum: 3, thresholdBps: 7000, agreementBps: 5000 }, classCount: 1, labels: bySeat(items, 4) }
}

/**
 * Class items that every seat answers in the same bytes, some left blank at the end: read as regions of ten bytes, which
 * they are not, they would be well-formed and clear.
 */
export function sameBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  const items: Items = Array.from({ length: random.int(4, 12) }, (_, item) => {
    const own = item < 3 || random.chance(0.3) ? packItem('class', [{ classId: random.int(2, 5), confidence: random.int(50, 100), coordinates: [] }]) : Uint8Array.of(random.pick([CANNOT_TELL, 0]))
    return [own, own, own]
  })
  return { mode: 'honest', rule: rule(random, 'class', 3, 10_000), classCount: 5, labels: bySeat(items, 3) }
}

/**
 * A row of regions that overlap by less than the threshold, and a second seat that sees the row shifted so far that each
 * of its regions is more like the next of the first seat's than its own. One by one they would pass for clear. Then rows
 * of which two neighbours alone are so near.
 */
export function slidBatch(seed: number): GeneratedBatch {
  const random = seededRandom(seed)
  // There is one such batch in 160 (batch-case.ts): they take turns.
  const kind = Math.floor(seed / 160) % 2 === 0 ? 'boxes' : 'spans'
  const row = (count: number, shift: number, apart: (at: number) => boolean): Uint8Array => {
    let from = shift
    return packItem(kind, Array.from({ length: count }, (_, at) => {
      if (at > 0) from += apart(at) ? 500 : 85
      return { classId: 1, confidence: 50, coordinates: kind === 'boxes' ? [from, 10, from + 100, 900] : [from, from + 100] }
    }))
  }
  const both = (count: number, apart: (at: number) => boolean): Uint8Array[] => [row(count, 0, apart), row(count, 45, apart)]
  const items: Items = [2, 3, 4, 5, 6, 7, random.int(8, 32)].map((count) => both(count, () => false))
  // One pair alone: it may lie on both sides of where the contract's words of three regions end.
  items.push(...[4, 5, 6, 7, 10].flatMap((count) => [1, 2, 3].map((near) => both(count, (at) => at !== near))))
  return { mode: 'honest', rule: { kind, quorum: 2, thresholdBps: LEAST_THRESHOLD_BPS, agreementBps: 5000 }, classCount: 1, labels: bySeat(items, 2) }
}

/** Eight blocks, the last not full; `spread` is by how much of itself a strip is thinner at most. */
function crossing(random: Random, isAcross: boolean, spread: number): RawRegion[] {
  const [wide, high] = [16_383, 32_767]
  return Array.from({ length: 32 }, (_, index) => {
    const [left, top] = [(Math.floor(index / 5) % 4) * wide, Math.floor(index / 20) * high]
    const size = Math.floor((isAcross ? high : wide) / 5)
    const from = (index % 5) * size
    const to = from + size - random.int(0, Math.floor(size * spread))
    const coordinates = isAcross ? [left, top + from, left + wide, top + to] : [left + from, top, left + to, top + high]
    return { classId: 1, confidence: random.int(0, 100), coordinates }
  })
}

/** Neighbours share just under a tenth of their union. */
function staggered(random: Random, spread: number): RawRegion[] {
  const length = random.pick([1000, 1000, 2000, 9000])
  let start = random.int(0, length)
  return Array.from({ length: 32 }, () => {
    const own = length - random.int(0, Math.floor(length * spread))
    const coordinates = [start, start + own]
    start += Math.ceil(own * 0.82)
    return { classId: 1, confidence: random.int(0, 100), coordinates }
  })
}

function bySeat(items: Items, seats: number): Uint8Array[][] {
  return Array.from({ length: seats }, (_, seat) => items.map((item) => item[seat] ?? Uint8Array.of(0)))
}
