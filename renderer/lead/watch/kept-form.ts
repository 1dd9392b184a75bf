import type { ClassDraft, Draft, RulesDraft } from '../new/draft.ts';
import { classDraft } from '../new/draft.ts';

/** What the form of a project said, as some version of this window has kept it: fields of later ones are missing. */
export interface KeptForm extends Partial<Omit<Draft, 'classes' | 'rules'>> {
  readonly classes: readonly Partial<ClassDraft>[];
  readonly rules: Partial<RulesDraft>;
}

/** New files before the lead is told of them: a batch. */
const USUAL_BATCH = 8;

/**
 * The form for the next pack: everything as it was but the name, and where the pack can be fetched from, which is another
 * place for another pack.
 */
export function formAgain(fresh: Draft, kept: KeptForm, name: string): Draft {
  return {
    ...fresh,
    ...kept,
    classes: kept.classes.map((each, index) => ({ ...classDraft(index), ...each })),
    rules: { ...fresh.rules, ...kept.rules },
    name,
    packUri: fresh.packUri,
  };
}

export const batchOf = ({ rules }: KeptForm): number => Math.max(1, rules.batchSize ?? USUAL_BATCH);
