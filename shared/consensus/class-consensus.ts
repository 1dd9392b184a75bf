import { outcome } from './outcome.ts';
import type { ConsensusRule, ItemConsensus } from './outcome.ts';
import { regionCount } from './regions.ts';

/**
 * The rule of DESIGN section 6 where every region is a class: all regions of one class are one cluster, since a seat
 * says a class at most once and any two of a class have similarity 1. Same result as the general way, without pairs.
 */
export function classConsensus(rule: ConsensusRule, labels: readonly Uint8Array[]): ItemConsensus {
  const counts = labels.map((bytes) => regionCount('class', bytes));
  const votes = new Map<number, { seats: number; confidence: number }>();
  for (const [seat, bytes] of labels.entries()) {
    for (let at = 1; at < 1 + 2 * (counts[seat] ?? 0); at += 2) {
      const classId = bytes[at] ?? 0;
      const vote = votes.get(classId);
      if (vote === undefined) votes.set(classId, { seats: 1, confidence: bytes[at + 1] ?? 0 });
      else {
        vote.seats++;
        vote.confidence += bytes[at + 1] ?? 0;
      }
    }
  }
  const accepted = [...votes].filter(([, vote]) => vote.seats >= rule.quorum).sort(([a], [b]) => a - b);
  const consensus = new Uint8Array(1 + 2 * accepted.length);
  consensus[0] = accepted.length;
  for (const [index, [classId, vote]] of accepted.entries()) {
    consensus[1 + 2 * index] = classId;
    consensus[2 + 2 * index] = Math.floor(vote.confidence / vote.seats);
  }
  const won = new Set(accepted.map(([classId]) => classId));
  const matched = labels.map((bytes, seat) => {
    let own = 0;
    for (let at = 1; at < 1 + 2 * (counts[seat] ?? 0); at += 2) if (won.has(bytes[at] ?? 0)) own++;
    return own;
  });
  return outcome(rule, counts, matched, accepted.length, consensus);
}
