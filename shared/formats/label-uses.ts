/** What becomes of a dataset's labels when a pack is made of it: proposals for annotators, known answers that nobody sees, or nothing. */
export const labelUses = ['suggestions', 'gold', 'none'] as const;
export type LabelUse = (typeof labelUses)[number];
