import type { ParamFault } from '../../../shared/protocol/params.ts';
import type { StringKey } from '../../app/strings/keys.ts';

const RULE_WORDS: Readonly<Partial<Record<ParamFault['field'], StringKey>>> = {
  seats: 'lead:new.rules.fault.seats',
  quorum: 'lead:new.rules.fault.quorum',
  batchSize: 'lead:new.rules.fault.batchSize',
  goldPerBatch: 'lead:new.rules.fault.goldPerBatch',
  classCount: 'lead:new.rules.fault.classes',
  itemCount: 'lead:new.rules.fault.items',
  tiers: 'lead:new.rules.fault.tiers',
  auditBps: 'lead:new.rules.fault.share',
  targetBps: 'lead:new.rules.fault.share',
  minScoreBps: 'lead:new.rules.fault.share',
  agreementBps: 'lead:new.rules.fault.leastShare',
  thresholdBps: 'lead:new.rules.fault.threshold',
  prioritySeconds: 'lead:new.rules.fault.time',
  commitSeconds: 'lead:new.rules.fault.time',
  auditSeconds: 'lead:new.rules.fault.time',
  leaseSeconds: 'lead:new.rules.fault.leastTime',
  revealSeconds: 'lead:new.rules.fault.leastTime',
  rewardPerLabel: 'lead:new.rules.fault.amount',
  stakePerSeat: 'lead:new.rules.fault.amount',
  auditFeePerItem: 'lead:new.rules.fault.amount',
};

/** What to do about a rule that the contract would refuse. */
export function ruleFault(field: ParamFault['field']): StringKey {
  return RULE_WORDS[field] ?? 'errors:PARAMS_INVALID.sentence';
}

/** What to do about a field of the schema, named by its path. */
export function schemaFault(path: string): StringKey {
  if (/^(classes|documentClasses)\b/u.test(path)) return 'lead:new.schema.fault.classes';
  if (/^attributes\.\d+\.values\b/u.test(path)) return 'lead:new.attributes.fault.values';
  if (/^attributes\.\d+\.default\b/u.test(path)) return 'lead:new.attributes.fault.initial';
  if (path.startsWith('attributes')) return 'lead:new.attributes.fault.name';
  if (path.startsWith('languages')) return 'lead:new.schema.fault.languages';
  if (path === 'confidenceDefault') return 'lead:new.schema.fault.confidence';
  if (path === 'name') return 'lead:new.schema.fault.name';
  return path === 'instructions' ? 'lead:new.schema.fault.instructions' : 'errors:SCHEMA_INVALID.sentence';
}
