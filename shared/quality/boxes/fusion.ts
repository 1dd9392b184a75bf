import { iou } from './box.ts';
import type { QualityBox } from './box.ts';

/** A box with who drew it and what that person's boxes weigh, above 0: a skill, or a skill times a confidence. */
export interface WeightedBox extends QualityBox {
  readonly worker: string;
  readonly weight: number;
}

export interface FusedBox extends QualityBox {
  /** The weight of those who drew it over that of everybody, 0 to 1. */
  readonly support: number;
  readonly workers: readonly string[];
}

/**
 * Weighted boxes fusion (R. Solovyev, W. Wang and T. Gabruseva, "Weighted Boxes Fusion", 2021): boxes, the heaviest first,
 * join the group whose mean they are most like, or begin one; a group's box is the mean of its members by weight. A
 * second opinion beside the contract's medians, which weigh everybody alike.
 * @param total the weight of everybody who looked at the item, those who drew nothing included
 */
export function fuseBoxes(boxes: readonly WeightedBox[], total: number, threshold = 0.5): FusedBox[] {
  const groups: { members: WeightedBox[]; mean: QualityBox }[] = [];
  for (const box of [...boxes].sort((a, b) => b.weight - a.weight)) {
    let best: (typeof groups)[number] | null = null;
    let most = threshold;
    for (const group of groups) {
      if (group.mean.label !== box.label || group.members.some(({ worker }) => worker === box.worker)) continue;
      const value = iou(group.mean, box);
      if (value >= most) [best, most] = [group, value];
    }
    if (best === null) groups.push({ members: [box], mean: box });
    else {
      best.members.push(box);
      best.mean = meanOf(best.members);
    }
  }
  return groups.map(({ members, mean: { label, x0, y0, x1, y1 } }) => ({
    label,
    x0,
    y0,
    x1,
    y1,
    support: Math.min(1, members.reduce((sum, { weight }) => sum + weight, 0) / total),
    workers: members.map(({ worker }) => worker),
  }));
}

function meanOf(members: readonly WeightedBox[]): QualityBox {
  const weight = members.reduce((sum, member) => sum + member.weight, 0);
  const of = (side: 'x0' | 'y0' | 'x1' | 'y1') => members.reduce((sum, member) => sum + member.weight * member[side], 0) / weight;
  return { label: members[0]?.label ?? '', x0: of('x0'), y0: of('y0'), x1: of('x1'), y1: of('y1') };
}
