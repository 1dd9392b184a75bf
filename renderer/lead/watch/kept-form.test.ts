import { expect, it } from 'vitest';
import { ZERO_ADDRESS } from '../../../shared/protocol/params.ts';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { newDraft } from '../new/draft.ts';
import { batchOf, formAgain } from './kept-form.ts';

const token = { address: parseAddress(ZERO_ADDRESS), symbol: 'TSR', decimals: 18 };
const fresh = newDraft(token, true);

it('has labels and rules as they were, another name, and no place of the pack before', () => {
  const [first] = fresh.classes;
  if (first === undefined) throw new Error('A class is needed');
  const was = { ...fresh, name: 'Harbour', kind: 'spans' as const, classes: [{ ...first, name: 'Boat' }], instructions: 'Every boat.', packUri: 'https://example.org/harbour.zip', relay: 'https://relay.example.org', rules: { ...fresh.rules, seats: 5, reward: '0.3' } };
  expect(formAgain(fresh, was, 'Harbour 2')).toEqual({ ...was, name: 'Harbour 2', packUri: '' });
});

it('takes what an earlier version did not keep from a new form', () => {
  const again = formAgain(fresh, { name: 'Harbour', classes: [{ name: 'Boat' }], rules: { seats: 5 } }, 'Harbour 2');
  expect(again).toEqual({ ...fresh, name: 'Harbour 2', classes: [{ ...fresh.classes[0], name: 'Boat' }], rules: { ...fresh.rules, seats: 5 } });
});

it('is enough for a pack with a batch, and never with nothing', () => {
  expect(batchOf({ classes: [], rules: { batchSize: 12 } })).toBe(12);
  expect(batchOf({ classes: [], rules: { batchSize: null } })).toBe(8);
  expect(batchOf({ classes: [], rules: { batchSize: 0 } })).toBe(1);
});
