/** Review: audits, overlays, verdicts, disputes. */
export const review = {} as const;
