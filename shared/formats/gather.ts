import { lines } from './lines.ts';
import type { Source, Spool } from './files.ts';

/** Items whose parts are held in memory at one time. */
const BLOCK = 1000;

/** Brings together what a file keeps apart: heads in their order, and parts in any order. Both wait on disk. */
export interface Gathering<H, P> {
  /** Gives the head's number, by which its parts are added. */
  start(head: H): Promise<number>;
  add(number: number, part: P): Promise<void>;
  /** In the order in which the heads were started, each with its parts in the order in which they were added. */
  all(): AsyncGenerator<{ readonly head: H; readonly parts: readonly P[] }>;
}

/** @param H, P plain JSON: they are written and read again */
export function gather<H, P>(source: Pick<Source, 'spool'>): Gathering<H, P> {
  const blocks: Spool[] = [];
  let count = 0;
  const blockOf = async (number: number): Promise<Spool> => {
    const place = Math.floor(number / BLOCK);
    const known = blocks[place];
    if (known !== undefined) return known;
    const made = await source.spool();
    blocks[place] = made;
    return made;
  };
  return {
    start: async (head) => {
      const number = count++;
      await (await blockOf(number)).write(`${JSON.stringify([number, head])}\n`);
      return number;
    },
    add: async (number, part) => (await blockOf(number)).write(`${JSON.stringify([number, part, 1])}\n`),
    async *all() {
      for (const block of blocks) {
        const found = new Map<number, { head: H; parts: P[] }>();
        for await (const { text } of lines(block.read())) {
          const row = JSON.parse(text) as [number, H] | [number, P, 1];
          if (row.length === 2) found.set(row[0], { head: row[1], parts: [] });
          else found.get(row[0])?.parts.push(row[1]);
        }
        yield* found.values();
      }
    },
  };
}
