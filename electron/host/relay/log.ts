import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { relayRequestSchema } from '../../../shared/protocol/relay.ts';
import { syncDir, writeAtomic } from '../chain/local/durable.ts';
import { readJsonLines } from '../chain/local/json-lines.ts';

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const hexData = z.string().regex(/^0x([0-9a-f]{2})*$/);

/** What the relay has promised and done, in order: enough to go on after a crash at any moment. */
const entrySchema = z.discriminatedUnion('kind', [
  /** Answered to the account as taken. `gas`: what it counts for. */
  z.object({ kind: z.literal('accepted'), hash, request: relayRequestSchema, gas: z.string().regex(/^\d+$/), atMs: z.number() }),
  /** A signed transaction, before it is sent; a dearer one in its place has the same nonce. */
  z.object({ kind: z.literal('sending'), transactionHash: hash, raw: hexData, nonce: z.int().min(0), hashes: z.array(hash), atMs: z.number() }),
  /** The transaction under way is over: mined, or its nonce went to another. */
  z.object({ kind: z.literal('over'), transactionHash: hash.nullable(), gasUsed: z.string().regex(/^\d+$/), atMs: z.number() }),
  z.object({ kind: z.literal('done'), hash, transactionHash: hash.nullable(), atMs: z.number() }),
  z.object({ kind: z.literal('refused'), hash, reason: z.string(), atMs: z.number() }),
]);
export type RelayEntry = z.infer<typeof entrySchema>;

export interface RelayLog {
  /** Found at opening; a torn last line is cut off. */
  readonly entries: readonly RelayEntry[];
  /** Returns after fsync. Throws where the disk does not take it: nothing was promised then. */
  append(...entries: readonly RelayEntry[]): void;
  /** Replaces the file by these entries alone, whole or not at all. */
  rewrite(entries: readonly RelayEntry[]): void;
  close(): void;
}

const textOf = (entries: readonly RelayEntry[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** Opens or creates the log. One process may; what follows a torn or damaged line is kept beside as `.cut`. */
export function openRelayLog(path: string): RelayLog {
  const isNew = !existsSync(path);
  const content = isNew ? Buffer.alloc(0) : readFileSync(path);
  const { entries, goodBytes } = readJsonLines(content, entrySchema);
  if (goodBytes < content.length) writeAtomic(`${path}.cut`, content.subarray(goodBytes));
  let handle = openSync(path, isNew ? 'w' : 'r+', 0o600);
  let size = goodBytes;
  ftruncateSync(handle, size);
  fsyncSync(handle);
  if (isNew) syncDir(dirname(path));
  return {
    entries,
    append(...added) {
      const bytes = Buffer.from(textOf(added), 'utf8');
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(handle, bytes, written, bytes.length - written, size + written);
        fsyncSync(handle);
      } catch (error) {
        ftruncateSync(handle, size);
        throw error;
      }
      size += bytes.length;
    },
    rewrite(kept) {
      const text = textOf(kept);
      writeAtomic(path, text);
      closeSync(handle);
      handle = openSync(path, 'r+');
      size = Buffer.byteLength(text);
    },
    close: () => closeSync(handle),
  };
}
