import { mkdirSync, openSync, closeSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { Result } from '../../../../shared/host-api.ts';
import { fail } from '../../context.ts';
import { readJsonFile } from './durable.ts';
import type { ChainPaths } from './paths.ts';

const HEARTBEAT_MS = 2_000;
/** A machine that slept or is very busy must not lose its chain to another process: pid and heartbeat must both be gone. */
const STALE_AFTER_MS = 20_000;

const lockSchema = z.object({ pid: z.number().int().positive(), token: z.string() });

export interface ChainLock {
  readonly token: string;
  release(): void;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function ageMs(path: string, nowMs: number): number {
  try {
    return nowMs - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

/** The owner's pid while there is an owner, or null. A pid that was given to another program is told by the missing heartbeat. */
export function lockHolder(paths: ChainPaths, nowMs: number): number | null {
  const lock = readJsonFile(paths.lock, lockSchema);
  if (lock === null) return ageMs(paths.lock, nowMs) > STALE_AFTER_MS ? null : existsNow(paths.lock) ? 0 : null;
  if (!isAlive(lock.pid)) return null;
  return ageMs(paths.lock, nowMs) > STALE_AFTER_MS * 3 ? null : lock.pid;
}

function existsNow(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
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
