import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { Result } from '../../../../shared/host-api.ts';
import { fail } from '../../context.ts';
import { readJsonFile } from './durable.ts';
import type { ChainPaths } from './paths.ts';

const HEARTBEAT_MS = 2_000;
/** A machine that is very busy must not lose its chain to another process. */
const STALE_AFTER_MS = 60_000;

const lockSchema = z.object({ pid: z.number().int().positive(), token: z.string() });

export interface ChainLock {
  readonly token: string;
  release(): void;
}

/** A process that has ended but that nobody has asked about (a container's init may never) still has its pid. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Since the owner's last heartbeat; null where there is no lock. */
function lockAgeMs(path: string, nowMs: number): number | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : nowMs - stats.mtimeMs;
}

/**
 * The owner's pid while there is an owner (0 while it is just writing its name), or null.
 * A pid that was given to another program since is told by the heartbeat that is missing.
 */
export function lockHolder(paths: ChainPaths, nowMs: number): number | null {
  const ageMs = lockAgeMs(paths.lock, nowMs);
  if (ageMs === null || ageMs > STALE_AFTER_MS) return null;
  const lock = readJsonFile(paths.lock, lockSchema);
  if (lock === null) return 0;
  return isAlive(lock.pid) ? lock.pid : null;
}

function create(path: string, content: string): boolean {
  try {
    const handle = openSync(path, 'wx', 0o600);
    writeSync(handle, content);
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** One owner a home. CHAIN_OWNED where another process has it. */
export function takeLock(paths: ChainPaths, token: string, nowMs: number): Result<ChainLock> {
  mkdirSync(paths.dir, { recursive: true, mode: 0o700 });
  const content = JSON.stringify({ pid: process.pid, token });
  if (!create(paths.lock, content)) {
    const holder = lockHolder(paths, nowMs);
    if (holder !== null) {
      return fail('CHAIN_OWNED', `The local chain of ${paths.dir} is run by another process${holder > 0 ? ` (pid ${holder})` : ''}.`, { fix: 'Join it, or stop it with: tessera chain stop' });
    }
    rmSync(paths.lock, { force: true });
    if (!create(paths.lock, content)) return fail('CHAIN_OWNED', 'Another process has just taken the local chain.', { fix: 'Join it: try again.' });
  }
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(paths.lock, now, now);
    } catch {
      // The home was removed under us: there is nothing left to keep.
    }
  }, HEARTBEAT_MS);
  beat.unref();
  const release = (): void => {
    clearInterval(beat);
    if (readJsonFile(paths.lock, lockSchema)?.token === token) rmSync(paths.lock, { force: true });
  };
  return { ok: true, value: { token, release } };
}
