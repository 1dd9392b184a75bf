import type { RawRegion } from '../../../shared/labels/codec-bytes.ts';
import type { ProjectKind } from '../../../shared/labels/schema.ts';

/** A row that was left out, and why. */
export interface BadRow {
  readonly file: string;
  /** From 1, as editors count. */
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

/** What one worker said of one item. */
export interface CrowdAnswer {
  readonly worker: string;
  readonly regions: readonly RawRegion[];
}

export interface CrowdItem {
  readonly task: string;
  /** Of a box item's image; 1 by 1 in other kinds. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** In file order; one a worker. */
  readonly answers: CrowdAnswer[];
}

/** Real answers of a crowd, items in the order of their first row. */
export interface Crowd {
  readonly kind: ProjectKind;
  /** Class c is `classes[c - 1]`: in the order of their first row. */
  readonly classes: readonly string[];
  readonly items: readonly CrowdItem[];
  readonly rows: number;
  readonly bad: readonly BadRow[];
}

/** One byte names a class, and 0 is none. */
export const MAX_CLASSES = 255;

/** Gives labels their class numbers in the order in which they turn up. */
export class ClassNumbers {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** From 1; more than 255 where the crowd has too many different labels. */
  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.names.push(name);
    this.#numbers.set(name, this.names.length);
    return this.names.length;
  }
}
