/** Something of an export that is not as the chain has it. */
export interface ExportFault {
  /** Inside the export, forward slashes. */
  readonly file: string;
  /** The item's id or name; null where it concerns none. */
  readonly item: string | null;
  /** What is wrong in it, such as `labels[2].x0`; empty: the whole. */
  readonly field: string;
  readonly reason: string;
}

/** Most faults that are named; the rest are counted. */
export const MAX_FAULTS = 100;

export class Faults {
  readonly list: ExportFault[] = [];
  count = 0;

  add(file: string, field: string, reason: string, item: string | null = null): void {
    this.count += 1;
    if (this.list.length < MAX_FAULTS) this.list.push({ file, item, field, reason });
  }
}
