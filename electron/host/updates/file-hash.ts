import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Whether a file is there with exactly these bytes. Read piece by piece: an installer never is in memory whole. */
export async function isFile(path: string, wanted: { bytes: number; sha512: string }): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true || found.size !== wanted.bytes) return false;
  return (await sha512Of(path)) === wanted.sha512;
}

export async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
