import { z } from 'zod';

/** So many wrong entries are named; a file that is wrong from its first entry to its last has no more to say. */
const NAMED = 5;

/**
 * As `z.array`, for what strangers send. zod keeps a record of every wrong entry: two million `{}` in a file of six
 * megabytes would take gigabytes. Here the fifth wrong one ends the reading, and a list that is too long is not read at all.
 */
export function arrayOf<T>(element: z.ZodType<T>, least: number, most: number) {
  return z
    .array(z.unknown())
    .min(least)
    .max(most)
    .transform((entries, context): T[] => {
      const read: T[] = [];
      let wrong = 0;
      for (const [index, entry] of entries.entries()) {
        const parsed = element.safeParse(entry);
        if (parsed.success) {
          if (wrong === 0) read.push(parsed.data);
          continue;
        }
        for (const issue of parsed.error.issues.slice(0, NAMED)) context.addIssue({ code: 'custom', message: issue.message, path: [index, ...issue.path] });
        if (++wrong === NAMED) break;
      }
      return wrong === 0 ? read : z.NEVER;
    });
}
