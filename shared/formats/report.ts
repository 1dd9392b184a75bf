/** Something that a format cannot carry, or a file that could not be read whole: counted and explained, never silent. */
export interface Loss {
  /** What was left out, such as "relations". */
  readonly what: string;
  readonly count: number;
  readonly why: string;
}

/** A problem in an imported file; the rest of the file is taken. */
export interface ImportProblem {
  readonly file: string;
  /** Path of the field, such as annotations[3].bbox. */
  readonly field: string;
  readonly reason: string;
  readonly fix: string;
}

/** Adds up losses of the same kind, in the order in which they first came. */
export class LossCounter {
  private readonly losses = new Map<string, Loss>();

  add(what: string, why: string, count = 1): void {
    if (count === 0) return;
    this.losses.set(what, { what, why, count: (this.losses.get(what)?.count ?? 0) + count });
  }

  list(): Loss[] {
    return [...this.losses.values()];
  }
}
