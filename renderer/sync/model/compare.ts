import { fromHex } from '../../../shared/bytes.ts';
import { MAX_CONSENSUS_REGIONS, unpackItem } from '../../../shared/labels/codec-bytes.ts';
import type { RawRegion } from '../../../shared/labels/codec-bytes.ts';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { isSame, similarity } from '../../../shared/labels/similarity.ts';

/** An encoded item as far as it is shown: what is where, or that its annotator could not tell; null where it cannot be read. */
export type Answer = { cannotTell: true } | { cannotTell: false; regions: readonly RawRegion[] } | null;

const ANY_CLASS = 255;

export function readAnswer(kind: ProjectKind, encoded: string | undefined): Answer {
  if (encoded === undefined || encoded === '0x') return null;
  const read = unpackItem(kind, fromHex(encoded), { classCount: ANY_CLASS, maxRegions: MAX_CONSENSUS_REGIONS });
  if (!read.ok) return null;
  return read.value === null ? { cannotTell: true } : { cannotTell: false, regions: read.value };
}

/** One thing in which an answer differs from the one that stands. */
export type Difference =
  | { kind: 'iou'; classId: number; iouPercent: number; thresholdPercent: number }
  | { kind: 'class'; yours: number; theirs: number }
  | { kind: 'missing' | 'extra'; classId: number };

/**
 * Why an answer differs, region by region: a place that is not near enough, another class at the same place, something
 * that only one of the two has. Each region of the standing answer accounts for one difference at the most.
 */
export function differences(kind: ProjectKind, thresholdBps: number, own: readonly RawRegion[], standing: readonly RawRegion[]): Difference[] {
  const free = new Set(standing);
  const unmatched: RawRegion[] = [];
  for (const region of own) {
    const match = best(kind, region, [...free].filter((other) => isSame(kind, region, other, thresholdBps)));
    if (match === null) unmatched.push(region);
    else free.delete(match);
  }
  const found: Difference[] = [];
  for (const region of unmatched) {
    const other = best(kind, region, [...free]);
    const difference = other === null ? null : between(kind, thresholdBps, region, other);
    if (other !== null && difference !== null) free.delete(other);
    found.push(difference ?? { kind: 'extra', classId: region.classId });
  }
  return [...found, ...[...free].map((region) => ({ kind: 'missing' as const, classId: region.classId }))];
}

function between(kind: ProjectKind, thresholdBps: number, own: RawRegion, other: RawRegion): Difference | null {
  const { inter, union } = similarity(kind, own, other);
  if (inter === 0) return null;
  if (own.classId !== other.classId) return { kind: 'class', yours: own.classId, theirs: other.classId };
  return { kind: 'iou', classId: own.classId, iouPercent: Math.floor((inter * 100) / union), thresholdPercent: thresholdBps / 100 };
}

/** The one that is most alike; of several alike, one of the same class. */
function best(kind: ProjectKind, region: RawRegion, among: readonly RawRegion[]): RawRegion | null {
  let found: { region: RawRegion; alike: number } | null = null;
  for (const other of among) {
    const { inter, union } = similarity(kind, region, other);
    const alike = inter / union + (other.classId === region.classId ? 1e-6 : 0);
    if (found === null || alike > found.alike) found = { region: other, alike };
  }
  return found?.region ?? null;
}
