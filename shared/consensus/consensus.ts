import { compareBytes, packRegion, regionBytes } from '../labels/codec-bytes.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { classConsensus } from './class-consensus.ts';
import { clusterRegions } from './clusters.ts';
import { outcome } from './outcome.ts';
import type { ConsensusRule, ItemConsensus } from './outcome.ts';
import { readRegions } from './regions.ts';
import type { RegionTable } from './regions.ts';

/** An accepted cluster: one region of the consensus and whose regions it was made of. */
export interface AcceptedCluster {
  /** The consensus region's bytes. */
  readonly region: Uint8Array;
  /** Seats that voted for it, ascending, with the place of their region in their own item. */
  readonly votes: readonly { readonly seat: number; readonly regionIndex: number }[];
}

/**
 * Consensus of one item from its seats' encoded labels (DESIGN section 6). The contract computes the same bytes.
 * Labels are trusted to be valid (see `checkItem`); throws on ones whose length is wrong.
 */
export function consensusOf(rule: ConsensusRule, labels: readonly Uint8Array[]): ItemConsensus {
  if (rule.kind === 'class') return classConsensus(rule, labels);
  const table = readRegions(rule.kind, labels);
  const groups = acceptedGroups(table, rule);
  return outcomeOf(rule, table, groups, groups.map((group) => consensusRegion(table, group)).sort(compareBytes));
}

/** The accepted clusters in the consensus' byte order: who voted for what. */
export function acceptedClusters(rule: ConsensusRule, labels: readonly Uint8Array[]): AcceptedCluster[] {
  const table = readRegions(rule.kind, labels);
  return votesOf(table, acceptedGroups(table, rule));
}

/** Both, for who needs both: grouping the regions is most of the work. */
export function consensusWithClusters(rule: ConsensusRule, labels: readonly Uint8Array[]): { readonly consensus: ItemConsensus; readonly clusters: readonly AcceptedCluster[] } {
  if (rule.kind === 'class') return { consensus: classConsensus(rule, labels), clusters: acceptedClusters(rule, labels) };
  const table = readRegions(rule.kind, labels);
  const groups = acceptedGroups(table, rule);
  const clusters = votesOf(table, groups);
  return { consensus: outcomeOf(rule, table, groups, clusters.map(({ region }) => region)), clusters };
}

/** @param regions of the groups, in byte order */
function outcomeOf(rule: ConsensusRule, table: RegionTable, groups: readonly (readonly number[])[], regions: readonly Uint8Array[]): ItemConsensus {
  const matched = table.countBySeat.map(() => 0);
  for (const group of groups) {
    for (const member of group) {
      const seat = table.seat[member] ?? 0;
      matched[seat] = (matched[seat] ?? 0) + 1;
    }
  }
  return outcome(rule, table.countBySeat, matched, groups.length, joinDistinct(rule.kind, regions));
}

function acceptedGroups(table: RegionTable, { thresholdBps, quorum }: ConsensusRule): number[][] {
  return clusterRegions(table, thresholdBps).filter((cluster) => cluster.length >= quorum);
}

function votesOf(table: RegionTable, groups: readonly (readonly number[])[]): AcceptedCluster[] {
  const firstOfSeat: number[] = [];
  let first = 0;
  for (const count of table.countBySeat) {
    firstOfSeat.push(first);
    first += Math.max(0, count);
  }
  return groups
    .map((cluster) => ({
      region: consensusRegion(table, cluster),
      votes: cluster
        .map((member) => ({ seat: table.seat[member] ?? 0, regionIndex: member - (firstOfSeat[table.seat[member] ?? 0] ?? 0) }))
        .sort((a, b) => a.seat - b.seat),
    }))
    .sort((a, b) => compareBytes(a.region, b.region));
}

/** Class, mean confidence and median coordinates of a cluster, all rounded down. */
function consensusRegion(table: RegionTable, cluster: readonly number[]): Uint8Array {
  let confidences = 0;
  for (const member of cluster) confidences += (table.head[member] ?? 0) & 0xff;
  const classId = (table.head[cluster[0] ?? 0] ?? 0) >>> 8;
  return packRegion(table.kind, { classId, confidence: Math.floor(confidences / cluster.length), coordinates: medianPlace(table, cluster) });
}

function medianPlace({ kind, from, to }: RegionTable, cluster: readonly number[]): number[] {
  if (kind === 'class') return [];
  const starts = cluster.map((member) => from[member] ?? 0);
  const ends = cluster.map((member) => to[member] ?? 0);
  if (kind === 'spans') return [median(starts), median(ends)];
  return [high(starts), low(starts), high(ends), low(ends)];
}

function high(pairs: readonly number[]): number {
  return median(pairs.map((pair) => pair >>> 16));
}

function low(pairs: readonly number[]): number {
  return median(pairs.map((pair) => pair & 0xffff));
}

/** The middle value; of an even number, the floor of the middle two's mean. */
function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : Math.floor(((values[middle - 1] ?? 0) + upper) / 2);
}

function joinDistinct(kind: ProjectKind, sorted: readonly Uint8Array[]): Uint8Array {
  const distinct = sorted.filter((region, index) => index === 0 || compareBytes(region, sorted[index - 1] ?? region) !== 0);
  const stride = regionBytes(kind);
  const bytes = new Uint8Array(1 + stride * distinct.length);
  bytes[0] = distinct.length;
  for (const [index, region] of distinct.entries()) bytes.set(region, 1 + stride * index);
  return bytes;
}
