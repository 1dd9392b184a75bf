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

/** How alike two people draw, pair by pair of answers to one item. Boxes less alike than `threshold` are no partners. */
export class BoxAgreementSum {
  private sum = 0;
  private matched = 0;
  private boxes = 0;

  constructor(private readonly threshold = 0.5) {}

  add(first: readonly QualityBox[], second: readonly QualityBox[]): void {
    for (const match of matchBoxes(first, second, this.threshold)) {
      this.sum += match.iou;
      this.matched += 1;
    }
    this.boxes += first.length + second.length;
  }

  result(): BoxAgreement {
    const { sum, matched, boxes } = this;
    const unions = boxes - matched;
    return { meanIou: matched === 0 ? null : sum / matched, meanIouOfAll: unions === 0 ? 1 : sum / unions, f1: boxes === 0 ? 1 : (2 * matched) / boxes, matched, boxes };
  }
}

/** The same over the items that both have looked at. */
export function boxAgreement(items: Iterable<readonly [first: readonly QualityBox[], second: readonly QualityBox[]]>, threshold = 0.5): BoxAgreement {
  const all = new BoxAgreementSum(threshold);
  for (const [first, second] of items) all.add(first, second);
  return all.result();
}
