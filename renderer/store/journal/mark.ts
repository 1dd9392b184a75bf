import { z } from 'zod';
import type { HostResult } from '../../../shared/host-api.ts';
import type { TesseraDatabase } from '../database.ts';

const KEY = 'journal-mark';
const markSchema = z.object({ seq: z.int().min(0), hash: z.string() });

/** The last entry of this database that the journal has acknowledged: where the two can be held against each other. */
export type JournalMark = HostResult<'journal.append'>;

export async function putJournalMark(db: TesseraDatabase, { seq, hash }: JournalMark): Promise<void> {
  await db.settings.put({ key: KEY, value: { seq, hash } });
}

/** Null before the journal has acknowledged anything. */
export async function journalMark(db: TesseraDatabase): Promise<JournalMark | null> {
  return markSchema.safeParse((await db.settings.get(KEY))?.value).data ?? null;
}
