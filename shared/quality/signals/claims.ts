import { OUTLIER_Z, robustZ } from '../robust.ts';

/** What the chain says of one annotator of a project. */
export interface ClaimRecord {
  readonly worker: string;
  /** Labels of seats that have been paid. */
  readonly labels: number;
  /** Paid in all, in the token's smallest unit. */
  readonly paid: bigint;
  /** Active milliseconds in the sealed records of those labels. */
  readonly activeMs: number;
}

export interface ClaimPattern {
  readonly worker: string;
  readonly kind: 'pay-a-label' | 'pay-an-hour';
  /** In the token's smallest unit, for a label or an hour. */
  readonly value: number;
  readonly z: number;
}

const LEAST_LABELS = 10;
const HOUR_MS = 3_600_000;

/**
 * Annotators whose pay does not fit their work: pay a label above everybody's (bonuses of audits that somebody arranges)
 * and pay an hour of active time far above (labels that nobody looked at). By the robust z of the logarithms; only upward.
 */
export function claimPatterns(records: readonly ClaimRecord[]): ClaimPattern[] {
  const worked = records.filter(({ labels, paid }) => labels >= LEAST_LABELS && paid > 0n);
  const perLabel = worked.map(({ paid, labels }) => Number(paid) / labels);
  const timed = worked.filter(({ activeMs }) => activeMs > 0);
  const perHour = timed.map(({ paid, activeMs }) => (Number(paid) * HOUR_MS) / activeMs);
  return [...outliers('pay-a-label', worked, perLabel), ...outliers('pay-an-hour', timed, perHour)];
}

function outliers(kind: ClaimPattern['kind'], records: readonly ClaimRecord[], values: readonly number[]): ClaimPattern[] {
  const z = robustZ(values.map((value) => Math.log(value)));
  return records.flatMap(({ worker }, place) => ((z[place] ?? 0) > OUTLIER_Z ? [{ worker, kind, value: values[place] ?? 0, z: z[place] ?? 0 }] : []));
}
