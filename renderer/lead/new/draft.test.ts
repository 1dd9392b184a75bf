import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { budgetOf, checkParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import { assignClassKeys } from '../../desk/session/class-keys.ts';
import { attributeDraft } from './attribute-draft.ts';
import type { AttributeDraft } from './attribute-draft.ts';
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
    const schema = must(schemaOf({ ...newDraft(token, true), name: 'x', kind: 'spans', classes }));
    expect(schema.classes.map(({ id, name, key }) => [id, name, key])).toEqual([[1, 'Person', '1'], [3, 'Place', '3']]);
    expect(schema.documentClasses.map(({ id, name }) => [id, name])).toEqual([[2, 'Economy']]);
  });

  it('names the field where there is no name or no class', () => {
    const failed = schemaOf({ ...newDraft(token, true), classes: [named('', 0)] });
    expect(failed).toMatchObject({ ok: false, error: { code: 'SCHEMA_INVALID' } });
    if (!failed.ok) expect(failed.error.fields.map(({ field }) => field).sort()).toEqual(['classes', 'name']);
  });

  it('names a rule that is no number or out of range', () => {
    const schema = must(schemaOf({ ...newDraft(token, true), name: 'x', classes: [named('Boat', 0)] }));
    const rules = { ...rulesFor('boxes', token, true), reward: '1,5', seats: null, quorum: 1, thresholdPercent: 0 };
    const checked = checkParams(paramsOf(rules, schema, token), 5);
    expect(checked.ok).toBe(false);
    if (!checked.ok) expect(checked.error.faults.map(({ field }) => field)).toEqual(expect.arrayContaining(['rewardPerLabel', 'seats', 'quorum', 'thresholdBps']));
  });

  it('gives each class the key that it asks for, and the others what is left in order', () => {
    const classes = [named('Boat', 0), { ...named('Buoy', 1), key: '1' }, { ...named('Pier', 2), key: 'Shift+4' }, named('Crane', 3)];
    const schema = must(schemaOf({ ...newDraft(token, true), name: 'x', classes }));
    expect(schema.classes.map(({ key }) => key)).toEqual([undefined, '1', 'Shift+4', '4']);
    expect([...assignClassKeys(schema.classes)].sort()).toEqual([[1, 'Digit2'], [2, 'Digit1'], [3, 'Shift+Digit4'], [4, 'Digit4']]);
  });

  it('has attributes as they were typed, for the classes that were chosen', () => {
    const attributes: AttributeDraft[] = [
      { ...attributeDraft(0), name: ' Moored ', initial: 'true', classRows: [3, 9] },
      { ...attributeDraft(1), name: 'Flag', type: 'select', values: 'red, blue,\nred', initial: 'blue' },
      { ...attributeDraft(2), name: 'Masts', type: 'number', initial: '2' },
      { ...attributeDraft(3), name: ' ' },
    ];
    const draft = { ...newDraft(token, true), name: 'x', classes: [named('Boat', 3), named('Buoy', 4)], attributes, languages: 'en,  pt-BR', confidencePercent: 75 };
    const schema = must(schemaOf(draft));
    expect(schema.attributes).toEqual([
      { name: 'Moored', type: 'checkbox', default: true, appliesTo: [1] },
      { name: 'Flag', type: 'select', values: ['red', 'blue'], default: 'blue' },
      { name: 'Masts', type: 'number', default: 2 },
    ]);
    expect([schema.languages, schema.confidenceDefault]).toEqual([['en', 'pt-BR'], 75]);
    expect(must(schemaOf({ ...draft, kind: 'class' })).attributes).toEqual([]);
  });

  it('names what is wrong with an attribute by its place among the named ones', () => {
    const attributes: AttributeDraft[] = [attributeDraft(0), { ...attributeDraft(1), name: 'Flag', type: 'select' }, { ...attributeDraft(2), name: 'Masts', type: 'number', initial: 'two' }];
    const failed = schemaOf({ ...newDraft(token, true), name: 'x', classes: [named('Boat', 0)], attributes, languages: 'english!', confidencePercent: null });
    expect(failed.ok).toBe(false);
    if (!failed.ok) expect(failed.error.fields.map(({ field }) => field).sort()).toEqual(['attributes.0.values', 'attributes.1.default', 'confidenceDefault', 'languages.0']);
    const twice = schemaOf({ ...newDraft(token, true), name: 'x', classes: [named('Boat', 0)], attributes: [{ ...attributeDraft(0), name: 'Flag' }, { ...attributeDraft(1), name: 'Flag' }] });
    expect(twice.ok ? [] : twice.error.fields.map(({ field }) => field)).toContain('attributes.1.name');
  });

  it('has the ladder of reputation and the head start as they were typed', () => {
    const schema = must(schemaOf({ ...newDraft(token, true), name: 'x', classes: [named('Boat', 0)] }));
    const rules = rulesFor('boxes', token, true);
    const [, , third] = rules.tiers;
    const params = paramsOf({ ...rules, prioritySeconds: 3600, detailsOnChain: true, tiers: [{ scorePercent: 51.5, items: 10, multiplier: 1.05 }, { scorePercent: 60, items: 20, multiplier: 1.5 }, third] }, schema, token);
    expect(params).toMatchObject({ prioritySeconds: 3600, detailsOnChain: true, tiers: [{ minScoreBps: 5150, minItems: 10, multiplierBps: 10_500 }, { minScoreBps: 6000, minItems: 20, multiplierBps: 15_000 }, { minScoreBps: 7500 }] });
    expect(checkParams(params, 10).ok).toBe(true);
    const wrong = checkParams(paramsOf({ ...rules, tiers: [{ scorePercent: null, items: 10, multiplier: 6 }, third, third] }, schema, token), 10);
    expect(wrong.ok ? [] : wrong.error.faults.map(({ field }) => field)).toContain('tiers');
  });
});
