import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLine, verifyLine } from './line.ts';
import { linesOf } from './lines-of-file.ts';

/** Every so many entries a place to start reading from is remembered. */
export const INDEX_STEP = 256;

export interface IndexPoint {
  readonly seq: number;
  readonly offset: number;
  readonly previousHash: string;
}

/** One file of the journal. Its name is the number of its first entry. */
export interface Segment {
  readonly path: string;
  readonly firstSeq: number;
  /** Bytes on disk that are known to be whole entries (for closed segments: the file's size). */
  bytes: number;
  /** Null until somebody reads in it. */
  index: IndexPoint[] | null;
}

export interface Scan {
  readonly index: IndexPoint[];
  readonly nextSeq: number;
  readonly lastHash: string;
  readonly lastAtMs: number | null;
  /** Where the whole entries end; less than the file's size where the tail is torn. */
  readonly goodBytes: number;
}

export function segmentPath(dir: string, firstSeq: number): string {
  return join(dir, `${String(firstSeq).padStart(16, '0')}.jsonl`);
}

/** The journal's files in order. Files of other names are left alone. */
export async function listSegments(dir: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const name of (await readdir(dir)).sort()) {
    if (!/^\d{16}\.jsonl$/.test(name)) continue;
    const path = join(dir, name);
    segments.push({ path, firstSeq: Number.parseInt(name, 10), bytes: (await stat(path)).size, index: null });
  }
  return segments;
}

/** Follows the hash chain from the segment's start to the first line that does not continue it, or to the end. */
export async function scanSegment(segment: Segment, previousHash: string): Promise<Scan> {
  const file = await open(segment.path, 'r');
  try {
    const index: IndexPoint[] = [];
    let [seq, hash, goodBytes] = [segment.firstSeq, previousHash, 0];
    let last: Buffer | null = null;
    for await (const line of linesOf(file, 0, segment.bytes)) {
      const next = line.isEnded ? verifyLine(line.bytes, hash) : null;
      if (next === null) break;
      if ((seq - segment.firstSeq) % INDEX_STEP === 0) index.push({ seq, offset: line.offset, previousHash: hash });
      [seq, hash, goodBytes, last] = [seq + 1, next, line.offset + line.bytes.length + 1, line.bytes];
    }
    return { index, nextSeq: seq, lastHash: hash, lastAtMs: last ? (parseLine(last)?.atMs ?? null) : null, goodBytes };
  } finally {
    await file.close();
  }
}

/** The hash that a closed segment's last line carries, read from the file's end; null where there is none. */
export async function lastHashOf(segment: Segment): Promise<string | null> {
  const file = await open(segment.path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(segment.bytes, 80));
    await file.read(tail, 0, tail.length, segment.bytes - tail.length);
    return /"hash":"([0-9a-f]{64})"}\n$/.exec(tail.toString('latin1'))?.[1] ?? null;
  } finally {
    await file.close();
  }
}
