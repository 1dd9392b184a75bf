import { describe, expect, it } from 'vitest';
import { apply } from '../../../shared/labels/commands.ts';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import { projectSchemaSchema } from '../../../shared/labels/schema.ts';
import type { ItemLabels, Region } from '../../../shared/labels/types.ts';
import { must } from '../../../shared/result.ts';
import { testBox } from '../tools/test-scene.ts';
import * as edits from './edits.ts';

const schema = projectSchemaSchema.parse({
  name: 'x', kind: 'boxes',
  classes: [{ id: 1, name: 'cat', colour: '#111111' }, { id: 2, name: 'boat', colour: '#222222' }],
  attributes: [
    { name: 'tame', type: 'checkbox', appliesTo: [1] },
    { name: 'size', type: 'select', values: ['s', 'l'] },
    { name: 'sails', type: 'number', default: 2, appliesTo: [2] },
  ],
});
const a = parseRegionId('a');
const b = parseRegionId('b');
const labelsOf = (...regions: Region[]): ItemLabels => ({ ...emptyItemLabels(parseItemId('i')), regions });
const after = (labels: ItemLabels, commands: readonly LabelCommand[]): ItemLabels => commands.reduce((current, command) => must(apply(current, command)), labels);

describe('edits of regions', () => {
  it('changes the class: attributes that fit stay, others go, defaults come', () => {
    const cat: Region = { ...testBox('a', 0, 0, 9, 9), attributes: { tame: true, size: 'l' }, origin: 'prediction' };
    const [boat] = after(labelsOf(cat), edits.reclass(labelsOf(cat), [a], 2, schema)).regions;
    expect(boat).toMatchObject({ classId: 2, attributes: { size: 'l', sails: 2 }, origin: 'prediction-changed' });
    expect(edits.reclass(labelsOf(cat), [a], 1, schema)).toEqual([]);
  });

  it('keeps confidence within 0 and 100 in whole numbers', () => {
    const labels = labelsOf({ ...testBox('a', 0, 0, 9, 9), confidence: 97 });
    expect(after(labels, edits.setConfidence(labels, [a], (was) => was + 5)).regions[0]?.confidence).toBe(100);
    expect(after(labels, edits.setConfidence(labels, [a], () => -3.4)).regions[0]?.confidence).toBe(0);
  });

  it('turns a flag on for all, and off only where all have it', () => {
    const labels = labelsOf({ ...testBox('a', 0, 0, 9, 9), occluded: true }, testBox('b', 0, 0, 9, 9));
    const on = after(labels, edits.toggleFlag(labels, [a, b], 'occluded'));
    expect(on.regions).toMatchObject([{ occluded: true }, { occluded: true }]);
    expect(after(on, edits.toggleFlag(on, [a, b], 'occluded')).regions).toMatchObject([{ occluded: false }, { occluded: false }]);
  });

  it('leaves locked regions alone, but lets them be unlocked', () => {
    const labels = labelsOf({ ...testBox('a', 0, 0, 9, 9), locked: true });
    expect(edits.setConfidence(labels, [a], () => 1)).toEqual([]);
    expect(edits.toggleFlag(labels, [a], 'crowd')).toEqual([]);
    expect(edits.unlockedIds(labels, [a])).toEqual([]);
    expect(after(labels, edits.toggleState(labels, [a], 'locked')).regions[0]?.locked).toBe(false);
  });

  it('copies into a smaller image what fits there, as made by hand', () => {
    const inside: Region = { ...testBox('a', 10, 10, 60, 60), origin: 'prediction', hidden: true };
    const outside = testBox('b', 200, 10, 260, 60);
    let next = 0;
    const { commands, ids } = edits.copies(labelsOf(), [inside, outside], { newId: () => parseRegionId(`n${next++}`), offsetPx: 12, image: { widthPx: 65, heightPx: 100 } });
    expect(ids).toEqual(['n0']);
    expect(after(labelsOf(), commands).regions).toMatchObject([{ id: 'n0', x0: 15, x1: 65, y0: 22, y1: 72, origin: 'manual', hidden: false }]);
  });

  it('has one class for an item of a class project, and any number of document classes', () => {
    const start = (id: string, classId: number) => ({ id: parseRegionId(id), classId, confidence: 90 });
    const one = after(labelsOf(), edits.chooseItemClass(labelsOf(), start('a', 1)));
    const other = after(one, edits.chooseItemClass(one, start('b', 2)));
    expect(edits.itemClasses(other).map((region) => region.classId)).toEqual([2]);
    const both = after(other, edits.toggleItemClass(other, start('c', 1)));
    expect(edits.itemClasses(both).map((region) => region.classId)).toEqual([2, 1]);
    expect(edits.itemClasses(after(both, edits.toggleItemClass(both, start('d', 2)))).map((region) => region.classId)).toEqual([1]);
  });
});
