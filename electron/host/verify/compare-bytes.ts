import { open } from 'node:fs/promises';

const CHUNK_BYTES = 64 * 1024;
const EXCERPT_BYTES = 24;

export interface ByteDifference {
  /** From 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  readonly given: string;
  readonly expected: string;
}

/** The first place where two files differ; null where they are the same. */
export async function firstDifference(given: string, expected: string): Promise<ByteDifference | null> {
  const files = await Promise.all([open(given, 'r'), open(expected, 'r')]);
  try {
    let line = 1;
    for (let offset = 0; ; offset += CHUNK_BYTES) {
      const [one, other] = await Promise.all(files.map((file) => readAt(file, offset, CHUNK_BYTES)));
      if (one === undefined || other === undefined || (one.length === 0 && other.length === 0)) return null;
      const at = differs(one, other);
      line += newlines(one.subarray(0, at ?? one.length));
      if (at === null) continue;
      const [has, should] = await Promise.all(files.map(async (file) => excerpt(await readAt(file, offset + at, EXCERPT_BYTES))));
      return { offset: offset + at, line, given: has ?? '', expected: should ?? '' };
    }
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function readAt(file: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function differs(one: Buffer, other: Buffer): number | null {
  if (one.equals(other)) return null;
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return at;
  return length;
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

function excerpt(bytes: Buffer): string {
  return bytes.length === 0 ? 'the end of the file' : JSON.stringify(bytes.toString('utf8').replaceAll(/\p{C}/gu, '.'));
}
