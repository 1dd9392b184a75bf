import { isWholeItem } from './codec-bytes.ts';
import type { RawRegion } from './codec-bytes.ts';
import type { ProjectKind } from './schema.ts';

/** Similarity of two regions of one class as a fraction: IoU of areas or lengths; 1/1 for classes. DESIGN section 6. */
export function similarity(kind: ProjectKind, a: RawRegion, b: RawRegion): { inter: number; union: number } {
  if (kind === 'class') return { inter: 1, union: 1 };
  const isWholeA = isWholeItem(a);
  if (isWholeA || isWholeItem(b)) return isWholeA && isWholeItem(b) ? { inter: 1, union: 1 } : { inter: 0, union: 1 };
  const [a0 = 0, a1 = 0, a2 = 0, a3 = 0] = a.coordinates;
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = b.coordinates;
  if (kind === 'spans') {
    const inter = Math.max(0, Math.min(a1, b1) - Math.max(a0, b0));
    return { inter, union: a1 - a0 + (b1 - b0) - inter };
  }
  const inter = Math.max(0, Math.min(a2, b2) - Math.max(a0, b0)) * Math.max(0, Math.min(a3, b3) - Math.max(a1, b1));
  return { inter, union: (a2 - a0) * (a3 - a1) + (b2 - b0) * (b3 - b1) - inter };
}

/** Whether two regions are the same at the threshold (basis points, 1 to 10,000). Exact: all products stay under 2^53. */
export function isSame(kind: ProjectKind, a: RawRegion, b: RawRegion, thresholdBps: number): boolean {
  if (a.classId !== b.classId) return false;
  const { inter, union } = similarity(kind, a, b);
  return inter * 10_000 >= thresholdBps * union;
}
