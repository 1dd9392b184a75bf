import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testBox } from '../tools/test-scene.ts';
import { boxesAt, boxesIn, createBoxSet } from './box-set.ts';

const names = (boxes: readonly { id: string }[]) => boxes.map((box) => box.id);

describe('box set', () => {
  it('picks the outline before the inside, then the smaller box', () => {
    const set = createBoxSet([testBox('inner', 40, 40, 60, 60), testBox('outer', 0, 0, 100, 100), testBox('edge', 48, 0, 300, 300)]);
    expect(names(boxesAt(set, { x: 55, y: 55 }, 2))).toEqual(['inner', 'outer', 'edge']);
    expect(names(boxesAt(set, { x: 49, y: 55 }, 2))).toEqual(['edge', 'inner', 'outer']);
    expect(names(boxesAt(set, { x: 102, y: 90 }, 3))).toEqual(['outer', 'edge']);
    expect(boxesAt(set, { x: 500, y: 500 }, 3)).toEqual([]);
  });

  it('leaves out what is hidden', () => {
    const set = createBoxSet([{ ...testBox('a', 0, 0, 10, 10), hidden: true }]);
    expect(set.count).toBe(0);
    expect(boxesAt(set, { x: 5, y: 5 }, 1)).toEqual([]);
  });

  it('takes into a frame only what it holds whole', () => {
    const set = createBoxSet([testBox('a', 10, 10, 20, 20), testBox('b', 15, 15, 40, 40)]);
    expect(names(boxesIn(set, { x0: 5, y0: 5, x1: 25, y1: 25 }))).toEqual(['a']);
  });

  it('finds the same with and without its index, in z-order', () => {
    const coordinate = fc.integer({ min: 0, max: 4000 });
    const many = Array.from({ length: 3000 }, (_, at) => {
      const x = (at * 7919) % 3900;
      const y = (at * 104_729) % 2900;
      return testBox(`b${at}`, x, y, x + 5 + (at % 90), y + 5 + (at % 70));
    });
    const set = createBoxSet(many);
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (a, b, c, d) => {
        const rect = { x0: Math.min(a, b), y0: Math.min(c, d), x1: Math.max(a, b), y1: Math.max(c, d) };
        const plain = many.flatMap((box, at) => (box.x0 <= rect.x1 && box.x1 >= rect.x0 && box.y0 <= rect.y1 && box.y1 >= rect.y0 ? [at] : []));
        expect(set.search(rect)).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });
});
