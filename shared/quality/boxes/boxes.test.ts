import { describe, expect, it } from 'vitest';
import { boxAgreement } from './agreement.ts';
import { iou, matchBoxes } from './box.ts';
import type { QualityBox } from './box.ts';
import { fuseBoxes } from './fusion.ts';

const box = (x0: number, y0: number, x1: number, y1: number, label = 'boat'): QualityBox => ({ label, x0, y0, x1, y1 });

describe('boxes', () => {
  it('overlap by intersection over union', () => {
    expect(iou(box(0, 0, 10, 10), box(5, 0, 15, 10))).toBeCloseTo(1 / 3, 12);
    expect(iou(box(0, 0, 10, 10), box(10, 0, 20, 10))).toBe(0);
  });

  it('are paired the most alike first, each once, within a label', () => {
    const first = [box(0, 0, 10, 10), box(1, 0, 11, 10)];
    expect(matchBoxes(first, [box(1, 0, 11, 10), box(0, 0, 10, 10, 'car')])).toEqual([{ first: 1, second: 0, iou: 1 }]);
  });

  it('agree by the mean over partners, and over all where some have none', () => {
    const found = boxAgreement([[[box(0, 0, 10, 10), box(50, 50, 60, 60)], [box(0, 0, 10, 8)]], [[], []]]);
    expect(found).toEqual({ meanIou: 0.8, meanIouOfAll: 0.4, f1: 2 / 3, matched: 1, boxes: 3 });
    expect(boxAgreement([[[], []]])).toMatchObject({ meanIou: null, meanIouOfAll: 1, f1: 1 });
  });

  it('fuse to their mean by weight, with the share of weight behind each', () => {
    const drawn = [
      { ...box(0, 0, 10, 10), worker: 'a', weight: 3 },
      { ...box(2, 0, 12, 10), worker: 'b', weight: 1 },
      { ...box(40, 40, 50, 50), worker: 'b', weight: 1 },
      // A second box of one person begins a group of its own.
      { ...box(0, 0, 10, 10), worker: 'a', weight: 0.5 },
    ];
    const fused = fuseBoxes(drawn, 5);
    expect(fused[0]).toEqual({ ...box(0.5, 0, 10.5, 10), support: 0.8, workers: ['a', 'b'] });
    expect(fused.map(({ support }) => support)).toEqual([0.8, 0.2, 0.1]);
  });
});
