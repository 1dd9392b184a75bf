/** Basis points that make one whole. */
export const ONE_BPS = 10_000;

/** What the pay factor needs of a seat, over the batch's resolved items that it labelled. */
export interface FactorCounts {
  /** n: resolved items that the seat labelled. */
  readonly labelled: number;
  /** Those of them where it agreed. */
  readonly agreed: number;
  /** S: sum over the categories of the seat's count times the consensus' count. */
  readonly chance: number;
}

/**
 * Pay above chance, the factor f of DESIGN section 4 in basis points, rounded down:
 * (agreed n - S) / (target (n^2 - S)), held within 0 and 1; 1 where there is no target or chance explains everything.
 */
export function payFactorBps({ labelled, agreed, chance }: FactorCounts, targetBps: number): number {
  const square = labelled * labelled;
  if (targetBps === 0 || square === chance) return ONE_BPS;
  const observed = agreed * labelled;
  if (observed <= chance) return 0;
  // At most 64^2 * 10^8: exact in a double.
  return Math.min(ONE_BPS, Math.floor(((observed - chance) * ONE_BPS * ONE_BPS) / (targetBps * (square - chance))));
}

/**
 * S from the categories of the seat's answers and of the consensus, item by item. A class project's categories are the
 * lowest class of the item (0: none); elsewhere they are 0 (nothing there) and 1 (something there).
 */
export function chanceOf(own: readonly number[], theirs: readonly number[]): number {
  const counts = new Map<number, { own: number; theirs: number }>();
  const count = (category: number, side: 'own' | 'theirs'): void => {
    const entry = counts.get(category) ?? { own: 0, theirs: 0 };
    entry[side]++;
    counts.set(category, entry);
  };
  for (const category of own) count(category, 'own');
  for (const category of theirs) count(category, 'theirs');
  return [...counts.values()].reduce((sum, entry) => sum + entry.own * entry.theirs, 0);
}
