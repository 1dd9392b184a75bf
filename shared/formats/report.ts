import { SourceFault } from './files.ts';

/** Something that a format cannot carry: counted and explained, never silent. */
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

/** Most problems that are listed; the rest are counted in the last one. */
export const MAX_PROBLEMS = 1000;

/** What a reader or writer has to say beside its items. */
export class Report {
  readonly losses = new LossCounter();
  private readonly listed: ImportProblem[] = [];
  private problemCount = 0;

  problem(file: string, field: string, reason: string, fix: string): void {
    this.problemCount++;
    if (this.listed.length < MAX_PROBLEMS) this.listed.push({ file, field, reason, fix });
  }

  get count(): number {
    return this.problemCount;
  }

  problems(): ImportProblem[] {
    const more = this.problemCount - this.listed.length;
    const rest = more > 0 ? [{ file: this.listed[0]?.file ?? '', field: '', reason: `${more} more problems`, fix: 'Mend those listed first.' }] : [];
    return [...this.listed, ...rest];
  }

  /** Runs what may meet a SourceFault, and lists it; null where it did. */
  async guard<T>(file: string, run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      this.fault(file, error);
      return null;
    }
  }

  /** As `guard`, for what comes piece by piece: the pieces before the fault are kept. */
  async *guardEach<T>(file: string, pieces: () => AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = pieces()[Symbol.asyncIterator]();
    try {
      for (;;) {
        let next: IteratorResult<T>;
        try {
          next = await iterator.next();
        } catch (error) {
          this.fault(file, error);
          return;
        }
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  private fault(file: string, error: unknown): void {
    if (!(error instanceof SourceFault)) throw error;
    this.problem(file, error.field, error.message, error.fix);
  }
}
