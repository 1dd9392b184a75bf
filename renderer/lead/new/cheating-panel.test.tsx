import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { must } from '../../../shared/result.ts';
import { CheatingPanel } from './cheating-panel.tsx';
import type { RulesDraft } from './draft.ts';
import { classDraft, newDraft, paramsOf, rulesFor, schemaOf } from './draft.ts';
import { useExpectations } from './use-expectations.ts';

const token = { address: parseAddress(`0x${'11'.repeat(20)}`), symbol: 'TSR', decimals: 18 };
const schema = must(schemaOf({ ...newDraft(token, true), name: 'Boats', kind: 'class', classes: [{ ...classDraft(0), name: 'Boat' }, { ...classDraft(1), name: 'None' }] }));

function Form({ start, itemCount = 0 }: { start: Partial<RulesDraft>; itemCount?: number }) {
  const [rules, setRules] = useState<RulesDraft>({ ...rulesFor('class', token, true), ...start });
  const params = paramsOf(rules, schema, token);
  const { draft, judgement, change } = useExpectations('class', params, itemCount);
  return (
    <>
      <CheatingPanel params={params} token={token} expectations={draft} judgement={judgement} onExpectations={change} onRules={(part) => setRules((before) => ({ ...before, ...part }))} />
      <output>{JSON.stringify([rules.targetPercent, rules.auditPercent, rules.seats, rules.quorum, rules.goldPerBatch])}</output>
    </>
  );
}

const warnings = () => [...document.querySelectorAll('[data-cheat]')].map((element) => element.getAttribute('data-cheat'));
const valuesNow = () => JSON.parse(document.querySelector('output')?.textContent ?? '') as unknown;

afterEach(cleanup);

describe('what cheating would earn', () => {
  it('is no warning under the rules that the form starts from', () => {
    render(<Form start={{}} />);
    expect(warnings()).toEqual([]);
    expect(screen.getByTestId('lead-cheating').textContent).toMatch(/does not pay.*answer alike would keep less/);
    const honest = within(screen.getByRole('row', { name: /^Honest/ }));
    expect(honest.getByText('100%')).toBeDefined();
  });

  it('names the strategy, its gain against the honest, and the rule to change, which the button sets', () => {
    render(<Form start={{ targetPercent: 0 }} />);
    fireEvent.change(screen.getByLabelText('Share of the most common class'), { target: { value: '90' } });
    expect(warnings()).toEqual(['lazy']);
    const status = screen.getByTestId('lead-cheating');
    // 55.9 of 64 rewards of 0.01 each, for both: an honest annotator shares a wrong consensus now and then, too.
    expect(status.textContent).toContain('Always giving the most common answer pays');
    expect(status.textContent).toContain('It brings 0.559 TSR a batch, honesty 0.559 TSR.');
    fireEvent.click(within(status).getAllByRole('button', { name: 'Full pay from agreement of 60%' })[0]!);
    expect(valuesNow()).toEqual([60, 10, 3, 2, 0]);
    expect(warnings()).not.toContain('lazy');
  });

  it('warns of a ring where nothing is audited, until a remedy is taken', () => {
    render(<Form start={{ auditPercent: 0 }} />);
    expect(warnings()).toEqual(['ring']);
    fireEvent.click(screen.getByRole('button', { name: '8 known answers a batch' }));
    expect(valuesNow()).toEqual([60, 0, 3, 2, 8]);
    expect(warnings()).toEqual([]);
  });

  it('asks for a stake where there is none to lose', () => {
    render(<Form start={{ stake: '0' }} />);
    expect(warnings()).toEqual(['ring']);
    fireEvent.click(screen.getByRole('button', { name: 'A stake of 0.64 TSR' }));
    expect(warnings()).toEqual([]);
  });

  it('judges the batch that a small project has, and advises no larger one than there are items for', () => {
    render(<Form start={{ stake: '0' }} itemCount={8} />);
    expect(screen.getByRole('columnheader', { name: 'Earns of 8 items' })).toBeDefined();
    expect(warnings()).toEqual(['ring']);
    expect(screen.getAllByRole('button').map((button) => button.textContent)).not.toContain('64 items a batch');
  });

  it('says nothing of shares that are none', () => {
    render(<Form start={{}} />);
    fireEvent.change(screen.getByLabelText('Share of the most common class'), { target: { value: '' } });
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByText('Once the rules and both shares hold.')).toBeDefined();
  });
});
