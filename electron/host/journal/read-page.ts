import { open } from 'node:fs/promises';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { parseLine, verifyLine } from './line.ts';
import type { Entry } from './line.ts';
import { linesOf } from './lines-of-file.ts';
import { lastHashOf, scanSegment } from './segment.ts';
import type { IndexPoint, Segment } from './segment.ts';

/** A page stops at this many bytes of lines, so that an answer stays well under the shells' limit of a message. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Entries of one segment from `fromSeq` on, verified against the chain. JOURNAL_DAMAGED names the first that is not right. */
export async function readPage(
  segment: Segment,
  previous: Segment | undefined,
  genesis: string,
  fromSeq: number,
  limit: number,
): Promise<Result<Entry[]>> {
  const start = await indexPointFor(segment, previous, genesis, fromSeq);
  if (!start) return damaged(segment, segment.firstSeq);
  const file = await open(segment.path, 'r');
  try {
    const entries: Entry[] = [];
    let [seq, hash, bytes] = [start.seq, start.previousHash, 0];
    for await (const line of linesOf(file, start.offset, segment.bytes)) {
      const next = line.isEnded ? verifyLine(line.bytes, hash) : null;
      if (next === null) return entries.length > 0 ? { ok: true, value: entries } : damaged(segment, seq);
      if (seq >= fromSeq) {
        const entry = parseLine(line.bytes);
        if (!entry) return damaged(segment, seq);
        entries.push(entry);
        bytes += line.bytes.length;
        if (entries.length >= limit || bytes >= PAGE_BYTES) break;
      }
      [seq, hash] = [seq + 1, next];
    }
    return { ok: true, value: entries };
  } finally {
    await file.close();
  }
}

/** The nearest remembered place at or before `fromSeq`; a closed segment is indexed when it is first read in. */
async function indexPointFor(
  segment: Segment,
  previous: Segment | undefined,
  genesis: string,
  fromSeq: number,
): Promise<IndexPoint | null> {
  if (segment.index === null) {
    const previousHash = previous ? await lastHashOf(previous) : genesis;
    if (previousHash === null) return null;
    segment.index = (await scanSegment(segment, previousHash)).index;
  }
  let [low, high] = [0, segment.index.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segment.index[middle]?.seq ?? Infinity) <= fromSeq) low = middle;
    else high = middle - 1;
  }
  return segment.index[low] ?? null;
}

function damaged(segment: Segment, seq: number): Result<never> {
  return fail('JOURNAL_DAMAGED', `The journal does not continue at entry ${String(seq)} in ${segment.path}`, {
    field: segment.path,
    fix: 'Keep a copy of the journal folder; what lies before that entry can be read.',
  });
}
