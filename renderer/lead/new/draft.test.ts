import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { budgetOf, checkParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import { classDraft, newDraft, paramsOf, rulesFor, schemaOf } from './draft.ts';

const token = { address: parseAddress(`0x${'11'.repeat(20)}`), symbol: 'TSR', decimals: 18 };
const named = (name: string, rowId: number, isWholeItem = false) => ({ ...classDraft(rowId), name, isWholeItem });

describe('a draft', () => {
  it('starts as one that the contract would take, once it has a name and a class', () => {
    for (const kind of ['boxes', 'spans', 'class'] as const) {
      const schema = must(schemaOf({ ...newDraft(token, false), kind, name: 'Boats', classes: [named('Boat', 0)] }));
      const params = paramsOf(rulesFor(kind, token, false), schema, token);
      expect(checkParams(params, 10).ok).toBe(true);
      expect(budgetOf(params, 10)).toBeGreaterThan(0n);
    }
  });

  it('asks for asserted settlement of boxes and spans alone, with a bond of all that a batch can pay', () => {
    for (const kind of ['boxes', 'spans', 'class'] as const) {
      const schema = must(schemaOf({ ...newDraft(token, false), kind, name: 'Boats', classes: [named('Boat', 0)] }));
      const params = paramsOf({ ...rulesFor(kind, token, true), settlement: 'asserted' }, schema, token);
      expect(checkParams(params, 10).ok).toBe(true);
      expect([params.settlement, params.challengeSeconds]).toEqual(kind === 'class' ? ['computed', 0] : ['asserted', 600]);
      expect(params.assertBond).toBe(kind === 'class' ? 0n : params.rewardPerLabel * 3n * 16n);
    }
  });

  it('numbers classes as they stand, whole-item classes in the same row of numbers, empty rows left out', () => {
    const classes = [named('Person', 0), named(' ', 1), named('Economy', 2, true), named('Place', 3)];
    const schema = must(schemaOf({ name: 'x', kind: 'spans', classes, instructions: '' }));
    expect(schema.classes.map(({ id, name, key }) => [id, name, key])).toEqual([[1, 'Person', '1'], [3, 'Place', '3']]);
    expect(schema.documentClasses.map(({ id, name }) => [id, name])).toEqual([[2, 'Economy']]);
  });

  it('names the field where there is no name or no class', () => {
    const failed = schemaOf({ name: '', kind: 'boxes', classes: [named('', 0)], instructions: '' });
    expect(failed).toMatchObject({ ok: false, error: { code: 'SCHEMA_INVALID' } });
    if (!failed.ok) expect(failed.error.fields.map(({ field }) => field).sort()).toEqual(['classes', 'name']);
  });

  it('names a rule that is no number or out of range', () => {
    const schema = must(schemaOf({ name: 'x', kind: 'boxes', classes: [named('Boat', 0)], instructions: '' }));
    const rules = { ...rulesFor('boxes', token, true), reward: '1,5', seats: null, quorum: 1, thresholdPercent: 0 };
    const checked = checkParams(paramsOf(rules, schema, token), 5);
    expect(checked.ok).toBe(false);
    if (!checked.ok) expect(checked.error.faults.map(({ field }) => field)).toEqual(expect.arrayContaining(['rewardPerLabel', 'seats', 'quorum', 'thresholdBps']));
  });
});
