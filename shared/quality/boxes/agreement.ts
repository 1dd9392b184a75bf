import { matchBoxes } from './box.ts';
import type { QualityBox } from './box.ts';

export interface BoxAgreement {
  /** Of the boxes that have a partner; null without any. */
  readonly meanIou: number | null;
  /** The same with 0 for each box that has none: two who draw nothing agree. */
  readonly meanIouOfAll: number;
  /** Twice the partners over all boxes (L. R. Dice, 1945; the F1 score of one against the other). */
  readonly f1: number;
  readonly matched: number;
  readonly boxes: number;
}

/** How alike two people draw, over the items that both have looked at. Pairs under `threshold` are none. */
export function boxAgreement(items: Iterable<readonly [first: readonly QualityBox[], second: readonly QualityBox[]]>, threshold = 0.5): BoxAgreement {
  let [sum, matched, boxes] = [0, 0, 0];
  for (const [first, second] of items) {
    for (const match of matchBoxes(first, second, threshold)) {
      sum += match.iou;
      matched += 1;
    }
    boxes += first.length + second.length;
  }
  const unions = boxes - matched;
  return { meanIou: matched === 0 ? null : sum / matched, meanIouOfAll: unions === 0 ? 1 : sum / unions, f1: boxes === 0 ? 1 : (2 * matched) / boxes, matched, boxes };
}
