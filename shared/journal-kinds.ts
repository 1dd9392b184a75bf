/** Kinds of journal entries that carry a person's work: a journal that has one of them means that a database was here. */
export const workKinds: ReadonlySet<string> = new Set(['edit', 'checkpoint', 'seal', 'unseal', 'sign', 'seat', 'review']);
