import { appendFileSync, closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { syncDir } from './durable.ts';
import { readJsonLines } from './json-lines.ts';

const hexData = z.string().regex(/^0x[0-9a-f]*$/i);

/**
 * What the local chain was told, in order: enough to make it again from nothing.
 * A `checkpoint` is a point where the node was restarted from a state file; a replay does the same there, because
 * a node that has loaded a state no longer knows the hashes of older blocks, and contracts can tell.
 */
const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('genesis'), chainId: z.number().int(), seconds: z.number().int() }),
  /** Transactions handed over together, then one block if the node took at least one. */
  z.object({ kind: z.literal('block'), seconds: z.number().int(), raw: z.array(hexData) }),
  /** Empty blocks. */
  z.object({ kind: z.literal('mine'), seconds: z.number().int(), count: z.number().int() }),
  /** A test's direct call to the node. */
  z.object({ kind: z.literal('cheat'), method: z.string(), params: z.array(z.unknown()) }),
  /** Tests: the chain's clock runs this far ahead of the wall's. */
  z.object({ kind: z.literal('ahead'), seconds: z.number().int() }),
  z.object({ kind: z.literal('checkpoint'), file: z.string().regex(/^state-\d+\.gz$/), number: z.number().int(), hash: hexData }),
  /** What came of it: a replay is held against this. */
  z.object({ kind: z.literal('mined'), number: z.number().int(), hash: hexData }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;

export interface ChainJournal {
  /** Entries found at opening; a torn last line is cut off. */
  readonly entries: readonly JournalEntry[];
  /** Bytes of a torn last line that were dropped. */
  readonly tornBytes: number;
  /** Returns after fsync. */
  append(entry: JournalEntry): void;
  /** Kept for the next fsync: for what a replay can do without. */
  note(entry: JournalEntry): void;
  close(): void;
}

/** Writes all of it or nothing: half a line left behind by a full disk would hide every line after it from a replay. */
function writeAll(handle: number, text: string, goodBytes: number): number {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } catch (error) {
    ftruncateSync(handle, goodBytes);
    throw error;
  }
  return goodBytes + bytes.length;
}

/** Opens or creates the journal. Only the owner of the chain's lock may. */
export function openChainJournal(path: string): ChainJournal {
  const isNew = !existsSync(path);
  const content = isNew ? Buffer.alloc(0) : readFileSync(path);
  const { entries, goodBytes } = readJsonLines(content, entrySchema);
  if (goodBytes < content.length) {
    // Usually half a line of a lost write. Kept aside all the same: it might be damage, with good lines behind it.
    appendFileSync(`${path}.cut`, content.subarray(goodBytes));
    const repair = openSync(path, 'r+');
    ftruncateSync(repair, goodBytes);
    fsyncSync(repair);
    closeSync(repair);
  }
  const handle = openSync(path, 'a', 0o600);
  if (isNew) syncDir(dirname(path));
  let noted = '';
  let size = goodBytes;
  return {
    entries,
    tornBytes: content.length - goodBytes,
    append(entry) {
      size = writeAll(handle, `${noted}${JSON.stringify(entry)}\n`, size);
      noted = '';
    },
    note(entry) {
      noted += `${JSON.stringify(entry)}\n`;
    },
    close() {
      if (noted !== '') size = writeAll(handle, noted, size);
      closeSync(handle);
    },
  };
}
