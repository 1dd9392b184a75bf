import { describe, expect, it } from 'vitest';
import { parseRegionId } from '../../../shared/labels/ids.ts';
import type { SpanRegion } from '../../../shared/labels/types.ts';
import { t } from '../../app/strings/strings.ts';
import { arcPath } from './arc-paths.ts';
import { relationWords } from './relation-words.ts';

const place = (x: number, top: number) => ({ x, top, bottom: top + 20 });
const endOf = (d: string): number[] => d.split(/[\s,]+/u).slice(-2).map(Number);

describe('arcs between related spans', () => {
  it('run above a row from the top of one span to the top of the other, and never as high as the row above', () => {
    for (const [a, b] of [[40, 900], [900, 40], [40, 41]] as const) {
      const { d, nameX } = arcPath(place(a, 100), place(b, 102));
      expect([d.startsWith(`M ${a} 100 `), endOf(d), nameX]).toEqual([true, [b, 102], (a + b) / 2]);
      const highest = Math.min(...d.match(/-?[\d.]+/gu)!.map(Number).filter((_, at) => at % 2 === 1));
      expect(highest).toBeGreaterThan(100 - 34 / 2);
      expect(highest).toBeLessThan(100);
    }
  });

  it('leave a row on the side of the other one', () => {
    expect(arcPath(place(40, 100), place(90, 300)).d).toMatch(/^M 40 120 /u);
    expect(endOf(arcPath(place(40, 100), place(90, 300)).d)).toEqual([90, 300]);
    expect(arcPath(place(40, 300), place(90, 100)).d).toMatch(/^M 40 300 /u);
    expect(endOf(arcPath(place(40, 300), place(90, 100)).d)).toEqual([90, 120]);
  });
});

it('says relations in the list, from both ends', () => {
  const span = (id: string, quote: string): SpanRegion => ({
    id: parseRegionId(id), kind: 'span', start: 0, end: 1, startUtf16: 0, endUtf16: 1, quote, classId: 1, confidence: 90, attributes: {}, origin: 'manual', hidden: false, locked: false,
  });
  const [captain, ship] = [span('a', 'the captain'), span('b', 'a ship with a name that goes on and on and on and on')];
  const words = relationWords({ regions: [captain, ship], relations: [{ id: 'r1', from: captain.id, to: ship.id, label: 'sails' }, { id: 'r2', from: ship.id, to: captain.id, label: '' }] }, t);
  expect(words.get(captain.id)).toEqual(['sails → “a ship with a name that goes on and on a…”', '“a ship with a name that goes on and on a…” → related to → here']);
  expect(words.get(ship.id)).toEqual(['“the captain” → sails → here', 'related to → “the captain”']);
  expect(relationWords({ regions: [captain], relations: [] }, t).size).toBe(0);
});
