import type { z } from 'zod';

export interface JsonLines<T> {
  readonly entries: T[];
  /** What follows is half a line of a lost write, or damage. */
  readonly goodBytes: number;
}

/** The entries of a file of JSON lines, up to the first line that is torn or not of the schema. */
export function readJsonLines<T>(content: Buffer, schema: z.ZodType<T>): JsonLines<T> {
  const entries: T[] = [];
  let start = 0;
  for (let end = content.indexOf(10, start); end >= 0; end = content.indexOf(10, start)) {
    let parsed: z.ZodSafeParseResult<T>;
    try {
      parsed = schema.safeParse(JSON.parse(content.toString('utf8', start, end)));
    } catch {
      break;
    }
    if (!parsed.success) break;
    entries.push(parsed.data);
    start = end + 1;
  }
  return { entries, goodBytes: start };
}
