import type { AnswerSpace } from './economics-answers.ts';
import { clamped } from './economics-chances.ts';
import type { Turn } from './economics-items.ts';

/** A turn with what it is worth to the seat where the pay factor is 1, in rewards. */
export interface WorthTurn extends Turn {
  readonly worth: number;
}

export interface FactorMoments {
  /** Expectation of the pay factor f, 0 to 1. */
  readonly factor: number;
  /** Expectation of f times the mean worth of an item, in rewards: f and worth rise and fall together. */
  readonly paid: number;
}

/**
 * The pay factor's expectation, and with what it multiplies, over a batch of items that turn out independently.
 *
 * f is the batch's kappa against the consensus over the target, held within 0 and 1 (DESIGN section 4). The sample
 * kappa is taken as normal around the true one, its deviation from the influence of one item (the delta method, as in
 * Fleiss, Cohen and Everitt, Psychological Bulletin 72, 1969); E[f worth] = E[f] E[worth] + Cov(worth, kappa) E[f'],
 * which is exact for a normal pair (Stein). Whoever gives one category alone has a kappa of exactly 0, and f = 1 only
 * where the whole batch's consensus is that category.
 *
 * @param turns whose chances sum to 1; @param items of the batch; @param target 0 to 1, 0 for no factor
 */
export function factorMoments(space: AnswerSpace, turns: readonly WorthTurn[], items: number, target: number): FactorMoments {
  const worth = turns.reduce((sum, turn) => sum + turn.chance * turn.worth, 0);
  const resolved = turns.reduce((sum, turn) => sum + (turn.consensus === null ? 0 : turn.chance), 0);
  if (target === 0 || resolved === 0) return { factor: 1, paid: worth };
  const category = (answer: number): number => space.categories[answer] ?? 0;
  const own = new Set(turns.map((turn) => category(turn.own)));
  const [only] = own;
  if (own.size === 1 && only !== undefined) return oneCategory(turns, items, (turn) => turn.consensus !== null && category(turn.consensus) !== only);
  return byKappa(space, turns, { items, target, resolved, worth });
}

/** f is 1 where no item of the batch is `other`, and 0 elsewhere. */
function oneCategory(turns: readonly WorthTurn[], items: number, isOther: (turn: Turn) => boolean): FactorMoments {
  const others = turns.reduce((sum, turn) => sum + (isOther(turn) ? turn.chance : 0), 0);
  if (others >= 1) return { factor: 0, paid: 0 };
  const factor = (1 - others) ** items;
  const worth = turns.reduce((sum, turn) => sum + (isOther(turn) ? 0 : turn.chance * turn.worth), 0);
  return { factor, paid: (factor * worth) / (1 - others) };
}

function byKappa(space: AnswerSpace, turns: readonly WorthTurn[], batch: { items: number; target: number; resolved: number; worth: number }): FactorMoments {
  const { items, target, resolved, worth } = batch;
  const own = space.shares.map(() => 0);
  const theirs = space.shares.map(() => 0);
  const cells: { row: number; column: number; isAgreed: boolean; weight: number; worth: number }[] = [];
  for (const turn of turns) {
    if (turn.consensus === null) continue;
    const [row, column, weight] = [space.categories[turn.own] ?? 0, space.categories[turn.consensus] ?? 0, turn.chance / resolved];
    own[row] = (own[row] ?? 0) + weight;
    theirs[column] = (theirs[column] ?? 0) + weight;
    cells.push({ row, column, isAgreed: turn.own === turn.consensus, weight, worth: turn.worth });
  }
  const observed = cells.reduce((sum, cell) => sum + (cell.isAgreed ? cell.weight : 0), 0);
  const expected = own.reduce((sum, share, category) => sum + share * (theirs[category] ?? 0), 0);
  const rest = 1 - expected;
  const kappa = (observed - expected) / rest;
  let variance = 0;
  let covariance = 0;
  for (const cell of cells) {
    const pull = (theirs[cell.row] ?? 0) + (own[cell.column] ?? 0) - 2 * expected;
    const influence = ((cell.isAgreed ? 1 : 0) - observed) / rest - ((1 - observed) * pull) / (rest * rest);
    variance += cell.weight * influence * influence;
    covariance += cell.weight * cell.worth * influence;
  }
  const { expected: factor, between } = clamped(kappa, Math.sqrt(variance / (items * resolved)), target);
  // Of the mean worth over all items with kappa over the resolved ones.
  const paid = worth * factor + ((covariance / items) * between) / target;
  return { factor, paid: Math.max(0, paid) };
}
