import { describe, expect, it } from 'vitest';
import { must } from '../result.ts';
import { parseAddress } from '../labels/ids.ts';
import { parseProjectSchema } from '../labels/schema.ts';
import { decodeCoordinatorCall, encodeCoordinatorCall } from './abi.ts';
import { budgetOf, checkParams, defaultParams, fromAbiParams, scopeOf, toAbiParams } from './params.ts';
import type { AbiProjectParams } from './params.ts';

const token = parseAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed');
const schema = must(parseProjectSchema({ name: 'Boats', kind: 'boxes', classes: [{ id: 1, name: 'boat', colour: '#336699' }] }));
const params = defaultParams(schema, token);

describe('project parameters', () => {
  it('start from something that the contract takes', () => {
    expect(checkParams(params, 10)).toEqual({ ok: true, value: params });
    expect(checkParams(defaultParams({ ...schema, kind: 'class' }, token), 1).ok).toBe(true);
  });

  it('go through the ABI and come back', () => {
    const data = encodeCoordinatorCall('openProject', [toAbiParams(params), `0x${'11'.repeat(32)}`, `0x${'00'.repeat(32)}`, 7, 'ipfs://x']);
    const decoded = decodeCoordinatorCall(data)?.args['params'] as AbiProjectParams;
    expect(fromAbiParams(decoded)).toEqual(params);
  });

  it.each([
    ['seats', { seats: 8 }],
    ['quorum', { quorum: 1 }],
    ['quorum', { seats: 7, quorum: 3 }],
    ['batchSize', { batchSize: 65 }],
    ['classCount', { classCount: 0 }],
    ['thresholdBps', { thresholdBps: 0 }],
    ['thresholdBps', { thresholdBps: 999 }],
    ['agreementBps', { agreementBps: 10_001 }],
    ['auditBps', { auditBps: -1 }],
    ['leaseSeconds', { leaseSeconds: 0 }],
    ['revealSeconds', { revealSeconds: 0.5 }],
    ['rewardPerLabel', { rewardPerLabel: 1n << 96n }],
    ['tiers', { tiers: [params.tiers[0], params.tiers[1], { ...params.tiers[2], multiplierBps: 9999 }] as const }],
    ['goldPerBatch', { goldPerBatch: 17 }],
  ] as const)('name %s where it is out of range', (field, change) => {
    const checked = checkParams({ ...params, ...change }, 10);
    expect(checked).toMatchObject({ ok: false, error: { code: 'PARAMS_INVALID' } });
    if (!checked.ok) expect(checked.error.faults.map((fault) => fault.field)).toContain(field);
  });

  it('refuse a project without items', () => {
    expect(checkParams(params, 0)).toMatchObject({ ok: false, error: { faults: [{ field: 'itemCount' }] } });
  });

  it('cost items x seats x reward x the highest multiplier, rounded up a seat and batch, and every audit fee', () => {
    const cheap = { ...params, batchSize: 4, seats: 3, rewardPerLabel: 3n, auditFeePerItem: 5n, tiers: [params.tiers[0], params.tiers[1], { ...params.tiers[2], multiplierBps: 12_500 }] as const };
    // Two whole batches and one of 2: ceil(4 x 3 x 1.25) = 15, ceil(2 x 3 x 1.25) = 8.
    expect(budgetOf(cheap, 10)).toBe(2n * (3n * 15n + 20n) + (3n * 8n + 10n));
  });

  it('count in the scope that was named, else in the lead\'s own', () => {
    const lead = parseAddress('0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359');
    expect(scopeOf(params, lead)).toBe(lead);
    expect(scopeOf({ scope: token }, lead)).toBe(token);
  });
});
