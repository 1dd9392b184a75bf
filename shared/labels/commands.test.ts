import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../result.ts';
import { addRegion, addRelation, moveInOrder, removeRegions, removeRelation, setItemClass, updateRegions } from './command-makers.ts';
import { apply, invert, labelCommandSchema } from './commands.ts';
import type { LabelCommand } from './commands.ts';
import { parseItemId, parseRegionId } from './ids.ts';
import { emptyItemLabels, makeBox, makeItemClass } from './make.ts';
import { cannotTellReasons } from './types.ts';
import type { ItemLabels, Region } from './types.ts';

const box = (name: string, x0 = 1): Region =>
  makeBox({ id: parseRegionId(name), classId: 1, confidence: 90 }, { x0, y0: 2, x1: x0 + 10, y1: 20 });
const empty = emptyItemLabels(parseItemId('item'));

/** Two to six boxes, some joined by relations. */
const states: fc.Arbitrary<ItemLabels> = fc.nat(4).map((extra) => {
  const regions = Array.from({ length: 2 + extra }, (_, index) => box(`r${index}`, index));
  const relations = regions.slice(1).map((region, index) => ({ id: `l${index}`, from: regions[0]!.id, to: region.id, label: 'part of' }));
  return { ...empty, regions, relations };
});

function simpleCommands(state: ItemLabels): fc.Arbitrary<LabelCommand> {
  const ids = state.regions.map((region) => region.id);
  const some = fc.subarray(ids, { minLength: 1 });
  return fc.oneof(
    fc.nat(state.regions.length).map((index): LabelCommand => ({ type: 'insert', regions: [{ index, region: box('new') }], relations: [] })),
    some.map((chosen) => removeRegions(chosen)),
    fc.subarray(state.relations.map((relation) => relation.id)).map((relationIds): LabelCommand => ({ type: 'remove', ids: [], relationIds })),
    fc.tuple(some, fc.double({ min: 0, max: 99, noNaN: true }), fc.boolean()).map(([chosen, x0, hidden]) => updateRegions(chosen, { x0, hidden, attributes: { a: x0 } })),
    fc.tuple(some, fc.nat(3)).map(([chosen, move]) => moveInOrder(state, chosen, (['front', 'back', 'forward', 'backward'] as const)[move] ?? 'front')),
    fc.shuffledSubarray(ids, { minLength: ids.length }).map((order): LabelCommand => ({ type: 'reorder', order })),
    fc.constantFrom(null, ...cannotTellReasons).map((reason): LabelCommand => ({ type: 'set-cannot-tell', reason })),
  );
}

const cases = states.chain((state) => fc.tuple(fc.constant(state), simpleCommands(state)));

describe('label commands', () => {
  it('are undone by their inverse, whatever they were', () => {
    fc.assert(
      fc.property(cases, ([state, command]) => {
        const back = must(invert(state, command));
        expect(must(apply(must(apply(state, command)), back))).toEqual(state);
      }),
      { numRuns: 500 },
    );
  });

  it('are undone in a group, where later parts build on earlier ones', () => {
    const patches: LabelCommand = { type: 'update', patches: [{ id: box('a').id, patch: { x0: 5 } }, { id: box('a').id, patch: { x0: 6, classId: 2 } }] };
    const group: LabelCommand = { type: 'group', commands: [addRegion(empty, box('a')), patches, removeRegions([box('a').id]), addRegion(empty, box('b'))] };
    const after = must(apply(empty, group));
    expect(after.regions.map((region) => region.id)).toEqual(['b']);
    expect(must(apply(after, must(invert(empty, group))))).toEqual(empty);
    const state = must(apply(empty, addRegion(empty, box('a'))));
    expect(must(apply(must(apply(state, patches)), must(invert(state, patches))))).toEqual(state);
  });

  it('leave the state they are given alone', () => {
    const state = must(apply(empty, addRegion(empty, box('a'))));
    const copy = structuredClone(state);
    must(apply(state, updateRegions([box('a').id], { x0: 7 })));
    must(apply(state, removeRegions([box('a').id])));
    expect(state).toEqual(copy);
  });

  it('take the relations along with a region, and bring them back', () => {
    const state: ItemLabels = { ...empty, regions: [box('a'), box('b')], relations: [{ id: 'l', from: box('a').id, to: box('b').id, label: 'on' }] };
    const after = must(apply(state, removeRegions([box('a').id])));
    expect(after.relations).toEqual([]);
    expect(must(apply(after, must(invert(state, removeRegions([box('a').id])))))).toEqual(state);
  });

  it('join two regions and part them again', () => {
    const state: ItemLabels = { ...empty, regions: [box('a'), box('b')] };
    const relation = { id: 'l', from: box('b').id, to: box('a').id, label: 'on' };
    const joined = must(apply(state, addRelation(state, relation)));
    expect(joined.relations).toEqual([relation]);
    expect(must(apply(joined, removeRelation('l')))).toEqual(state);
    expect(apply(state, addRelation(state, { ...relation, to: box('c').id }))).toMatchObject({ ok: false, error: { code: 'REGION_UNKNOWN' } });
  });

  it('replace the class of an item', () => {
    const one = makeItemClass({ id: parseRegionId('one'), classId: 1, confidence: 80 });
    const two = makeItemClass({ id: parseRegionId('two'), classId: 2, confidence: 70 });
    const first = must(apply(empty, setItemClass(empty, one)));
    expect(must(apply(first, setItemClass(first, two))).regions).toEqual([two]);
  });

  it.each([
    ['REGION_UNKNOWN', removeRegions([box('x').id])],
    ['REGION_EXISTS', addRegion(empty, box('a'))],
    ['INDEX_OUTSIDE', { type: 'insert', regions: [{ index: 9, region: box('b') }], relations: [] }],
    ['FIELD_UNKNOWN', updateRegions([box('a').id], { quote: 'a' })],
    ['ORDER_INCOMPLETE', { type: 'reorder', order: [] }],
  ] as [string, LabelCommand][])('fail with %s, as a value', (code, command) => {
    const state = must(apply(empty, addRegion(empty, box('a'))));
    expect(apply(state, command)).toMatchObject({ ok: false, error: { code } });
    expect(invert(state, command)).toMatchObject({ ok: false, error: { code } });
  });

  it('survive JSON and the parser', () => {
    fc.assert(
      fc.property(cases, ([, command]) => {
        expect(labelCommandSchema.parse(JSON.parse(JSON.stringify(command)))).toEqual(JSON.parse(JSON.stringify(command)));
      }),
    );
    expect(labelCommandSchema.safeParse({ type: 'update', patches: [{ id: 'a', patch: { colour: 'red' } }] }).success).toBe(false);
  });
});
