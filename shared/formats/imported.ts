import type { Suggestion } from '../protocol/manifest.ts';
import type { ImportProblem, Loss } from './report.ts';

/** An item of an imported dataset; its file is looked for under `fileName`. */
export interface ImportedItem {
  /** As the dataset has it, with forward slashes. Untrusted: never joined to a path unchecked. */
  readonly fileName: string;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly labels: readonly Suggestion[];
}

/** What a file of another tool says, in our terms. */
export interface Imported {
  readonly classes: readonly { readonly id: number; readonly name: string }[];
  readonly items: readonly ImportedItem[];
  /** What could not be read; everything else was. */
  readonly problems: readonly ImportProblem[];
  /** What was read and has no place with us. */
  readonly losses: readonly Loss[];
}

/** Most problems listed for one file; the rest are counted in the last one. */
export const MAX_PROBLEMS = 1000;
