const MOST_ROWS = 24;

/** An even choice of a long list for a table, the last one among them. */
export function someOf<T>(rows: readonly T[], most = MOST_ROWS): T[] {
  const step = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, place) => (rows.length - 1 - place) % step === 0);
}
