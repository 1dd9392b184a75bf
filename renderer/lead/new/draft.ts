import type { LabelClass, ProjectKind, ProjectSchema } from '../../../shared/labels/schema.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { SchemaFailure } from '../../../shared/labels/schema.ts';
import type { Address } from '../../../shared/labels/ids.ts';
import type { SettlementWay } from '../../../shared/protocol/abi.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { assertedSettlement, computedSettlement, defaultParams } from '../../../shared/protocol/params.ts';
import type { Result } from '../../../shared/result.ts';
import { classLook } from '../../app/theme/class-palette.ts';
import { exactAmount, parseAmount } from '../../app/format/amount.ts';
import { attributeOf, isNamedAttribute } from './attribute-draft.ts';
import type { AttributeDraft } from './attribute-draft.ts';
import type { ChosenFile } from './chosen-files.ts';

/** A class as it is being written; `key` is the row's identity while it is edited. */
export interface ClassDraft {
  readonly rowId: number;
  readonly name: string;
  readonly colour: string;
  readonly isWholeItem: boolean;
  /** The digit that picks it, such as `4` or `Shift+4`; empty: the next one that is free. */
  readonly key: string;
}

/** The rules as they are being typed: amounts as text, shares in per cent, times in seconds. null: no number yet. */
export interface RulesDraft {
  readonly seats: number | null;
  readonly quorum: number | null;
  readonly batchSize: number | null;
  /** Known answers a batch; 0 for no gate. */
  readonly goldPerBatch: number | null;
  readonly reward: string;
  readonly stake: string;
  readonly auditFee: string;
  readonly auditPercent: number | null;
  readonly thresholdPercent: number | null;
  readonly agreementPercent: number | null;
  readonly targetPercent: number | null;
  readonly minScorePercent: number | null;
  readonly leaseSeconds: number | null;
  readonly commitSeconds: number | null;
  readonly revealSeconds: number | null;
  readonly auditSeconds: number | null;
  readonly openExperts: boolean;
  /** Of boxes and spans; classes are always computed. */
  readonly settlement: SettlementWay;
  readonly challengeSeconds: number | null;
  /** For as long the higher tiers alone take new batches. */
  readonly prioritySeconds: number | null;
  readonly tiers: readonly [TierDraft, TierDraft, TierDraft];
  /** Details travel with the labels; else as files. */
  readonly detailsOnChain: boolean;
}

/** A rung of the reputation ladder as it is being typed. */
export interface TierDraft {
  readonly scorePercent: number | null;
  readonly items: number | null;
  readonly multiplier: number | null;
}

export interface Draft {
  readonly name: string;
  readonly kind: ProjectKind;
  readonly classes: readonly ClassDraft[];
  readonly attributes: readonly AttributeDraft[];
  readonly instructions: string;
  /** Those that the instructions name are sent with them. */
  readonly pictures: readonly ChosenFile[];
  /** BCP 47 tags with commas or blanks between them. */
  readonly languages: string;
  /** What a new region starts with. */
  readonly confidencePercent: number | null;
  readonly rules: RulesDraft;
  /** Where annotators on other machines get the pack; empty: from this machine alone. */
  readonly packUri: string;
  /** Pays annotators' gas, named in the pack; empty: nobody. */
  readonly relay: string;
}

export interface TokenInfo {
  readonly address: Address;
  readonly symbol: string;
  readonly decimals: number;
}

const FIRST_CLASSES = 2;

export function newDraft(token: TokenInfo, isLocal: boolean): Draft {
  const classes = Array.from({ length: FIRST_CLASSES }, (_, index) => classDraft(index));
  return { name: '', kind: 'boxes', classes, attributes: [], instructions: '', pictures: [], languages: '', confidencePercent: 90, rules: rulesFor('boxes', token, isLocal), packUri: '', relay: '' };
}

export function classDraft(rowId: number): ClassDraft {
  return { rowId, name: '', colour: classLook(rowId).colour, isWholeItem: false, key: '' };
}

/** On the local chain nobody waits a day for a window to close. */
const LOCAL_WINDOW_SECONDS = { leaseSeconds: 3600, commitSeconds: 600, revealSeconds: 600, auditSeconds: 300, challengeSeconds: 600 };

/** The rules to start from for a kind of project. */
export function rulesFor(kind: ProjectKind, token: TokenInfo, isLocal: boolean): RulesDraft {
  const schema: ProjectSchema = {
    name: 'x',
    kind,
    classes: [{ id: 1, name: 'x', colour: '#000000' }],
    documentClasses: [],
    attributes: [],
    instructions: '',
    languages: [],
    confidenceDefault: 90,
  };
  const params = defaultParams(schema, token.address);
  const amount = (units: bigint) => exactAmount(units, token.decimals);
  const percent = (bps: number) => bps / 100;
  const windows = isLocal ? LOCAL_WINDOW_SECONDS : { ...params, challengeSeconds: assertedSettlement(params).challengeSeconds };
  return {
    seats: params.seats,
    quorum: params.quorum,
    batchSize: params.batchSize,
    goldPerBatch: params.goldPerBatch,
    reward: amount(params.rewardPerLabel),
    stake: amount(params.stakePerSeat),
    auditFee: amount(params.auditFeePerItem),
    auditPercent: percent(params.auditBps),
    thresholdPercent: percent(params.thresholdBps),
    agreementPercent: percent(params.agreementBps),
    targetPercent: percent(params.targetBps),
    minScorePercent: percent(params.minScoreBps),
    leaseSeconds: windows.leaseSeconds,
    commitSeconds: windows.commitSeconds,
    revealSeconds: windows.revealSeconds,
    auditSeconds: windows.auditSeconds,
    openExperts: params.openExperts,
    settlement: params.settlement,
    challengeSeconds: windows.challengeSeconds,
    prioritySeconds: params.prioritySeconds,
    tiers: eachTier(params.tiers, ({ minScoreBps, minItems, multiplierBps }) => ({ scorePercent: percent(minScoreBps), items: minItems, multiplier: multiplierBps / 10_000 })),
    detailsOnChain: params.detailsOnChain,
  };
}

export function eachTier<From, To>([first, second, third]: readonly [From, From, From], change: (tier: From, index: number) => To): [To, To, To] {
  return [change(first, 0), change(second, 1), change(third, 2)];
}

export type SchemaDraft = Pick<Draft, 'name' | 'kind' | 'classes' | 'attributes' | 'instructions' | 'languages' | 'confidencePercent'>;

/** The classes with a name, numbered as they stand, with the keys that they ask for. */
export function classesOf({ kind, classes }: Pick<Draft, 'kind' | 'classes'>): { regions: (LabelClass & { rowId: number })[]; items: (LabelClass & { rowId: number })[] } {
  const named = classes.filter(({ name }) => name.trim() !== '');
  const asked = new Set(named.map(({ key }) => key));
  const isWhole = ({ isWholeItem }: ClassDraft) => kind !== 'class' && isWholeItem;
  const numbered = named.map((entry, index) => {
    // In order, but for those that another class has asked for.
    const usual = index < 9 && !asked.has(String(index + 1)) ? String(index + 1) : '';
    const key = entry.key === '' ? usual : entry.key;
    return { isWhole: isWhole(entry), made: { rowId: entry.rowId, id: index + 1, name: entry.name.trim(), colour: entry.colour, ...(key === '' ? {} : { key }) } };
  });
  return { regions: numbered.filter((each) => !each.isWhole).map(({ made }) => made), items: numbered.filter((each) => each.isWhole).map(({ made }) => made) };
}

/** The schema that the draft describes, or its fields at fault. Rows without a name are left out; attributes belong to regions. */
export function schemaOf(draft: SchemaDraft): Result<ProjectSchema, SchemaFailure> {
  const { regions, items } = classesOf(draft);
  const bare = ({ rowId: _, ...made }: LabelClass & { rowId: number }) => made;
  const idOf = (rowId: number) => regions.find((each) => each.rowId === rowId)?.id;
  return parseProjectSchema({
    name: draft.name.trim(),
    kind: draft.kind,
    classes: regions.map(bare),
    documentClasses: items.map(bare),
    attributes: draft.kind === 'class' ? [] : draft.attributes.filter(isNamedAttribute).map((attribute) => attributeOf(attribute, idOf)),
    instructions: draft.instructions,
    languages: draft.languages.split(/[\s,]+/u).filter((tag) => tag !== ''),
    confidenceDefault: draft.confidencePercent ?? -1,
  });
}

/** The chain's parameters, for a schema that holds; a field that is no number yet is -1, which `checkParams` refuses by name. */
export function paramsOf(rules: RulesDraft, schema: ProjectSchema, token: TokenInfo): ProjectParams {
  const amount = (typed: string) => parseAmount(typed, token.decimals) ?? -1n;
  const bps = (percent: number | null) => (percent === null ? -1 : Math.round(percent * 100));
  const params: ProjectParams = {
    ...defaultParams(schema, token.address),
    seats: rules.seats ?? -1,
    quorum: rules.quorum ?? -1,
    batchSize: rules.batchSize ?? -1,
    goldPerBatch: rules.goldPerBatch ?? -1,
    rewardPerLabel: amount(rules.reward),
    stakePerSeat: amount(rules.stake),
    auditFeePerItem: amount(rules.auditFee),
    auditBps: bps(rules.auditPercent),
    // Two equal classes are the same whatever the number: the contract wants one all the same.
    thresholdBps: schema.kind === 'class' ? 10_000 : bps(rules.thresholdPercent),
    agreementBps: bps(rules.agreementPercent),
    targetBps: bps(rules.targetPercent),
    minScoreBps: bps(rules.minScorePercent),
    leaseSeconds: rules.leaseSeconds ?? -1,
    commitSeconds: rules.commitSeconds ?? -1,
    revealSeconds: rules.revealSeconds ?? -1,
    auditSeconds: rules.auditSeconds ?? -1,
    prioritySeconds: rules.prioritySeconds ?? -1,
    tiers: eachTier(rules.tiers, ({ scorePercent, items, multiplier }) => ({ minScoreBps: bps(scorePercent), minItems: items ?? -1, multiplierBps: multiplier === null ? -1 : Math.round(multiplier * 10_000) })),
    openExperts: rules.openExperts,
    detailsOnChain: rules.detailsOnChain,
    ...computedSettlement,
  };
  if (schema.kind === 'class' || rules.settlement === 'computed') return params;
  return { ...params, ...assertedSettlement(params), challengeSeconds: rules.challengeSeconds ?? -1 };
}
