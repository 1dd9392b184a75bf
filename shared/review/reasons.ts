import type { ProjectKind } from '../labels/schema.ts';

/**
 * What an expert says of an item after comparing. `accept`: an answer that is there stands, the consensus or a seat's.
 * `fix`: the consensus was near, the expert's labels take its place. `reject`: it was wrong as a whole, and the expert's
 * labels take its place. `set-aside`: the item itself is of no use; no ruling is sent, since the contract takes no
 * "cannot tell" for a truth.
 */
export const reviewVerdicts = ['accept', 'fix', 'reject', 'set-aside'] as const;
export type ReviewVerdict = (typeof reviewVerdicts)[number];

export type ReasonCode = (typeof reasonTable)[number]['code'];

interface ReasonRow {
  /** Never changed: files of reviews carry it. */
  readonly code: string;
  readonly number: number;
  readonly verdicts: readonly ReviewVerdict[];
  /** Null: any kind of project. */
  readonly kinds: readonly ProjectKind[] | null;
}

/** Why, in a code that is the same in every language and file. */
export const reasonTable = [
  { code: 'missing', number: 1, verdicts: ['fix', 'reject'], kinds: ['boxes', 'spans'] },
  { code: 'extra', number: 2, verdicts: ['fix', 'reject'], kinds: ['boxes', 'spans'] },
  { code: 'wrong-class', number: 3, verdicts: ['fix', 'reject'], kinds: null },
  { code: 'loose', number: 4, verdicts: ['fix', 'reject'], kinds: ['boxes', 'spans'] },
  { code: 'split-or-merged', number: 5, verdicts: ['fix', 'reject'], kinds: ['boxes', 'spans'] },
  { code: 'guidelines', number: 6, verdicts: ['fix', 'reject'], kinds: null },
  { code: 'careless', number: 7, verdicts: ['reject'], kinds: null },
  { code: 'damaged', number: 8, verdicts: ['set-aside'], kinds: null },
  { code: 'out-of-scope', number: 9, verdicts: ['set-aside'], kinds: null },
  { code: 'ambiguous', number: 10, verdicts: ['fix', 'reject', 'set-aside'], kinds: null },
  { code: 'other', number: 11, verdicts: ['fix', 'reject', 'set-aside'], kinds: null },
] as const satisfies readonly ReasonRow[];

const rows: readonly ReasonRow[] = reasonTable;

/** The reasons that a verdict can have in a project of a kind, in the table's order. An accepted item needs none. */
export function reasonsFor(verdict: ReviewVerdict, kind: ProjectKind): ReasonCode[] {
  return reasonTable.filter((_, place) => {
    const row = rows[place];
    return row !== undefined && row.verdicts.includes(verdict) && (row.kinds === null || row.kinds.includes(kind));
  }).map(({ code }) => code);
}
