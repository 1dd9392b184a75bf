import { batchBudget } from '../consensus/pay.ts';
import type { Address } from '../labels/ids.ts';
import { parseAddress } from '../labels/ids.ts';
import type { ProjectKind, ProjectSchema } from '../labels/schema.ts';
import { classCountOf } from '../labels/schema.ts';
import type { Failure, Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { kindNames, settlementNames } from './abi.ts';
import type { CoordinatorAbi, SettlementWay } from './abi.ts';
import type { AbiOutput } from './abi-types.ts';

/** A rung of the reputation ladder: both conditions must hold. */
export interface Tier {
  readonly minScoreBps: number;
  readonly minItems: number;
  readonly multiplierBps: number;
}

/** Everything a lead fixes when opening a project; amounts in the token's smallest unit. */
export interface ProjectParams {
  readonly token: Address;
  /** Whose reputation counts; the zero address: the lead's own scope. */
  readonly scope: Address;
  readonly kind: ProjectKind;
  /** k */
  readonly seats: number;
  /** m, with 2m > k */
  readonly quorum: number;
  readonly batchSize: number;
  readonly classCount: number;
  readonly goldPerBatch: number;
  readonly thresholdBps: number;
  readonly agreementBps: number;
  readonly auditBps: number;
  /** Kappa at which pay is full; 0 for no pay factor. */
  readonly targetBps: number;
  readonly minScoreBps: number;
  readonly rewardPerLabel: bigint;
  readonly stakePerSeat: bigint;
  readonly auditFeePerItem: bigint;
  readonly prioritySeconds: number;
  readonly leaseSeconds: number;
  readonly commitSeconds: number;
  readonly revealSeconds: number;
  readonly auditSeconds: number;
  readonly openExperts: boolean;
  readonly detailsOnChain: boolean;
  /** Asserted: boxes and spans only. */
  readonly settlement: SettlementWay;
  /** From an assertion to the first moment at which it can become final; 0 where batches are computed. */
  readonly challengeSeconds: number;
  /** Locked while an assertion stands; 0 where batches are computed. */
  readonly assertBond: bigint;
  readonly tiers: readonly [Tier, Tier, Tier];
}

/** The parameters as the ABI has them. */
export type AbiProjectParams = AbiOutput<CoordinatorAbi, 'params'>;

export const ZERO_ADDRESS = parseAddress(`0x${'00'.repeat(20)}`);
const HOUR_SECONDS = 3600;
const MAX_WINDOW_SECONDS = 365 * 24 * HOUR_SECONDS;
const MAX_AMOUNT = (1n << 96n) - 1n;

/** Every batch is computed on chain: nothing is asserted. */
export const computedSettlement = { settlement: 'computed', challengeSeconds: 0, assertBond: 0n } as const;

/**
 * Batches are asserted: a day to challenge, and a bond of all that a batch can pay at multiplier 1, so that what a false
 * assertion could move is at stake.
 */
export function assertedSettlement(params: Pick<ProjectParams, 'rewardPerLabel' | 'batchSize' | 'seats'>): Pick<ProjectParams, 'settlement' | 'challengeSeconds' | 'assertBond'> {
  const pay = params.rewardPerLabel * BigInt(params.batchSize * params.seats);
  return { settlement: 'asserted', challengeSeconds: 24 * HOUR_SECONDS, assertBond: pay < 2n ? 2n : pay };
}

/**
 * A project's parameters to start from: three seats, two agree, a tenth audited, a batch's reward at stake. They are
 * the ones at which cheating does not pay where half of the items are of the commonest class (docs/economics.md).
 */
export function defaultParams(schema: ProjectSchema, token: Address): ProjectParams {
  const isClass = schema.kind === 'class';
  const batchSize = isClass ? 64 : 16;
  const rewardPerLabel = 10n ** 16n;
  return {
    token,
    scope: ZERO_ADDRESS,
    kind: schema.kind,
    seats: 3,
    quorum: 2,
    batchSize,
    classCount: classCountOf(schema),
    goldPerBatch: 0,
    thresholdBps: isClass ? 10_000 : 5000,
    agreementBps: isClass ? 10_000 : 6667,
    auditBps: 1000,
    targetBps: 6000,
    minScoreBps: 4500,
    rewardPerLabel,
    stakePerSeat: rewardPerLabel * BigInt(batchSize),
    auditFeePerItem: 2n * 10n ** 16n,
    prioritySeconds: 0,
    leaseSeconds: 24 * HOUR_SECONDS,
    commitSeconds: 24 * HOUR_SECONDS,
    revealSeconds: 24 * HOUR_SECONDS,
    auditSeconds: 48 * HOUR_SECONDS,
    openExperts: false,
    detailsOnChain: false,
    ...computedSettlement,
    tiers: [
      { minScoreBps: 5500, minItems: 50, multiplierBps: 10_000 },
      { minScoreBps: 6500, minItems: 200, multiplierBps: 11_000 },
      { minScoreBps: 7500, minItems: 1000, multiplierBps: 12_500 },
    ],
  };
}

export function toAbiParams(params: ProjectParams): AbiProjectParams {
  return { ...params, kind: kindNames.indexOf(params.kind), settlement: settlementNames.indexOf(params.settlement) };
}

/** Throws on a kind that is none: the answer is no coordinator's. */
export function fromAbiParams(params: AbiProjectParams): ProjectParams {
  const kind = kindNames[params.kind];
  const settlement = settlementNames[params.settlement];
  const [first, second, third] = params.tiers;
  if (kind === undefined || settlement === undefined || first === undefined || second === undefined || third === undefined) throw new RangeError('These are no parameters of a project');
  return { ...params, token: parseAddress(params.token), scope: parseAddress(params.scope), kind, settlement, tiers: [first, second, third] };
}

/** The whole budget that opening moves into escrow, as the contract's `budgetOf`. */
export function budgetOf(params: ProjectParams, itemCount: number): bigint {
  const highest = Math.max(10_000, ...params.tiers.map((tier) => tier.multiplierBps));
  const amounts = { reward: params.rewardPerLabel, auditFee: params.auditFeePerItem };
  const whole = BigInt(Math.floor(itemCount / params.batchSize));
  return whole * batchBudget(params.batchSize, params.seats, amounts, highest) + batchBudget(itemCount % params.batchSize, params.seats, amounts, highest);
}

/** Whose reputation a project's seats count in. */
export function scopeOf(params: Pick<ProjectParams, 'scope'>, lead: Address): Address {
  return params.scope === ZERO_ADDRESS ? lead : params.scope;
}

export interface ParamFault {
  readonly field: keyof ProjectParams | 'itemCount';
  readonly message: string;
  readonly fix: string;
}

export interface ParamsFailure extends Failure {
  readonly code: 'PARAMS_INVALID';
  readonly faults: readonly ParamFault[];
}

/** What the contract would refuse, field by field; the address of the token is not looked up. */
export function checkParams(params: ProjectParams, itemCount: number): Result<ProjectParams, ParamsFailure> {
  const faults = [...shapeFaults(params, itemCount), ...rangeFaults(params), ...settlementFaults(params)];
  if (faults.length === 0) return ok(params);
  return err({ code: 'PARAMS_INVALID', message: faults.map((fault) => fault.message).join('; '), faults });
}

function shapeFaults(params: ProjectParams, itemCount: number): ParamFault[] {
  const faults: ParamFault[] = [];
  const need = (isRight: boolean, field: ParamFault['field'], message: string, fix: string) => {
    if (!isRight) faults.push({ field, message, fix });
  };
  need(inRange(params.seats, 2, 7), 'seats', `${params.seats} seats an item`, 'Choose 2 to 7 seats.');
  const least = Math.floor(params.seats / 2) + 1;
  const quorumFix = `Choose ${least} to ${params.seats}: more than half of the seats.`;
  need(inRange(params.quorum, least, params.seats), 'quorum', `A quorum of ${params.quorum} of ${params.seats}`, quorumFix);
  need(inRange(params.batchSize, 1, 64), 'batchSize', `${params.batchSize} items a batch`, 'Choose 1 to 64 items.');
  need(inRange(params.goldPerBatch, 0, params.batchSize), 'goldPerBatch', `${params.goldPerBatch} gold items a batch`, 'Choose no more than there are items in a batch.');
  // Under a tenth many thin regions of one seat may each be near many of another: no block could settle such an item.
  const isFineEnough = params.kind === 'class' || params.thresholdBps === 0 || params.thresholdBps >= LEAST_THRESHOLD_BPS;
  need(isFineEnough, 'thresholdBps', `An overlap of ${params.thresholdBps / 100} %`, 'Ask for 10 % of overlap at least.');
  need(inRange(params.classCount, 1, 255), 'classCount', `${params.classCount} classes`, 'A project has 1 to 255 classes.');
  need(inRange(itemCount, 1, 0xffff_ffff), 'itemCount', `${itemCount} items`, 'Add at least one item.');
  const tiersFix = 'Give every tier a score of 0 to 100 % and a multiplier of 1 to 5.';
  const areTiersRight = params.tiers.every((tier) => inRange(tier.minScoreBps, 0, 10_000) && inRange(tier.minItems, 0, 0xffff_ffff) && inRange(tier.multiplierBps, 10_000, 50_000));
  need(areTiersRight, 'tiers', 'A tier is out of range', tiersFix);
  return faults;
}

/** A class batch is cheap to compute, and its pay needs it whole. */
function settlementFaults(params: ProjectParams): ParamFault[] {
  const { settlement, challengeSeconds, assertBond } = params;
  const faults: ParamFault[] = [];
  if (settlement === 'computed') {
    if (challengeSeconds !== 0) faults.push({ field: 'challengeSeconds', message: `challengeSeconds is ${challengeSeconds}`, fix: 'Leave it at 0: batches are computed.' });
    if (assertBond !== 0n) faults.push({ field: 'assertBond', message: `assertBond is ${assertBond.toString()}`, fix: 'Leave it at 0: batches are computed.' });
    return faults;
  }
  if (params.kind === 'class') faults.push({ field: 'settlement', message: 'Batches of classes are computed', fix: 'Choose computed settlement; classes are cheap to compute.' });
  if (!inRange(challengeSeconds, LEAST_CHALLENGE_SECONDS, MAX_WINDOW_SECONDS)) {
    faults.push({ field: 'challengeSeconds', message: `challengeSeconds is ${challengeSeconds}`, fix: 'Give a time from ten minutes to a year.' });
  }
  const pay = params.rewardPerLabel * BigInt(params.batchSize);
  if (assertBond < 2n || assertBond < pay || assertBond > MAX_AMOUNT) {
    faults.push({ field: 'assertBond', message: `assertBond is ${assertBond.toString()}`, fix: 'Ask for a bond of one seat\'s pay for a batch at least.' });
  }
  return faults;
}

/** Blocks cannot be kept full for so long. */
const LEAST_CHALLENGE_SECONDS = 600;

/** The least similarity that boxes and spans may be asked for; the contract holds it. */
const LEAST_THRESHOLD_BPS = 1000;

const bpsFields = ['auditBps', 'targetBps', 'minScoreBps'] as const;
const leastOneBpsFields = ['thresholdBps', 'agreementBps'] as const;
const windowFields = ['prioritySeconds', 'commitSeconds', 'auditSeconds'] as const;
const leastOneWindowFields = ['leaseSeconds', 'revealSeconds'] as const;
type RangedField = (typeof bpsFields | typeof leastOneBpsFields | typeof windowFields | typeof leastOneWindowFields)[number];
const amountFields = ['rewardPerLabel', 'stakePerSeat', 'auditFeePerItem'] as const;

function rangeFaults(params: ProjectParams): ParamFault[] {
  const check = (fields: readonly RangedField[], low: number, high: number, fix: string): ParamFault[] =>
    fields.flatMap((field) => (inRange(params[field], low, high) ? [] : [{ field, message: `${field} is ${params[field]}`, fix }]));
  const amounts = amountFields.flatMap((field) =>
    params[field] >= 0n && params[field] <= MAX_AMOUNT ? [] : [{ field, message: `${field} is ${params[field].toString()}`, fix: 'Give an amount from 0 to 2^96 - 1 of the smallest unit.' }],
  );
  return [
    ...check(bpsFields, 0, 10_000, 'Give 0 to 100 % (10,000 basis points).'),
    ...check(leastOneBpsFields, 1, 10_000, 'Give 0.01 to 100 % (1 to 10,000 basis points).'),
    ...check(windowFields, 0, MAX_WINDOW_SECONDS, 'Give a time from nothing to a year.'),
    ...check(leastOneWindowFields, 1, MAX_WINDOW_SECONDS, 'Give a time from a second to a year.'),
    ...amounts,
  ];
}

function inRange(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}
