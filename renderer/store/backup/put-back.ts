import { z } from 'zod';
import type { HostClient, HostError } from '../../../shared/host-api.ts';
import { openDatabase } from '../database.ts';
import type { OpenOutcome, TesseraDatabase } from '../database.ts';
import { schemaVersions } from '../schema/versions.ts';
import { schemaVersion } from './dump.ts';
import { textToRow } from './row-text.ts';

const headSchema = z.object({ v: z.literal(1), schema: z.int().min(1) });
const lineSchema = z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) });

export type PutBack = { ok: true; db: TesseraDatabase; rows: number } | { ok: false; error: HostError };

/**
 * Puts the rows of a restored backup into this window's database, which must be empty. They are written as the schema
 * of their time has them; opening the database again brings them to this one's. Where no backup waits, the database
 * is given back as it is. Cut short anywhere it is begun anew: the canary is not there yet.
 * @param onGone as `openDatabase` has it
 */
export async function putBackRows(open: TesseraDatabase | null, name: string, host: HostClient, onGone: () => void): Promise<PutBack> {
  const pending = await host.call('backup.pending', {});
  if (!pending.ok) return pending;
  if (pending.value.backup === null && open !== null) return { ok: true, db: open, rows: 0 };
  open?.close();
  const written = await writeRows(open, name, host);
  if (!written.ok) return written;
  const opened = await openDatabase(name, { onGone });
  return opened.ok ? { ok: true, db: opened.db, rows: written.rows } : { ok: false, error: refusal(opened) };
}

async function writeRows(open: TesseraDatabase | null, name: string, host: HostClient): Promise<{ ok: true; rows: number } | { ok: false; error: HostError }> {
  let db: TesseraDatabase | null = null;
  let rows = 0;
  try {
    for (let fromByte: number | null = 0; fromByte !== null; ) {
      const page: Awaited<ReturnType<typeof host.call<'backup.rows'>>> = await host.call('backup.rows', { fromByte });
      if (!page.ok) return page;
      const lines = [...page.value.lines];
      if (db === null) {
        const begun: OpenOutcome | { ok: false; error: HostError } = await begin(open, name, lines.shift() ?? '');
        if (!begun.ok) return { ok: false, error: 'error' in begun ? begun.error : refusal(begun) };
        ({ db } = begun);
      }
      rows += await put(db, lines);
      fromByte = page.value.nextByte;
    }
    return { ok: true, rows };
  } catch (error) {
    return { ok: false, error: { code: 'STORAGE_FAILED', message: error instanceof Error ? error.message : String(error) } };
  } finally {
    db?.close();
  }
}

/** An empty database of the schema that the rows are of. */
async function begin(open: TesseraDatabase | null, name: string, first: string): Promise<OpenOutcome | { ok: false; error: HostError }> {
  const head = headSchema.safeParse(textToRow(first === '' ? 'null' : first));
  if (!head.success) return { ok: false, error: { code: 'BACKUP_DAMAGED', message: 'The rows of the backup do not say what they are of.' } };
  const { schema } = head.data;
  if (schema > schemaVersion) return { ok: false, code: 'NEWER_VERSION', found: schema, known: schemaVersion };
  await open?.delete();
  return openDatabase(name, { versions: schemaVersions.filter(({ version }) => version <= schema) });
}

/** The canary of the database that was backed up is not this one's. */
async function put(db: TesseraDatabase, lines: readonly string[]): Promise<number> {
  const tables = new Map<string, object[]>();
  for (const line of lines) {
    const { table, row } = lineSchema.parse(textToRow(line));
    if (table === 'settings' && row['key'] === 'canary') continue;
    const rows = tables.get(table) ?? [];
    rows.push(row);
    tables.set(table, rows);
  }
  for (const [table, rows] of tables) await db.table(table).bulkPut(rows);
  return lines.length;
}

function refusal(outcome: Extract<OpenOutcome, { ok: false }>): HostError {
  if (outcome.code === 'STORE_UNOPENED') return outcome;
  return { code: 'NEWER_VERSION', message: `The rows of the backup are of version ${outcome.found}; this Tessera knows up to ${outcome.known}.` };
}
