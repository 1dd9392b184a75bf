import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../atomic-file.ts';
import type { Segment } from './segment.ts';

/**
 * Cuts what does not continue the chain off a segment. An append that was acknowledged is never in it, but it
 * may be all that is left of one that was not: it is kept aside, durably, before the file is cut.
 * Returns the name of the file that holds it.
 */
export async function cutTornTail(segment: Segment, goodBytes: number, nextSeq: number, nowMs: number): Promise<string> {
  const name = `torn-${String(nextSeq)}-${String(nowMs)}.bin`;
  const aside = await open(join(dirname(segment.path), name), 'wx', 0o600);
  try {
    for await (const chunk of createReadStream(segment.path, { start: goodBytes })) {
      if (Buffer.isBuffer(chunk)) await aside.writeFile(chunk);
    }
    await aside.sync();
  } finally {
    await aside.close();
  }
  await syncFolder(dirname(segment.path));
  const file = await open(segment.path, 'r+');
  try {
    await file.truncate(goodBytes);
    await file.sync();
  } finally {
    await file.close();
  }
  segment.bytes = goodBytes;
  return name;
}
