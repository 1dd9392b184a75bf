import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OURS = /^tessera-(?:spool|texts|verify|zip)-(\d+)-/;
/** Another machine may share the folder, whose processes are not seen from here. */
const STALE_AFTER_MS = 24 * 60 * 60 * 1000;
let swept: Promise<void> | null = null;

/** A folder of the system's for temporary files, for the caller to remove; what killed processes have left there goes at the first call. */
export async function temporaryFolder(what: 'spool' | 'texts' | 'verify' | 'zip'): Promise<string> {
  swept ??= sweepTemporaries(Date.now());
  await swept;
  return mkdtemp(join(tmpdir(), `tessera-${what}-${process.pid}-`));
}

/** Removes our temporary folders whose process is gone, and that nobody has changed for a day. */
export async function sweepTemporaries(nowMs: number): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const process = OURS.exec(name)?.[1];
    if (process === undefined || isAlive(Number(process))) continue;
    const path = join(tmpdir(), name);
    const found = await stat(path).catch(() => null);
    if (found !== null && nowMs - found.mtimeMs > STALE_AFTER_MS) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
