import type { ProjectKind, ProjectSchema } from '../../../shared/labels/schema.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { SchemaFailure } from '../../../shared/labels/schema.ts';
import type { Address } from '../../../shared/labels/ids.ts';
import type { SettlementWay } from '../../../shared/protocol/abi.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { assertedSettlement, computedSettlement, defaultParams } from '../../../shared/protocol/params.ts';
import type { Result } from '../../../shared/result.ts';
import { classLook } from '../../app/theme/class-palette.ts';
import { exactAmount, parseAmount } from '../../app/format/amount.ts';

/** A class as it is being written; `key` is the row's identity while it is edited. */
export interface ClassDraft {
  readonly rowId: number;
  readonly name: string;
  readonly colour: string;
  readonly isWholeItem: boolean;
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
}

export interface Draft {
  readonly name: string;
  readonly kind: ProjectKind;
  readonly classes: readonly ClassDraft[];
  readonly instructions: string;
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
  return { name: '', kind: 'boxes', classes, instructions: '', rules: rulesFor('boxes', token, isLocal), packUri: '', relay: '' };
}

export function classDraft(rowId: number): ClassDraft {
  return { rowId, name: '', colour: classLook(rowId).colour, isWholeItem: false };
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
  };
}

/** The schema that the draft describes, or its fields at fault. Classes are numbered as they stand; empty rows are left out. */
export function schemaOf(draft: Pick<Draft, 'name' | 'kind' | 'classes' | 'instructions'>): Result<ProjectSchema, SchemaFailure> {
  const named = draft.classes.filter(({ name }) => name.trim() !== '');
  const isWhole = (entry: ClassDraft) => draft.kind !== 'class' && entry.isWholeItem;
  const numbered = named.map((entry, index) => ({
    entry,
    made: { id: index + 1, name: entry.name.trim(), colour: entry.colour, ...(index < 9 ? { key: String(index + 1) } : {}) },
  }));
  return parseProjectSchema({
    name: draft.name.trim(),
    kind: draft.kind,
    classes: numbered.filter(({ entry }) => !isWhole(entry)).map(({ made }) => made),
    documentClasses: numbered.filter(({ entry }) => isWhole(entry)).map(({ made }) => made),
    instructions: draft.instructions,
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
    openExperts: rules.openExperts,
    ...computedSettlement,
  };
  if (schema.kind === 'class' || rules.settlement === 'computed') return params;
  return { ...params, ...assertedSettlement(params), challengeSeconds: rules.challengeSeconds ?? -1 };
}
