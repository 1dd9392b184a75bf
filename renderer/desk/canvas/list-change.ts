/** The one stretch in which two lists differ: `[start, endBefore)` of the one became `[start, endAfter)` of the other. */
export interface ListChange {
  readonly start: number;
  readonly endBefore: number;
  readonly endAfter: number;
}

/** Elements are compared by identity. The stretch is empty where the lists are alike. */
export function changeBetween<T>(before: readonly T[], after: readonly T[]): ListChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { start, endBefore: before.length - same, endAfter: after.length - same };
}
