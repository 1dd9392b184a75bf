import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxRegion } from '../../../shared/labels/types.ts';
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

  it('made from the one before it is as if it were made anew', () => {
    const many = Array.from({ length: 2200 }, (_, at) => testBox(`b${at}`, (at * 7919) % 3900, (at * 104_729) % 2900, ((at * 7919) % 3900) + 40, ((at * 104_729) % 2900) + 30));
    const whole = { x0: -1, y0: -1, x1: 5000, y1: 5000 };
    const step = fc.record({ kind: fc.constantFrom('add', 'insert', 'remove', 'move', 'hide', 'swap', 'many'), at: fc.nat(2199), x: fc.nat(3900), y: fc.nat(2900) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let regions: BoxRegion[] = [...many];
        let set = createBoxSet(regions);
        set.search({ x0: 0, y0: 0, x1: 10, y1: 10 });
        steps.forEach(({ kind, at, x, y }, turn) => {
          regions = changed(kind, [...regions], at % regions.length, testBox(`new${turn}`, x, y, x + 50, y + 50));
          set = createBoxSet(regions, set);
          const fresh = createBoxSet(regions);
          // By identity and by number: a deep comparison of so many takes most of the test.
          const isSame = set.count === fresh.count && fresh.boxes.every((box, place) => box === set.boxes[place] && fresh.classIds[place] === set.classIds[place]) && fresh.corners.every((corner, place) => corner === set.corners[place]);
          expect(isSame).toBe(true);
          const around = { x0: x - 200, y0: y - 200, x1: x + 200, y1: y + 200 };
          expect(set.search(around)).toEqual(fresh.search(around));
          expect(set.search(whole)).toEqual(fresh.search(whole));
          for (const box of [...regions.slice(0, 3), ...regions.slice(-3), testBox('gone', 0, 0, 1, 1)]) expect(set.placeOf(box.id)).toBe(fresh.placeOf(box.id));
        });
      }),
      { numRuns: 8 },
    );
  });

  it('knows when boxes only came on top', () => {
    const [a, b, c] = [testBox('a', 0, 0, 9, 9), testBox('b', 0, 0, 9, 9), testBox('c', 0, 0, 9, 9)];
    const first = createBoxSet([a, b]);
    expect(createBoxSet([a, b, c], first).grownFrom).toEqual({ id: first.id, count: 2 });
    expect(createBoxSet([a, c, b], first).grownFrom).toBeNull();
    expect(createBoxSet([a], first).grownFrom).toBeNull();
    expect(createBoxSet([a, { ...b, x0: 1 }, c], first).grownFrom).toBeNull();
  });
});

function changed(kind: string, regions: BoxRegion[], at: number, box: BoxRegion): BoxRegion[] {
  const there = regions[at];
  if (kind === 'add') regions.push(box);
  if (kind === 'insert') regions.splice(at, 0, box);
  if (kind === 'remove') regions.splice(at, 1);
  if (kind === 'move' && there !== undefined) regions[at] = { ...there, x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1 };
  if (kind === 'hide' && there !== undefined) regions[at] = { ...there, hidden: true };
  if (kind === 'swap') regions.reverse();
  if (kind === 'many') return regions.map((region, place) => (place >= at && place < at + 300 ? { ...region, x1: region.x1 + 1 } : region));
  return regions;
}
