/** What a pattern of answers looks like; each is a reason to look, never a verdict. */
export type SuspicionKind = 'one-class' | 'random' | 'alike' | 'drift';

export interface Suspicion {
  readonly kind: SuspicionKind;
  /** One worker, or the members of a group that answer alike. */
  readonly workers: readonly string[];
  /** The test's own statistic: see the kind's function. */
  readonly statistic: number;
  /** Chance of as much among honest workers, before the correction for many tests. */
  readonly pValue: number;
  /** Answers that the test looked at. */
  readonly answers: number;
}

/** Of what is told to the lead so many may be false, in expectation. */
export const FALSE_DISCOVERY_RATE = 0.05;
