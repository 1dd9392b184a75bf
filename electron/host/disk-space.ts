import { statfs } from 'node:fs/promises';

export interface DiskSpace {
  /** What this process may still write. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Of the disk that holds `path`, as the system says it now. */
export async function spaceOf(path: string): Promise<DiskSpace> {
  const { bavail, bsize, blocks } = await statfs(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
