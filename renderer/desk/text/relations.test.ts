import { describe, expect, it } from 'vitest';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import { apply, invert } from '../../../shared/labels/commands.ts';
import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels, makeSpan } from '../../../shared/labels/make.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import { relate, relationsOf, renameRelation, turnRelation, unrelate } from './relations.ts';

const [a, b] = ['a', 'b'].map((id) => parseRegionId(id)) as [ReturnType<typeof parseRegionId>, ReturnType<typeof parseRegionId>];
const labels: ItemLabels = { ...emptyItemLabels(parseItemId('t')), regions: [a, b].map((id, at) => makeSpan({ id, classId: 1, confidence: 90 }, 'Ada Bo', at * 4, at * 4 + 2)) };

function after(state: ItemLabels, command: LabelCommand | null): ItemLabels {
  if (command === null) throw new Error('no command');
  const done = apply(state, command);
  const back = invert(state, command);
  if (!done.ok || !back.ok) throw new Error('refused');
  // Every one of them can be undone.
  expect(apply(done.value, back.value)).toEqual({ ok: true, value: state });
  return done.value;
}

describe('relations', () => {
  it('are made, named, turned round and taken away, each as one undoable step', () => {
    const made = after(labels, relate(labels, { id: 'x', from: a, to: b, label: '' }));
    const named = after(made, renameRelation(made, made.relations[0]!, 'met'));
    expect(named.relations).toEqual([{ id: 'x', from: a, to: b, label: 'met' }]);
    const turned = after(named, turnRelation(named, named.relations[0]!));
    expect(turned.relations).toEqual([{ id: 'x', from: b, to: a, label: 'met' }]);
    expect(relationsOf(turned, a)).toEqual(relationsOf(turned, b));
    expect(after(turned, unrelate(relationsOf(turned, a))).relations).toEqual([]);
  });

  it('are not made twice, nor of a span to itself', () => {
    const made = after(labels, relate(labels, { id: 'x', from: a, to: b, label: '' }));
    expect(relate(made, { id: 'y', from: a, to: b, label: '' })).toBeNull();
    expect(relate(labels, { id: 'y', from: a, to: a, label: '' })).toBeNull();
    expect(renameRelation(made, made.relations[0]!, '')).toBeNull();
    expect(unrelate([])).toBeNull();
  });
});
