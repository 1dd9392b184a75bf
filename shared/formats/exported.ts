import type { Dataset } from '../protocol/dataset-types.ts';
import type { Loss } from './report.ts';

/** Whose labels an export has: the dataset's own, each annotator's, or both. */
export type LabelChoice = 'consensus' | 'annotators' | 'both';

export interface ExportOptions {
  readonly labels: LabelChoice;
  /** Labels of disputed items that were accepted in part; left out by default. */
  readonly includeDisputed?: boolean;
  /** Unix milliseconds that the export's own date says. */
  readonly nowMs: number;
  /** Where an item's file lies in the export; `images/<name>` by default, with the id where names repeat. */
  readonly fileName?: (itemIndex: number) => string;
}

/** A file of an export. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
}

export interface Exported {
  readonly files: readonly ExportedFile[];
  readonly losses: readonly Loss[];
}

/** A format that a dataset can be written in. */
export interface ExportFormat {
  readonly name: string;
  readonly title: string;
  export(dataset: Dataset, options: ExportOptions): Exported;
}
