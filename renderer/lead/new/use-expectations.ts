import { useMemo, useState } from 'react';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { cheatsThatPay, economicsOf, expectationsOf } from '../../../shared/protocol/economics-advice.ts';
import type { CheatPays, Economics, Remedy } from '../../../shared/protocol/economics-advice.ts';
import { goldIn } from '../../../shared/protocol/gold/gold.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';

/** What a lead expects, as it is typed: in per cent. null: no number yet. */
export interface ExpectationsDraft {
  /** Of the commonest class; in box and span projects of the items with nothing to mark. */
  readonly commonPercent: number | null;
  /** Of the annotators' answers that are right. */
  readonly accuracyPercent: number | null;
}

export interface Judgement {
  /** Items of the batch that is judged. */
  readonly batchSize: number;
  readonly economics: Economics;
  readonly cheats: readonly CheatPays[];
}

/** Half of the items are of one class; in a tenth of the images or texts there is nothing. */
function startFor(kind: ProjectKind): ExpectationsDraft {
  return { commonPercent: kind === 'class' ? 50 : 10, accuracyPercent: 90 };
}

/** A lead can always give known answers: a file beside the data. */
const CAN_SEED_GOLD = true;

/**
 * @param params null while the rules do not hold; then there is nothing to judge
 * @param itemCount of the project: with fewer items than a batch has, its one batch is that short; 0 where none are chosen
 */
export function judge(params: ProjectParams | null, draft: ExpectationsDraft, itemCount: number): Judgement | null {
  const { commonPercent, accuracyPercent } = draft;
  if (params === null || params.rewardPerLabel === 0n) return null;
  if (commonPercent === null || commonPercent < 0 || commonPercent > 100) return null;
  if (accuracyPercent === null || accuracyPercent <= 0 || accuracyPercent > 100) return null;
  const expectations = expectationsOf(params.kind, params.classCount, commonPercent / 100, accuracyPercent / 100);
  const batchSize = itemCount === 0 ? params.batchSize : Math.min(params.batchSize, itemCount);
  // The one batch of a small project is asked fewer known answers, in proportion, as the contract does.
  const rules = { ...params, batchSize, goldPerBatch: goldIn(params, batchSize) };
  const isThere = ({ field, value }: Remedy) => field !== 'batchSize' || itemCount === 0 || value <= itemCount;
  const cheats = cheatsThatPay(rules, expectations, CAN_SEED_GOLD).map((cheat) => ({ ...cheat, remedies: cheat.remedies.filter(isThere).map((remedy) => ofWholeBatch(remedy, params.batchSize / batchSize)) }));
  return { batchSize, economics: economicsOf(rules, expectations), cheats };
}

/** So many known answers a whole batch that a short one has what was found to be enough. A seat's stake is one of either. */
function ofWholeBatch(remedy: Remedy, scale: number): Remedy {
  return remedy.field === 'goldPerBatch' ? { ...remedy, value: Math.ceil(remedy.value * scale) } : remedy;
}

/** The expectations of the kind that is being asked for, and what follows from them under the rules. */
export function useExpectations(kind: ProjectKind, params: ProjectParams | null, itemCount: number) {
  const [drafts, setDrafts] = useState<Partial<Record<ProjectKind, ExpectationsDraft>>>({});
  const draft = drafts[kind] ?? startFor(kind);
  const judgement = useMemo(() => judge(params, draft, itemCount), [params, draft, itemCount]);
  return { draft, judgement, change: (part: Partial<ExpectationsDraft>) => setDrafts((before) => ({ ...before, [kind]: { ...draft, ...part } })) };
}
