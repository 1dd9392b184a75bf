// Reputation and the audit's draw, from the TypeScript reference, in the form that forge's tests decode.
import { AbiCoder, hexlify } from 'ethers'

import { seededRandom } from '../../shared/consensus/random.ts'
import { moveReputation, newReputation, reputationScoreBps } from '../../shared/consensus/reputation.ts'
import { drawItems, sampleSize } from '../../shared/consensus/sampling.ts'
import { parseBytes32 } from '../../shared/labels/ids.ts'

const moveTuple = 'tuple(int256 delta,uint256 weight,uint256 items,int256 sum,uint256 total,uint256 ever,uint256 scoreBps)[]'
const drawTuple = 'tuple(bytes32 seed,uint256 count,uint256 rateBps,uint256 mask)[]'

interface MoveCase {
  /** Standing before, as the contract's word. */
  readonly before: bigint
  readonly delta: number
  readonly weight: number
  readonly items: number
  readonly sum: number
  readonly total: number
  readonly ever: number
  readonly scoreBps: number
}

/** One account's long history. */
export function moveCases(seed: number): MoveCase[] {
  const random = seededRandom(seed)
  let standing = newReputation
  return Array.from({ length: 400 }, () => {
    const weight = random.int(0, 64)
    const delta = random.int(-10_000 * weight - 50_000, 10_000 * weight)
    const items = random.int(0, weight)
    const before = BigInt.asUintN(128, BigInt(standing.sum)) | (BigInt(standing.weight) << 128n) | (BigInt(standing.items) << 192n)
    standing = moveReputation(standing, delta, weight, items)
    return { before, delta, weight, items, sum: standing.sum, total: standing.weight, ever: standing.items, scoreBps: reputationScoreBps(standing) }
  })
}

/** Draws of all sizes. */
export function drawCases(seed: number) {
  const random = seededRandom(seed ^ 1)
  return Array.from({ length: 200 }, () => {
    const count = random.int(1, 64)
    const rateBps = random.pick([0, 1, 500, 1000, 2500, 10_000])
    const seedWord = parseBytes32(hexlify(Uint8Array.from({ length: 32 }, () => random.int(0, 255))))
    return { seed: seedWord, count, rateBps, mask: drawItems(seedWord, count, sampleSize(count, rateBps)) }
  })
}

/** Bytes for `abi.decode(..., (Move[], Draw[]))`. */
export function encodeRuleCases(seed: number): string {
  return AbiCoder.defaultAbiCoder().encode([moveTuple, drawTuple], [moveCases(seed), drawCases(seed)])
}
