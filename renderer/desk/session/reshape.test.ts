import { describe, expect, it } from 'vitest';
import { applyEach } from '../../../shared/labels/commands.ts';
import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import type { BoxRegion, ItemLabels } from '../../../shared/labels/types.ts';
import { must } from '../../../shared/result.ts';
import { testBox } from '../tools/test-scene.ts';
import { mergeBoxes, splitBoxes } from './reshape.ts';

const labelsOf = (...regions: BoxRegion[]): ItemLabels => ({ ...emptyItemLabels(parseItemId('a.jpg')), regions });
const ids = (...names: string[]) => names.map(parseRegionId);
const corners = (labels: ItemLabels) => labels.regions.map((region) => (region.kind === 'box' ? [region.id, region.x0, region.y0, region.x1, region.y1] : []));
const newId = () => parseRegionId('second');

describe('merging', () => {
  const a = { ...testBox('a', 10, 10, 20, 20), classId: 3, confidence: 80 };
  const b = { ...testBox('b', 50, 5, 60, 40), confidence: 60, occluded: true };

  it('leaves one box around all, with the class of the one selected first', () => {
    const labels = labelsOf(b, a);
    const { commands, ids: selected } = mergeBoxes(labels, ids('a', 'b'));
    const after = must(applyEach(labels, commands)).labels;
    expect(corners(after)).toEqual([['a', 10, 5, 60, 40]]);
    expect(after.regions[0]).toMatchObject({ classId: 3, confidence: 60, occluded: true, truncated: false });
    expect(selected).toEqual(['a']);
  });

  it('says of a suggestion that it was changed', () => {
    const labels = labelsOf({ ...a, origin: 'prediction' }, b);
    expect(must(applyEach(labels, mergeBoxes(labels, ids('a', 'b')).commands)).labels.regions[0]?.origin).toBe('prediction-changed');
  });

  it('has nothing to do with one box, or where the others are locked', () => {
    expect(mergeBoxes(labelsOf(a, b), ids('a')).commands).toEqual([]);
    expect(mergeBoxes(labelsOf(a, { ...b, locked: true }), ids('a', 'b')).commands).toEqual([]);
  });
});

describe('splitting', () => {
  const box = testBox('a', 10, 10, 30, 50);

  it.each([
    ['beside', null, [['a', 10, 10, 20, 50], ['second', 20, 10, 30, 50]]],
    ['stacked', null, [['a', 10, 10, 30, 30], ['second', 10, 30, 30, 50]]],
    ['beside', { x: 13, y: 20 }, [['a', 10, 10, 13, 50], ['second', 13, 10, 30, 50]]],
    ['stacked', { x: 13, y: 44.6 }, [['a', 10, 10, 30, 45], ['second', 10, 45, 30, 50]]],
    ['beside', { x: 13, y: 70 }, [['a', 10, 10, 20, 50], ['second', 20, 10, 30, 50]]],
  ] as const)('%s at %j', (way, at, expected) => {
    const labels = labelsOf(box, testBox('above', 0, 0, 5, 5));
    const { commands, ids: selected } = splitBoxes(labels, ids('a'), { way, at, newId });
    const after = must(applyEach(labels, commands)).labels;
    // The second part comes right above the first.
    expect(corners(after)).toEqual([...expected, ['above', 0, 0, 5, 5]]);
    expect(selected).toEqual(['a', 'second']);
  });

  it('is taken back exactly', () => {
    const labels = labelsOf(box, testBox('b', 0, 0, 8, 8));
    let next = 0;
    const { commands } = splitBoxes(labels, ids('b', 'a'), { way: 'beside', at: null, newId: () => parseRegionId(`n${next++}`) });
    const done = must(applyEach(labels, commands));
    expect(done.labels.regions).toHaveLength(4);
    expect(must(applyEach(done.labels, done.inverses)).labels).toEqual(labels);
  });

  it('leaves alone what is too thin or locked', () => {
    const labels = labelsOf(testBox('a', 0, 0, 1, 40), { ...testBox('b', 0, 0, 9, 9), locked: true });
    expect(splitBoxes(labels, ids('a', 'b'), { way: 'beside', at: null, newId }).commands).toEqual([]);
  });
});
