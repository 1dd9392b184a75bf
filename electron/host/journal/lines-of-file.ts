import type { FileHandle } from 'node:fs/promises';
import { MAX_LINE_BYTES } from './line.ts';

const CHUNK_BYTES = 256 * 1024;

export interface FileLine {
  /** Where the line begins in the file. */
  readonly offset: number;
  /** Without its newline. */
  readonly bytes: Buffer;
  /** False for a last line that nothing ends, and for one too long to be an entry: nothing follows it. */
  readonly isEnded: boolean;
}

/** The lines of a file from a byte offset up to another, read in chunks: memory does not grow with the file. */
export async function* linesOf(file: FileHandle, fromOffset: number, toOffset: number): AsyncGenerator<FileLine> {
  let pending = Buffer.alloc(0);
  let lineOffset = fromOffset;
  let position = fromOffset;
  while (position < toOffset) {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, toOffset - position));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = pending.indexOf(10, start); end !== -1; end = pending.indexOf(10, start)) {
      yield { offset: lineOffset, bytes: pending.subarray(start, end), isEnded: true };
      lineOffset += end + 1 - start;
      start = end + 1;
    }
    pending = pending.subarray(start);
    if (pending.length > MAX_LINE_BYTES) break;
  }
  if (pending.length > 0) yield { offset: lineOffset, bytes: pending, isEnded: false };
}
