/** A box in any unit, the same for all that are compared; x1 and y1 are beyond it. */
export interface QualityBox {
  readonly label: string;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A dataset's box as one to compare. */
export function boxOf({ x0, y0, x1, y1 }: Omit<QualityBox, 'label'>, label: string): QualityBox {
  return { label, x0, y0, x1, y1 };
}

/** Intersection over union, 0 to 1. */
export function iou(a: QualityBox, b: QualityBox): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (width <= 0 || height <= 0) return 0;
  const inter = width * height;
  return inter / ((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - inter);
}

export interface BoxMatch {
  readonly first: number;
  readonly second: number;
  readonly iou: number;
}

/**
 * Pairs boxes of one label, the most alike first, each box once (as the PASCAL VOC devkit pairs detections).
 * @param least pairs less alike are none
 */
export function matchBoxes(first: readonly QualityBox[], second: readonly QualityBox[], least = 0): BoxMatch[] {
  const pairs: BoxMatch[] = [];
  for (const [i, a] of first.entries()) {
    for (const [j, b] of second.entries()) {
      const value = a.label === b.label ? iou(a, b) : 0;
      if (value > 0 && value >= least) pairs.push({ first: i, second: j, iou: value });
    }
  }
  pairs.sort((p, q) => q.iou - p.iou || p.first - q.first || p.second - q.second);
  const [takenFirst, takenSecond] = [new Set<number>(), new Set<number>()];
  return pairs.filter((pair) => {
    if (takenFirst.has(pair.first) || takenSecond.has(pair.second)) return false;
    takenFirst.add(pair.first);
    takenSecond.add(pair.second);
    return true;
  });
}
