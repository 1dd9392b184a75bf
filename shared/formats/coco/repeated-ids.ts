import { hash53 } from '../hash.ts';

const FIRST_ROOM = 1024;

/**
 * Which ids a list has more than once. Eight bytes an id while they are gathered, in whatever order they come; after
 * `close` those alone that were there twice. Texts go by their hash.
 */
export class RepeatedIds {
  private keys = new Float64Array(FIRST_ROOM);
  private count = 0;
  private repeated = new Map<number, number>();

  add(id: number | string): void {
    if (this.count === this.keys.length) {
      const more = new Float64Array(this.keys.length * 2);
      more.set(this.keys);
      this.keys = more;
    }
    this.keys[this.count++] = keyOf(id);
  }

  /** After the last one. */
  close(): void {
    const sorted = this.keys.subarray(0, this.count).sort();
    for (let at = 1; at < sorted.length; at++) {
      const key = sorted[at] ?? NaN;
      if (key === sorted[at - 1]) this.repeated.set(key, (this.repeated.get(key) ?? 1) + 1);
    }
    this.keys = new Float64Array();
    this.count = 0;
  }

  /** How often the id is there, where that is more than once; each id is told of once, at its first place. */
  takeRepeat(id: number | string): number | null {
    const key = keyOf(id);
    const times = this.repeated.get(key) ?? null;
    this.repeated.delete(key);
    return times;
  }
}

function keyOf(id: number | string): number {
  return typeof id === 'number' ? id : hash53(id);
}
