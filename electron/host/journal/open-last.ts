import { mkdir } from 'node:fs/promises';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { createSegment } from './group-writer.ts';
import { GENESIS } from './line.ts';
import { lastHashOf, listSegments, scanSegment, segmentPath } from './segment.ts';
import type { Scan, Segment } from './segment.ts';
import { cutTornTail } from './torn-tail.ts';

export interface OpenedJournal {
  /** At least one; the last is the one to append to. */
  readonly segments: Segment[];
  readonly nextSeq: number;
  readonly lastHash: string;
  readonly lastAtMs: number | null;
  /** A torn tail was found and cut. */
  readonly isTorn: boolean;
}

/**
 * Checks the journal's end: the last file whole, and the one before where the last is still empty. Older
 * files were complete and synced before the next was begun; they are checked when somebody reads them.
 */
export async function openLastSegment(dir: string, nowMs: number, log: (line: string) => void): Promise<Result<OpenedJournal>> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const segments = await listSegments(dir);
  const first = segments[0];
  if (!first) return { ok: true, value: await beginJournal(dir) };
  if (first.firstSeq !== 0) return gap(dir, 0);

  const last = segments[segments.length - 1] ?? first;
  const before = segments[segments.length - 2];
  const emptyWithin = before && last.bytes === 0 ? before : last;
  const scan = await scanFrom(segments, emptyWithin);
  if (!scan) return gap(dir, emptyWithin.firstSeq);
  if (emptyWithin !== last && scan.nextSeq !== last.firstSeq) return gap(dir, scan.nextSeq);
  if (emptyWithin.firstSeq > 0 && scan.nextSeq === emptyWithin.firstSeq && emptyWithin.bytes > 0 && scan.goodBytes === 0) {
    // Not one entry of the file follows the file before: something in between is missing, not torn.
    return gap(dir, emptyWithin.firstSeq);
  }
  const isTorn = scan.goodBytes < emptyWithin.bytes;
  if (isTorn) {
    const name = await cutTornTail(emptyWithin, scan.goodBytes, scan.nextSeq, nowMs);
    log(`The journal's end was torn (a crash while writing); the rest was kept aside as ${name}`);
  }
  emptyWithin.index = scan.index;
  return {
    ok: true,
    value: { segments, nextSeq: scan.nextSeq, lastHash: scan.lastHash, lastAtMs: scan.lastAtMs, isTorn },
  };
}

async function beginJournal(dir: string): Promise<OpenedJournal> {
  const path = segmentPath(dir, 0);
  await createSegment(dir, path);
  return { segments: [{ path, firstSeq: 0, bytes: 0, index: [] }], nextSeq: 0, lastHash: GENESIS, lastAtMs: null, isTorn: false };
}

async function scanFrom(segments: readonly Segment[], segment: Segment): Promise<Scan | null> {
  const before = segments[segments.indexOf(segment) - 1];
  const previousHash = before ? await lastHashOf(before) : GENESIS;
  return previousHash === null ? null : await scanSegment(segment, previousHash);
}

function gap(dir: string, seq: number): Result<never> {
  return fail('JOURNAL_DAMAGED', `The journal in ${dir} is not whole: it breaks off at entry ${String(seq)}`, {
    field: dir,
    fix: 'Put the missing file back, or move the folder away and start again: the window keeps its own copy of the labels.',
  });
}
