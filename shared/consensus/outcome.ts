import type { ProjectKind } from '../labels/schema.ts';

/** The part of a project's parameters that consensus depends on. */
export interface ConsensusRule {
  readonly kind: ProjectKind;
  /** m: seats that must say the same. */
  readonly quorum: number;
  /** Similarity at which two regions are the same, 1 to 10,000 basis points. */
  readonly thresholdBps: number;
  /** Score at which a seat agrees with the consensus, in basis points. */
  readonly agreementBps: number;
}

export interface ItemConsensus {
  /** m seats or more agree. */
  readonly resolved: boolean;
  /** Encoded like an item's labels, at most 63 regions. */
  readonly consensus: Uint8Array;
  /** A seat's score, rounded down; null where it cannot tell. */
  readonly scoresBps: readonly (number | null)[];
  readonly agrees: readonly boolean[];
  /** Accepted clusters; may be more than there are regions in `consensus`, where equal ones stand once. */
  readonly accepted: number;
}

/**
 * Scores and agreement from the counts, shared by all kinds.
 * @param counts regions of each seat, -1 where it cannot tell; @param matched its regions in accepted clusters
 */
export function outcome(
  rule: ConsensusRule,
  counts: readonly number[],
  matched: readonly number[],
  accepted: number,
  consensus: Uint8Array,
): ItemConsensus {
  const scoresBps: (number | null)[] = [];
  const agrees: boolean[] = [];
  let agreeing = 0;
  for (let seat = 0; seat < counts.length; seat++) {
    const own = counts[seat] ?? -1;
    const both = own + accepted;
    const twice = 2 * (matched[seat] ?? 0);
    scoresBps.push(own < 0 ? null : both === 0 ? 10_000 : Math.floor((twice * 10_000) / both));
    const doesAgree = own >= 0 && (both === 0 || twice * 10_000 >= rule.agreementBps * both);
    agrees.push(doesAgree);
    if (doesAgree) agreeing++;
  }
  return { resolved: agreeing >= rule.quorum, consensus, scoresBps, agrees, accepted };
}
