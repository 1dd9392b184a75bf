import Dexie from 'dexie';
import type { DeskDocument, Mark } from '../../desk/port.ts';
import type { TesseraDatabase } from '../database.ts';
import type { LabelKey } from '../keys.ts';
import { markRowSchema } from '../schema/rows.ts';
import type { LabelRow, MarkRow } from '../schema/rows.ts';

/* An item's history: a row a gesture. Everything here runs inside the transaction of the label row that it belongs to. */

type History = DeskDocument['history'];

const marksFrom = (db: TesseraDatabase, key: LabelKey, at: number) => db.marks.where('[key+at]').between([key, at], [key, Dexie.maxKey]);

export const historyOf = ({ marks, cursor }: History): LabelRow['history'] => ({ count: marks.length, cursor });

const markRows = (key: LabelKey, marks: readonly Mark[]): MarkRow[] => marks.map((mark, at) => ({ key, at, mark }));

/**
 * Brings the marks of an item from what its row said to what the desk has: one row for a gesture, none for an undo or
 * redo, all anew where the two do not follow from each other.
 */
export async function writeMarks(db: TesseraDatabase, key: LabelKey, before: LabelRow['history'] | undefined, history: History, isGesture: boolean): Promise<void> {
  const { count, cursor } = before ?? { count: 0, cursor: 0 };
  const at = history.cursor - 1;
  const mark = history.marks[at];
  if (isGesture && mark !== undefined && history.marks.length === at + 1 && cursor === at && count >= at) {
    // What was undone cannot be redone after it.
    if (count > at) await marksFrom(db, key, at).delete();
    await db.marks.put({ key, at, mark });
    return;
  }
  if (!isGesture && count === history.marks.length) return;
  await replaceMarks(db, key, history.marks);
}

export async function replaceMarks(db: TesseraDatabase, key: LabelKey, marks: readonly Mark[]): Promise<void> {
  await marksFrom(db, key, 0).delete();
  await db.marks.bulkPut(markRows(key, marks));
}

/** The marks of an item in their order; null where one is missing or damaged. */
export async function readMarks(db: TesseraDatabase, key: LabelKey, count: number): Promise<readonly Mark[] | null> {
  if (count === 0) return [];
  const marks: Mark[] = [];
  for (const stored of await marksFrom(db, key, 0).toArray()) {
    const row = markRowSchema.safeParse(stored);
    if (!row.success || row.data.at !== marks.length) return null;
    marks.push(row.data.mark);
  }
  return marks.length === count ? marks : null;
}
