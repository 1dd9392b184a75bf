import type { ProjectKind } from '../labels/schema.ts';

/*
 * What people can answer of an item, as far as pay is concerned. A class project's answers are its classes, the
 * commonest first. In a box or span project the answers are *nothing there*, *what is there*, and *astray*: regions
 * that match nobody's unless two have arranged it. Answers are numbered from 0.
 */

/** How an annotator answers. Accuracy is the chance (0 to 1) of seeing what is there. */
export type Strategy =
  | { readonly name: 'honest'; readonly accuracy: number }
  /** Always the commonest answer. */
  | { readonly name: 'lazy' }
  /** Any class, with equal chances; in box and span projects regions anywhere. */
  | { readonly name: 'random' }
  /** As many as the quorum, who answer alike without looking: the commonest answer, or one drawn for all of them. */
  | { readonly name: 'ring'; readonly alike: 'common' | 'random' }
  /** One person in as many seats as the quorum, who looks once and says the same in all of them. */
  | { readonly name: 'double'; readonly accuracy: number };

export interface AnswerSpace {
  /** Chance of each true answer (0 to 1), in the order of the answers. */
  readonly shares: readonly number[];
  /** The pay factor's category of each answer. */
  readonly categories: readonly number[];
  /** The commonest answer: what a lazy annotator says. */
  readonly common: number;
  /** The answer that is never true and, given alone, matches nobody's; null in class projects. */
  readonly astray: number | null;
}

/**
 * @param shares of the classes; in a box or span project of the items with nothing and with something there. Scaled to
 *   a sum of 1. Throws where there are none.
 */
export function answerSpace(kind: ProjectKind, shares: readonly number[]): AnswerSpace {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(sum > 0) || shares.some((share) => share < 0)) throw new RangeError('Shares are at or above 0, and not all of them 0');
  const scaled = shares.map((share) => share / sum);
  if (kind === 'class') return { shares: scaled, categories: scaled.map((_, answer) => answer), common: scaled.indexOf(Math.max(...scaled)), astray: null };
  return { shares: [scaled[0] ?? 0, 1 - (scaled[0] ?? 0), 0], categories: [0, 1, 1], common: 0, astray: 2 };
}

/** Chances of each answer of an annotator who looks, where `truth` is the case. */
function lookingAt(space: AnswerSpace, truth: number, accuracy: number): number[] {
  const count = space.shares.length;
  if (space.astray !== null) return space.shares.map((_, answer) => (answer === truth ? accuracy : answer === space.astray ? 1 - accuracy : 0));
  if (count === 1) return [1];
  return space.shares.map((_, answer) => (answer === truth ? accuracy : (1 - accuracy) / (count - 1)));
}

/** Chances of each answer under a strategy, where `truth` is the case. */
export function answerChances(space: AnswerSpace, strategy: Strategy, truth: number): number[] {
  const always = (wanted: number) => space.shares.map((_, answer) => (answer === wanted ? 1 : 0));
  const anything = () => (space.astray === null ? space.shares.map(() => 1 / space.shares.length) : always(space.astray));
  switch (strategy.name) {
    case 'honest':
    case 'double':
      return lookingAt(space, truth, strategy.accuracy);
    case 'lazy':
      return always(space.common);
    case 'random':
      return anything();
    case 'ring':
      return strategy.alike === 'common' ? always(space.common) : anything();
  }
}

/** Whether the strategy holds a quorum of a batch's seats, which all say the same. */
export function holdsQuorum(strategy: Strategy): boolean {
  return strategy.name === 'ring' || strategy.name === 'double';
}
