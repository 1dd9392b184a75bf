import type { ConsensusRule } from '../consensus/outcome.ts';
import { areAlike } from '../consensus/truth.ts';
import { fromHex } from '../bytes.ts';
import { NOTHING } from '../quality/answers.ts';
import { cohensKappa } from '../quality/kappa.ts';
import { alikeness, regionsOf } from './alikeness.ts';

/** Two answers to one item, encoded. */
export interface AnswerPair {
  /** Names the item. */
  readonly task: string;
  readonly first: string;
  readonly second: string;
}

export interface PairwiseAgreement {
  readonly items: number;
  /** Alike by the contract's own rule: what would count as agreeing. */
  readonly alike: number;
  /** Cohen's kappa of the classes that were found; null where chance cannot be told. */
  readonly kappa: number | null;
  /** Of all regions, one without a partner as 0; null without items. */
  readonly meanIou: number | null;
}

/** How far two agree over the items that both have answered: a blind expert and the consensus, or two experts. */
export function pairwiseAgreement(rule: ConsensusRule, pairs: readonly AnswerPair[]): PairwiseAgreement {
  let [alike, sum] = [0, 0];
  const [first, second]: { task: string; worker: string; label: string }[][] = [[], []];
  for (const pair of pairs) {
    const [a, b] = [regionsOf(rule.kind, pair.first), regionsOf(rule.kind, pair.second)];
    if (areAlike(rule, fromHex(pair.first), fromHex(pair.second))) alike += 1;
    sum += a === null || b === null ? Number(a === b) : alikeness(rule.kind, a, b).all;
    first?.push({ task: pair.task, worker: 'first', label: categoryOf(a) });
    second?.push({ task: pair.task, worker: 'second', label: categoryOf(b) });
  }
  return { items: pairs.length, alike, kappa: cohensKappa(first ?? [], second ?? []), meanIou: pairs.length === 0 ? null : sum / pairs.length };
}

function categoryOf(regions: ReturnType<typeof regionsOf>): string {
  if (regions === null) return '?';
  return [...new Set(regions.map(({ classId }) => classId))].sort((a, b) => a - b).join(' + ') || NOTHING;
}
