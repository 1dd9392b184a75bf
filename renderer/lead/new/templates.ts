import { usualGold } from '../../../shared/protocol/economics-advice.ts';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { exactAmount, parseAmount } from '../../app/format/amount.ts';
import type { Draft, RulesDraft, TokenInfo } from './draft.ts';
import { rulesFor } from './draft.ts';

export const templateNames = ['simple', 'boxes', 'spans', 'critical'] as const;
export type TemplateName = (typeof templateNames)[number];

/** What it does not say, the usual rules of its kind do. */
interface Template {
  /** Null: whatever is asked for stays. */
  readonly kind: ProjectKind | null;
  readonly rules: Partial<RulesDraft>;
  /** In rewards of a whole batch. */
  readonly stakeBatches: number;
  /** Times the usual time for experts. */
  readonly auditTimes: number;
  /** Whether known answers have to be among the items. */
  readonly hasGold: boolean;
}

const usual = { rules: {}, stakeBatches: 1, auditTimes: 1, hasGold: false } as const;

const templates: Readonly<Record<TemplateName, Template>> = {
  simple: { kind: 'class', ...usual },
  boxes: { kind: 'boxes', ...usual },
  spans: { kind: 'spans', ...usual },
  // All three must say the same; where they do not, the item is disputed and an expert's answer stands. A quarter is audited all the same.
  critical: {
    kind: null,
    rules: { seats: 3, quorum: 3, auditPercent: 25, thresholdPercent: 75, agreementPercent: 100, minScorePercent: 60, openExperts: false, settlement: 'computed' },
    stakeBatches: 2,
    auditTimes: 2,
    // Where all must agree, honest people are paid for less of their work, and who guesses has less to lose: known answers tell them apart.
    hasGold: true,
  },
};

type Money = Pick<RulesDraft, 'reward' | 'auditFee'>;

/** The rules of a template; rewards and fees stay as they were typed, and the stake follows them. */
export function rulesOf(name: TemplateName, kind: ProjectKind, { reward: typed, auditFee }: Money, token: TokenInfo, isLocal: boolean): RulesDraft {
  const { rules, stakeBatches, auditTimes } = templates[name];
  const base = rulesFor(kind, token, isLocal);
  const made = { ...base, ...rules, reward: typed, auditFee };
  const reward = parseAmount(typed, token.decimals);
  return {
    ...made,
    thresholdPercent: kind === 'class' ? base.thresholdPercent : made.thresholdPercent,
    auditSeconds: (base.auditSeconds ?? 0) * auditTimes,
    stake: reward === null ? base.stake : exactAmount(reward * BigInt(made.batchSize ?? 1) * BigInt(stakeBatches), token.decimals),
  };
}

export function withTemplate(draft: Draft, name: TemplateName, token: TokenInfo, isLocal: boolean): Draft {
  const kind = templates[name].kind ?? draft.kind;
  const rules = rulesOf(name, kind, draft.rules, token, isLocal);
  const before = templateOf(draft, token, isLocal);
  // What the template before has asked for goes with it, and what the lead has asked for stays.
  const isOfBefore = before !== null && templates[before].hasGold && draft.rules.goldPerBatch === usualGold(draft.rules.batchSize ?? 1);
  const goldPerBatch = isOfBefore ? 0 : draft.rules.goldPerBatch;
  return { ...draft, kind, rules: { ...rules, goldPerBatch: templates[name].hasGold && goldPerBatch === 0 ? usualGold(rules.batchSize ?? 1) : goldPerBatch } };
}

/** The template that the rules are those of; null once something was changed. Known answers are the lead's own choice. */
export function templateOf({ kind, rules }: Pick<Draft, 'kind' | 'rules'>, token: TokenInfo, isLocal: boolean): TemplateName | null {
  const isIt = (name: TemplateName) => {
    const { kind: own } = templates[name];
    const made = rulesOf(name, kind, rules, token, isLocal);
    return (own === null || own === kind) && JSON.stringify({ ...made, goldPerBatch: 0 }) === JSON.stringify({ ...rules, goldPerBatch: 0 });
  };
  return templateNames.find(isIt) ?? null;
}
