import { describe, expect, it } from 'vitest';
import { levelIndexFor, planPyramid } from './pyramid-plan.ts';

describe('the levels of an image', () => {
  it('keeps a small image in one level of one tile', () => {
    expect(planPyramid(800, 600)).toEqual([{ scale: 1, widthPx: 800, heightPx: 600, tiles: [{ x0: 0, y0: 0, x1: 800, y1: 600 }] }]);
  });

  it('halves a large one until a level is small', () => {
    const plan = planPyramid(20_000, 10_000);
    expect(plan.map((level) => level.scale)).toEqual([1, 0.5, 0.25, 0.125, 0.0625, 0.03125]);
    expect(plan.at(-1)).toMatchObject({ widthPx: 625, heightPx: 313 });
  });

  it('covers every pixel with exactly one tile', () => {
    for (const level of planPyramid(9001, 5003)) {
      const area = level.tiles.reduce((sum, tile) => sum + (tile.x1 - tile.x0) * (tile.y1 - tile.y0), 0);
      expect(area).toBe(9001 * 5003);
      expect(Math.max(...level.tiles.map((tile) => tile.x1))).toBe(9001);
    }
    expect(planPyramid(9001, 5003)[0]?.tiles).toHaveLength(6);
  });

  it('draws the smallest level that is sharp', () => {
    const scales = [1, 0.5, 0.25];
    expect([4, 1, 0.7, 0.5, 0.3, 0.25, 0.1].map((zoom) => levelIndexFor(scales, zoom))).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });
});
