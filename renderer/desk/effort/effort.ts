/** A settled answer of one's own: how sure one was of it, and whether it stood. */
export interface SettledAnswer {
  /** In per cent, as the contract takes it for the item. */
  readonly confidence: number;
  readonly isRight: boolean;
}

/** An item that is sealed on this machine. */
export interface SealedTime {
  /** Time at work on it, idle time left out. */
  readonly activeMs: number;
  readonly sealedAtMs: number;
}

/** A person's own figures: nobody else's, and shown to nobody else. */
export interface Effort {
  /** The latest first. */
  readonly sealed: readonly SealedTime[];
  readonly answers: readonly SettledAnswer[];
}

export interface Pace {
  readonly items: number;
  readonly medianMs: number;
  /** Over the last `RECENT` items; null while there are not more than that. */
  readonly recentMs: number | null;
}

const RECENT = 20;

/** How long an item takes, by the median: one item that took an hour does not move it. Null without items. */
export function paceOf(sealed: readonly SealedTime[]): Pace | null {
  if (sealed.length === 0) return null;
  const latest = sealed.toSorted((a, b) => b.sealedAtMs - a.sealedAtMs).map((item) => item.activeMs);
  return { items: latest.length, medianMs: median(latest), recentMs: latest.length > RECENT ? median(latest.slice(0, RECENT)) : null };
}

/** Answers of about the same confidence, and how many of them stood. */
export interface ReliabilityBin {
  /** Per cent. */
  readonly confidence: number;
  readonly rightPercent: number;
  readonly count: number;
}

export interface Calibration {
  readonly count: number;
  readonly rightPercent: number;
  readonly confidence: number;
  /** Mean of (confidence - outcome) squared, 0 to 1: 0 is perfect, 0.25 is what always saying 50 % gives. */
  readonly brier: number;
  readonly bins: readonly ReliabilityBin[];
}

const BINS = 5;

/** Stated confidence against what came of it. Null without settled answers. */
export function calibrationOf(answers: readonly SettledAnswer[]): Calibration | null {
  if (answers.length === 0) return null;
  const groups = Array.from({ length: BINS }, (): SettledAnswer[] => []);
  for (const answer of answers) groups[Math.min(BINS - 1, Math.floor((answer.confidence * BINS) / 100))]?.push(answer);
  const bins = groups.filter((group) => group.length > 0).map((group) => ({ confidence: mean(group.map((answer) => answer.confidence)), rightPercent: rightOf(group), count: group.length }));
  return {
    count: answers.length,
    rightPercent: rightOf(answers),
    confidence: mean(answers.map((answer) => answer.confidence)),
    brier: mean(answers.map(({ confidence, isRight }) => (confidence / 100 - Number(isRight)) ** 2)),
    bins,
  };
}

export type Tendency = 'too-few' | 'over' | 'under' | 'fits';

/** Fewer answers say nothing. */
const ENOUGH = 20;
const MARGIN_PERCENT = 8;

/** What the figures say in one word. */
export function tendencyOf({ count, confidence, rightPercent }: Calibration): Tendency {
  if (count < ENOUGH) return 'too-few';
  const gap = confidence - rightPercent;
  if (Math.abs(gap) <= MARGIN_PERCENT) return 'fits';
  return gap > 0 ? 'over' : 'under';
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rightOf = (answers: readonly SettledAnswer[]): number => 100 * mean(answers.map((answer) => Number(answer.isRight)));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
