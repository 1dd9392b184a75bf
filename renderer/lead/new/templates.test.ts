import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { checkParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import { classDraft, newDraft, paramsOf, schemaOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { templateNames, templateOf, withTemplate } from './templates.ts';
import { judge } from './use-expectations.ts';

const token = { address: parseAddress(`0x${'11'.repeat(20)}`), symbol: 'TSR', decimals: 18 };
const start: Draft = { ...newDraft(token, false), name: 'Boats', classes: [{ ...classDraft(0), name: 'Boat' }, { ...classDraft(1), name: 'Buoy' }] };
const paramsFor = (draft: Draft) => paramsOf(draft.rules, must(schemaOf(draft)), token);
const withKind = (kind: Draft['kind']) => withTemplate(start, kind === 'class' ? 'simple' : kind, token, false);

describe('a template', () => {
  it.each(templateNames)('%s is what the contract takes, where cheating does not pay, and is known again', (name) => {
    for (const before of [start, withKind('class'), withKind('spans')]) {
      const draft = withTemplate(before, name, token, false);
      const params = paramsFor(draft);
      expect(checkParams(params, 1000)).toMatchObject({ ok: true });
      expect(judge(params, { commonPercent: draft.kind === 'class' ? 50 : 10, accuracyPercent: 90 }, 1000)?.cheats).toEqual([]);
      expect(templateOf(draft, token, false)).toBe(name);
    }
  });

  it('of simple classification is two of three, and of critical data unanimous, with more at stake and a quarter audited', () => {
    const simple = paramsFor(withTemplate(start, 'simple', token, false));
    expect([simple.kind, simple.seats, simple.quorum]).toEqual(['class', 3, 2]);
    const critical = paramsFor(withTemplate(withKind('class'), 'critical', token, false));
    expect([critical.kind, critical.seats, critical.quorum, critical.auditBps]).toEqual(['class', 3, 3, 2500]);
    expect(critical.stakePerSeat).toBe(2n * simple.stakePerSeat);
    expect(critical.auditSeconds).toBe(2 * simple.auditSeconds);
  });

  it('keeps what was typed of money, lets the stake follow it, and is nobody’s once a rule is changed', () => {
    const typed = { ...start, rules: { ...start.rules, reward: '0.5', auditFee: '3', goldPerBatch: 2 } };
    const draft = withTemplate(typed, 'simple', token, false);
    expect([draft.rules.reward, draft.rules.auditFee, draft.rules.stake, draft.rules.goldPerBatch]).toEqual(['0.5', '3', '32', 2]);
    expect(templateOf(draft, token, false)).toBe('simple');
    expect(templateOf({ ...draft, rules: { ...draft.rules, quorum: 3 } }, token, false)).toBeNull();
  });

  it('asks for known answers with critical data, and no longer once another is chosen', () => {
    const critical = withTemplate(start, 'critical', token, false);
    expect(critical.rules.goldPerBatch).toBeGreaterThan(0);
    expect(withTemplate(critical, 'simple', token, false).rules.goldPerBatch).toBe(0);
  });
});
