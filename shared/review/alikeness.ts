import { fromHex } from '../bytes.ts';
import { MAX_CONSENSUS_REGIONS, unpackItem } from '../labels/codec-bytes.ts';
import type { RawRegion } from '../labels/codec-bytes.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { similarity } from '../labels/similarity.ts';

const ANY_CLASS = 255;

/** An encoded item's regions; null for "cannot tell" and for bytes that are no item. */
export function regionsOf(kind: ProjectKind, encoded: string | undefined): readonly RawRegion[] | null {
  if (encoded === undefined || encoded === '0x') return null;
  const read = unpackItem(kind, fromHex(encoded), { classCount: ANY_CLASS, maxRegions: MAX_CONSENSUS_REGIONS });
  return read.ok ? read.value : null;
}

export interface Alikeness {
  /** Regions that have a partner of their class, the most alike paired first, each once. */
  readonly matched: number;
  /** Mean overlap (intersection over union, 0 to 1) of those with a partner; null without any. */
  readonly meanIou: number | null;
  /** The same with 0 for each region that has none; 1 where both answers are empty. */
  readonly all: number;
}

/** How alike two answers to one item are: places by their overlap, classes by being the same. */
export function alikeness(kind: ProjectKind, a: readonly RawRegion[], b: readonly RawRegion[]): Alikeness {
  const pairs = a.flatMap((one, i) =>
    b.flatMap((other, j) => {
      const { inter, union } = one.classId === other.classId ? similarity(kind, one, other) : { inter: 0, union: 1 };
      return inter === 0 ? [] : [{ i, j, iou: inter / union }];
    }),
  );
  pairs.sort((p, q) => q.iou - p.iou || p.i - q.i || p.j - q.j);
  const [takenA, takenB] = [new Set<number>(), new Set<number>()];
  let sum = 0;
  for (const { i, j, iou } of pairs) {
    if (takenA.has(i) || takenB.has(j)) continue;
    takenA.add(i);
    takenB.add(j);
    sum += iou;
  }
  const matched = takenA.size;
  const union = a.length + b.length - matched;
  return { matched, meanIou: matched === 0 ? null : sum / matched, all: union === 0 ? 1 : sum / union };
}
