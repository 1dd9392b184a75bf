import { hash53 } from './hash.ts';
import type { LossCounter } from './report.ts';

/** A path without its ending. */
export function stemOf(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

/** `b.png` beside `b.jpg`, in formats where one label file stands for a stem. */
export class Stems {
  private readonly taken = new Set<number>();

  constructor(private readonly losses: LossCounter) {}

  /** The path, or where its stem is taken one like it with a number. */
  free(path: string): string {
    const stem = stemOf(path);
    const ending = path.slice(stem.length);
    for (let number = 1; ; number++) {
      const tried = number === 1 ? stem : `${stem}-${number}`;
      const hash = hash53(tried.toLowerCase());
      if (this.taken.has(hash)) continue;
      this.taken.add(hash);
      if (number > 1) this.losses.add('names of images', 'two images differ in their endings alone, and would share one label file: the later one has a number added');
      return tried + ending;
    }
  }
}
