import { describe, expect, it } from 'vitest';
import { sha256Of, utf8 } from '../bytes.ts';
import { canonicalJson, plainJson } from '../canonical-json.ts';
import { updateRegions } from './command-makers.ts';
import { apply } from './commands.ts';
import { parseItemId, parseRegionId } from './ids.ts';
import { labelsCheck } from './journal-edit.ts';
import { emptyItemLabels, makeBox } from './make.ts';
import type { ItemLabels } from './types.ts';
import { must } from '../result.ts';

describe('the check of an edit', () => {
  it('is of the canonical JSON of the four fields, also after edits', () => {
    const regions = ['a', 'b', 'c'].map((id, at) => makeBox({ id: parseRegionId(id), classId: 1, confidence: 90, attributes: { 'wörd "x"': 'ä😄', n: at } }, { x0: at, y0: 0.5, x1: at + 10, y1: 20 }));
    let labels: ItemLabels = { ...emptyItemLabels(parseItemId('item"ä"')), regions, relations: [{ id: 'r', from: parseRegionId('a'), to: parseRegionId('b'), label: 'of' }] };
    const whole = () => {
      const { itemId, regions: all, relations, cannotTell } = labels;
      return sha256Of(utf8(canonicalJson(plainJson({ itemId, regions: all, relations, cannotTell })))).slice(0, 16);
    };
    const first = labelsCheck(labels);
    expect(first).toBe(whole());
    labels = must(apply(labels, updateRegions([parseRegionId('b')], { x1: 99 })));
    expect(labelsCheck(labels)).toBe(whole());
    expect(labelsCheck(labels)).not.toBe(first);
  });
});
