import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Result } from '../../shared/host-api.ts';
import { fail } from './context.ts';

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string().nullable(), nonce: z.string() });
type Holder = z.infer<typeof holderSchema>;

export interface ProfileLock {
  release(): Promise<void>;
}

/**
 * One host process a profile: two of them would write one journal and one keystore. The lock is a file with the
 * owner's pid; a file whose process is gone is taken over. PROFILE_IN_USE otherwise.
 */
export async function lockProfile(profileDir: string): Promise<Result<ProfileLock>> {
  const path = join(profileDir, 'lock');
  const own: Holder = { pid: process.pid, startedAt: startOf(process.pid), nonce: randomBytes(8).toString('hex') };
  const draft = `${path}.${own.nonce}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600, flag: 'wx' });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      // A link appears whole or not at all, so nobody ever reads a lock that is half written.
      if (await tryLink(draft, path)) return await confirmed(path, own);
      const holder = await readHolder(path);
      if (holder && isAlive(holder)) return inUse(holder.pid, profileDir);
      await rm(path, { force: true });
    }
    return inUse(0, profileDir);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Two processes may both have removed the same stale file; who is in the file a moment later is the owner. */
async function confirmed(path: string, own: Holder): Promise<Result<ProfileLock>> {
  await wait(20);
  const holder = await readHolder(path);
  if (holder?.nonce !== own.nonce) return inUse(holder?.pid ?? 0, path);
  return {
    ok: true,
    value: {
      release: async () => {
        if ((await readHolder(path))?.nonce === own.nonce) await rm(path, { force: true });
      },
    },
  };
}

function inUse(pid: number, where: string): Result<never> {
  return fail('PROFILE_IN_USE', `This profile is already open in another Tessera (process ${String(pid)}): ${where}`, {
    fix: 'Use the window that is open, close it first, or start with another profile: --profile NAME.',
  });
}

async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  // A pid is used again after a restart; the start time tells the two processes apart where the system shows it.
  return holder.startedAt === null || startOf(holder.pid) === holder.startedAt;
}

/** Clock ticks from boot to the process' start (Linux), with the boot's id; null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks ?? ''}`;
  } catch {
    return null;
  }
}
