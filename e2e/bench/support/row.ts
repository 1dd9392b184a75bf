/** One line of the table. */
export interface Row {
  /** What is done. */
  readonly work: string;
  /** How much of it: boxes, items, characters. */
  readonly amount: string;
  /** Who does it. */
  readonly way: string;
  /** In `unit`; null where the way cannot be measured here, with `note` saying why. */
  readonly median: number | null;
  readonly p95: number | null;
  /** Empty: a count. */
  readonly unit: 'ms' | 'MiB' | '%' | 's' | 'gas' | '';
  /** Times the baseline of the same run: the median over rounds of the round's own ratio. */
  readonly ratio: number | null;
  /** What the design asks for, in words; empty for a contender that is only compared with. */
  readonly reach: string;
  readonly isMet: boolean | null;
  readonly note?: string;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** How it was measured. */
  readonly how: string;
  readonly rows: readonly Row[];
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);
