/** Counts of pairs of labels. */
export interface Confusion {
  /** In code unit order. */
  readonly labels: readonly string[];
  /** counts[truth][given], as in `labels`. */
  readonly counts: readonly (readonly number[])[];
  readonly total: number;
}

/** Who says what where the truth is what, from pairs of the true label and the given one. */
export function confusionOf(pairs: Iterable<readonly [truth: string, given: string]>): Confusion {
  const rows = new Map<string, Map<string, number>>();
  const names = new Set<string>();
  let total = 0;
  for (const [truth, given] of pairs) {
    names.add(truth).add(given);
    const row = rows.get(truth) ?? new Map<string, number>();
    rows.set(truth, row.set(given, (row.get(given) ?? 0) + 1));
    total += 1;
  }
  const labels = [...names].sort();
  return { labels, total, counts: labels.map((truth) => labels.map((given) => rows.get(truth)?.get(given) ?? 0)) };
}

/** Of one label: the share of what was given as it that is it, and of what is it that was given as it. null: no cases. */
export function precisionAndRecall({ labels, counts }: Confusion, label: string): { precision: number | null; recall: number | null } {
  const place = labels.indexOf(label);
  if (place < 0) return { precision: null, recall: null };
  const right = counts[place]?.[place] ?? 0;
  const given = counts.reduce((sum, row) => sum + (row[place] ?? 0), 0);
  const truth = (counts[place] ?? []).reduce((sum, count) => sum + count, 0);
  return { precision: given === 0 ? null : right / given, recall: truth === 0 ? null : right / truth };
}
