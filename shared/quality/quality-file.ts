import { gateOf, usualLimits } from './gate.ts';
import type { GateVerdict } from './gate.ts';
import type { QualityReport } from './report.ts';

export const QUALITY_FILE = 'quality.json';

/** As many digits as any processor's logarithms agree in. */
const DIGITS = 9;

export interface Judged {
  readonly report: QualityReport;
  readonly verdict: GateVerdict;
}

export function judge(report: QualityReport): Judged {
  return { report, verdict: gateOf(report, usualLimits) };
}

/** The report and the verdict as an export has them: the same text for the same dataset on every machine. */
export function qualityText({ report, verdict }: Judged): string {
  return `${JSON.stringify({ version: 1, gate: { ...verdict, limits: usualLimits }, report }, rounded, 2)}\n`;
}

export function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;
}
