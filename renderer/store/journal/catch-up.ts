import type { HostClient } from '../../../shared/host-api.ts';
import { workKinds } from '../../../shared/journal-kinds.ts';
import type { TesseraDatabase } from '../database.ts';
import { parseLabelKey, parseSeatKey } from '../keys.ts';
import { documentPayloadSchema, editPayloadSchema } from './entries.ts';
import { journalMark, putJournalMark } from './mark.ts';
import { restoreFromJournal } from './restore.ts';

/*
 * A database can be there and have lost its newest writes: after a full disk Chromium goes on in a log that ends in a
 * torn record, and reads nothing behind it when it opens the database again. What the journal has acknowledged since
 * is looked at before any work, and put back where the rows are older.
 */

const ENTRIES_A_READ = 2_000;
const revSchema = { edit: editPayloadSchema, checkpoint: documentPayloadSchema, seal: documentPayloadSchema, unseal: documentPayloadSchema };

interface Entry {
  readonly kind: string;
  readonly key: string;
  readonly payload: unknown;
}

/**
 * Brings the database to where the journal is. True where something was put back. A journal that is another one than
 * this database wrote to, or that cannot be read now, says nothing: `needsRefill` looks at that.
 */
export async function catchUp(db: TesseraDatabase, host: HostClient): Promise<boolean> {
  const mark = await journalMark(db);
  if (mark === null) return false;
  let [fromSeq, last, isBehind]: [number | null, typeof mark, boolean] = [mark.seq, mark, false];
  while (fromSeq !== null) {
    const page: Awaited<ReturnType<typeof host.call<'journal.read'>>> = await host.call('journal.read', { fromSeq, limit: ENTRIES_A_READ });
    if (!page.ok) return false;
    const { entries } = page.value;
    if (fromSeq === mark.seq && entries[0]?.hash !== mark.hash) return false;
    for (const entry of entries) {
      isBehind ||= entry.seq > mark.seq && (await lacks(db, entry));
      last = { seq: entry.seq, hash: entry.hash };
    }
    fromSeq = page.value.nextSeq;
  }
  if (!isBehind) return false;
  const restored = await restoreFromJournal(db, host);
  if (restored.ok) await putJournalMark(db, last);
  return restored.ok;
}

/** Whether the entry tells of something that the rows do not have. A crash may also have kept our note of the journal's answer. */
async function lacks(db: TesseraDatabase, { kind, key, payload }: Entry): Promise<boolean> {
  if (!workKinds.has(kind)) return false;
  const seat = parseSeatKey(key);
  if (kind === 'sign') return seat !== null && (await db.seats.get(seat.key))?.signed === null;
  if (kind === 'seat') return seat !== null && (await db.seats.get(seat.key)) === undefined;
  const label = parseLabelKey(key);
  const known = revSchema[kind as keyof typeof revSchema].safeParse(payload);
  return label !== null && known.success && ((await db.labels.get(label.key))?.rev ?? 0) < known.data.rev;
}
