import { sharedSize } from './regions.ts';
import type { RegionTable } from './regions.ts';

/** Pairs of regions at or over the threshold, as parallel lists, and the same as a matrix. */
interface Pairs {
  readonly first: number[];
  readonly second: number[];
  readonly inter: number[];
  readonly union: number[];
  readonly isNear: Uint8Array;
}

/**
 * Groups the regions of different seats that mean the same thing (DESIGN section 6, steps 1 and 2).
 * @returns the clusters as lists of places in the table, single regions included
 */
export function clusterRegions(table: RegionTable, thresholdBps: number): number[][] {
  const pairs = nearPairs(table, thresholdBps);
  const clusterOf = new Int32Array(table.count);
  const clusters: number[][] = [];
  const seatsOf: number[] = [];
  for (let index = 0; index < table.count; index++) {
    clusterOf[index] = index;
    clusters.push([index]);
    seatsOf.push(1 << (table.seat[index] ?? 0));
  }
  for (const pair of orderPairs(table, pairs)) {
    const into = clusterOf[pairs.first[pair] ?? 0] ?? 0;
    const other = clusterOf[pairs.second[pair] ?? 0] ?? 0;
    const seatsInto = seatsOf[into] ?? 0;
    const seatsOther = seatsOf[other] ?? 0;
    // Also true of two regions that are in one cluster already.
    if ((seatsInto & seatsOther) !== 0) continue;
    const kept = clusters[into] ?? [];
    const moved = clusters[other] ?? [];
    if (!areAllNear(kept, moved, pairs.isNear, table.count)) continue;
    for (const member of moved) {
      kept.push(member);
      clusterOf[member] = into;
    }
    clusters[other] = [];
    seatsOf[into] = seatsInto | seatsOther;
  }
  return clusters.filter((cluster) => cluster.length > 0);
}

function nearPairs(table: RegionTable, thresholdBps: number): Pairs {
  const { count, seat, head, size } = table;
  const pairs: Pairs = { first: [], second: [], inter: [], union: [], isNear: new Uint8Array(count * count) };
  const isClass = table.kind === 'class';
  for (let i = 0; i < count; i++) {
    const classI = (head[i] ?? 0) >>> 8;
    const sizeI = size[i] ?? 0;
    for (let j = i + 1; j < count; j++) {
      if (seat[i] === seat[j] || classI !== (head[j] ?? 0) >>> 8) continue;
      const sizeJ = size[j] ?? 0;
      const areWhole = isClass || (sizeI === 0 && sizeJ === 0);
      const inter = areWhole ? 1 : sharedSize(table, i, j);
      const union = areWhole ? 1 : sizeI + sizeJ - inter;
      if (inter * 10_000 < thresholdBps * union) continue;
      pairs.first.push(i);
      pairs.second.push(j);
      pairs.inter.push(inter);
      pairs.union.push(union);
      pairs.isNear[i * count + j] = 1;
      pairs.isNear[j * count + i] = 1;
    }
  }
  return pairs;
}

/** Places of the pairs, most similar first; ties by the bytes of the smaller region, then of the larger. */
function orderPairs(table: RegionTable, pairs: Pairs): number[] {
  const rank = byteRanks(table);
  const ratio = pairs.inter.map((inter, pair) => inter / (pairs.union[pair] ?? 1));
  // Fits a double exactly: at most 224 ranks.
  const tie = pairs.first.map((first, pair) => {
    const a = rank[first] ?? 0;
    const b = rank[pairs.second[pair] ?? 0] ?? 0;
    return Math.min(a, b) * 65_536 + Math.max(a, b);
  });
  const compare = (p: number, q: number): number => {
    const difference = (ratio[q] ?? 0) - (ratio[p] ?? 0);
    // Division rounds monotonically, so quotients that differ are in the right order; equal ones need a closer look.
    if (difference !== 0) return difference;
    const exact = compareFractions(pairs.inter[q] ?? 0, pairs.union[q] ?? 1, pairs.inter[p] ?? 0, pairs.union[p] ?? 1);
    return exact !== 0 ? exact : (tie[p] ?? 0) - (tie[q] ?? 0);
  };
  return ratio.map((_, pair) => pair).sort(compare);
}

function compareFractions(interA: number, unionA: number, interB: number, unionB: number): number {
  if (interA === interB && unionA === unionB) return 0;
  const left = BigInt(interA) * BigInt(unionB);
  const right = BigInt(interB) * BigInt(unionA);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Each region's place in byte order; equal bytes share a place. */
function byteRanks(table: RegionTable): Uint16Array {
  const { head, from, to } = table;
  const compare = (i: number, j: number): number =>
    (head[i] ?? 0) - (head[j] ?? 0) || (from[i] ?? 0) - (from[j] ?? 0) || (to[i] ?? 0) - (to[j] ?? 0);
  const order = Array.from({ length: table.count }, (_, index) => index).sort(compare);
  const ranks = new Uint16Array(table.count);
  let rank = 0;
  for (const [place, index] of order.entries()) {
    if (place > 0 && compare(order[place - 1] ?? 0, index) !== 0) rank++;
    ranks[index] = rank;
  }
  return ranks;
}

function areAllNear(a: readonly number[], b: readonly number[], isNear: Uint8Array, count: number): boolean {
  for (const i of a) {
    for (const j of b) {
      if (isNear[i * count + j] === 0) return false;
    }
  }
  return true;
}
