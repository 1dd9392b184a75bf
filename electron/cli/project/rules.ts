import { parseUnits } from 'ethers/utils';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import type { Address } from '../../../shared/labels/ids.ts';
import { addressSchema } from '../../../shared/labels/ids.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { checkParams, assertedSettlement, defaultParams } from '../../../shared/protocol/params.ts';
import { fail } from '../../host/context.ts';
import { readJson } from '../files.ts';

const whole = z.int().min(0);
const amount = z.string().regex(/^\d{1,40}(\.\d{1,36})?$/, 'must be an amount of whole tokens as text, such as "0.01"');
const tier = z.object({ minScoreBps: whole, minItems: whole, multiplierBps: whole }).strict();

/** A project's rules as a lead writes them: what is left out is the usual. Amounts are whole tokens, as text. */
const rulesSchema = z
  .object({
    scope: addressSchema,
    seats: whole,
    quorum: whole,
    batchSize: whole,
    goldPerBatch: whole,
    thresholdBps: whole,
    agreementBps: whole,
    auditBps: whole,
    targetBps: whole,
    minScoreBps: whole,
    rewardPerLabel: amount,
    stakePerSeat: amount,
    auditFeePerItem: amount,
    prioritySeconds: whole,
    leaseSeconds: whole,
    commitSeconds: whole,
    revealSeconds: whole,
    auditSeconds: whole,
    settlement: z.enum(['computed', 'asserted']),
    challengeSeconds: whole,
    assertBond: amount,
    openExperts: z.boolean(),
    detailsOnChain: z.boolean(),
    tiers: z.tuple([tier, tier, tier]),
  })
  .partial()
  .strict();

export interface RulesQuestion {
  /** JSON file; the usual rules where it is left out. */
  readonly path: string | undefined;
  readonly goldPerBatch: number | undefined;
  readonly schema: ProjectSchema;
  readonly token: Address;
  readonly decimals: number;
  readonly itemCount: number;
}

/** BAD_RULES names the field that the contract, or this, would refuse. */
export function readRules({ path, goldPerBatch, schema, token, decimals, itemCount }: RulesQuestion): Result<ProjectParams> {
  const json: Result<unknown> = path === undefined ? { ok: true, value: {} } : readJson(path);
  if (!json.ok) return json;
  const parsed = rulesSchema.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
    return fail('BAD_RULES', `${path ?? 'The rules'}: ${field} ${issue?.message ?? 'cannot be read'}`, { field, fix: 'Field names and units are in docs/deploy.md.' });
  }
  const { rewardPerLabel, stakePerSeat, auditFeePerItem, assertBond, ...rest } = parsed.data;
  const usual = usualRules(schema, token, parsed.data.settlement === 'asserted');
  const units = (text: string | undefined, otherwise: bigint): Result<bigint> => {
    try {
      return { ok: true, value: text === undefined ? otherwise : parseUnits(text, decimals) };
    } catch {
      return fail('BAD_RULES', `${text ?? ''} has more than the token's ${decimals} decimals`, { field: path ?? '--rules' });
    }
  };
  const [reward, stake, fee, bond] = [units(rewardPerLabel, usual.rewardPerLabel), units(stakePerSeat, usual.stakePerSeat), units(auditFeePerItem, usual.auditFeePerItem), units(assertBond, usual.assertBond)];
  if (!reward.ok) return reward;
  if (!stake.ok) return stake;
  if (!fee.ok) return fee;
  if (!bond.ok) return bond;
  const params: ProjectParams = { ...usual, ...(withoutUndefined(rest) as Partial<ProjectParams>), rewardPerLabel: reward.value, stakePerSeat: stake.value, auditFeePerItem: fee.value, assertBond: bond.value, ...(goldPerBatch === undefined ? {} : { goldPerBatch }) };
  const checked = checkParams(params, itemCount);
  if (checked.ok) return checked;
  const [fault] = checked.error.faults;
  return fail('BAD_RULES', `${checked.error.message}.`, { field: fault?.field ?? '', fix: fault?.fix ?? 'Change it.' });
}

function usualRules(schema: ProjectSchema, token: Address, isAsserted: boolean): ProjectParams {
  const usual = defaultParams(schema, token);
  return isAsserted ? { ...usual, ...assertedSettlement(usual) } : usual;
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
