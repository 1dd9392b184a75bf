import type { QualityReport } from './report.ts';

/** What a lead wants of a dataset before it is handed on; null: not asked for. */
export interface GateLimits {
  /** Krippendorff (2004) draws tentative conclusions from 0.667 on. */
  readonly leastAlpha: number | null;
  /** Upper end of the 95 % interval of the share of labels that audits overturn. */
  readonly mostAuditError: number | null;
  /** Share of the items that nobody has settled. */
  readonly mostUnsettled: number | null;
  /** The chance of class counts as far from the expected shares. */
  readonly leastSharesP: number | null;
  readonly mostSuspicions: number | null;
  /** Mean distance of confidence and share right. */
  readonly mostMiscalibration: number | null;
}

export const usualLimits: GateLimits = { leastAlpha: 0.667, mostAuditError: 0.1, mostUnsettled: 0.05, leastSharesP: 0.01, mostSuspicions: 0, mostMiscalibration: 0.15 };

export type GateCheckName = 'alpha' | 'audit-error' | 'unsettled' | 'shares' | 'suspicions' | 'calibration';

export interface GateCheck {
  readonly name: GateCheckName;
  /** null where it could not be measured, which does not pass. */
  readonly value: number | null;
  readonly limit: number;
  readonly hasPassed: boolean;
}

export interface GateVerdict {
  readonly checks: readonly GateCheck[];
  readonly hasPassed: boolean;
}

/** Holds a report against the limits. What could not be measured is not taken for good, but for shares nobody expects. */
export function gateOf(report: QualityReport, limits: GateLimits = usualLimits): GateVerdict {
  const total = Object.values(report.outcomes).reduce((sum, count) => sum + count, 0);
  const unsettled = report.outcomes.open + report.outcomes.disputed + report.outcomes.void;
  const checks: GateCheck[] = [];
  const atLeast = (name: GateCheckName, value: number | null, limit: number | null) => {
    if (limit !== null) checks.push({ name, value, limit, hasPassed: value !== null && value >= limit });
  };
  const atMost = (name: GateCheckName, value: number | null, limit: number | null) => {
    if (limit !== null) checks.push({ name, value, limit, hasPassed: value !== null && value <= limit });
  };
  atLeast('alpha', report.agreement.alpha, limits.leastAlpha);
  atMost('audit-error', report.audit.looked === 0 ? null : report.audit.interval.high, limits.mostAuditError);
  atMost('unsettled', total === 0 ? null : unsettled / total, limits.mostUnsettled);
  if (report.shares !== null) atLeast('shares', report.shares.pValue, limits.leastSharesP);
  atMost('suspicions', report.suspicions.length, limits.mostSuspicions);
  atMost('calibration', report.calibration?.expectedError ?? null, limits.mostMiscalibration);
  return { checks, hasPassed: checks.every(({ hasPassed }) => hasPassed) };
}
