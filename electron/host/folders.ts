import { chmod, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../../shared/host-api.ts';
import { fail } from './context.ts';

/** Where everything of Tessera lies on this machine: TESSERA_HOME, or `.tessera` in the person's home. */
export function defaultHome(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env['TESSERA_HOME'] ?? join(homedir(), '.tessera');
}

export interface Folders {
  readonly homeDir: string;
  readonly profileDir: string;
  readonly keystoreDir: string;
  readonly journalDir: string;
  readonly exportsDir: string;
}

/** Makes the profile's folders, readable by their owner alone. BAD_PROFILE_NAME, HOME_NOT_WRITABLE. */
export async function prepareFolders(homeDir: string, profile: string): Promise<Result<Folders>> {
  if (!/^[a-z0-9][a-z0-9_-]{0,39}$/i.test(profile)) {
    return fail('BAD_PROFILE_NAME', `"${profile.slice(0, 60)}" can't name a profile`, {
      field: 'profile',
      fix: 'Use up to 40 letters, digits, hyphens and underscores.',
    });
  }
  const profileDir = join(homeDir, 'profiles', profile);
  const folders: Folders = {
    homeDir,
    profileDir,
    keystoreDir: join(profileDir, 'keystore'),
    journalDir: join(profileDir, 'journal'),
    exportsDir: join(homeDir, 'exports'),
  };
  const packsDir = join(homeDir, 'packs');
  try {
    for (const path of [folders.keystoreDir, folders.journalDir, folders.exportsDir, packsDir]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
    }
    // The home may have been there before, open to all, and what is labelled may be private. A stick knows no owners.
    for (const path of [join(homeDir, 'profiles'), folders.exportsDir, packsDir]) await chmod(path, 0o700).catch(() => undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('HOME_NOT_WRITABLE', `Tessera can't keep its files in ${homeDir}: ${reason}`, {
      fix: 'Set TESSERA_HOME to a folder that you may write to.',
    });
  }
  return { ok: true, value: folders };
}
