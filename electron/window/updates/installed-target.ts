import { isAbsolute } from 'node:path';
import type { UpdateTarget } from '../../host/updates/feed.ts';

interface Surroundings {
  readonly isPackaged: boolean;
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The package that this app came from, which is the one that it is renewed by; null where it runs from source. */
export function installedTarget({ isPackaged, platform, arch, env }: Surroundings): UpdateTarget | null {
  if (!isPackaged) return null;
  if (platform === 'darwin') return 'mac-universal-dmg';
  if (arch !== 'x64') return null;
  if (platform === 'win32') return 'win-x64-nsis';
  if (platform !== 'linux') return null;
  return appImagePath(env) === null ? 'linux-x64-deb' : 'linux-x64-appimage';
}

/** The file that an AppImage says it was started from. */
export function appImagePath(env: Surroundings['env']): string | null {
  const path = env['APPIMAGE'];
  return path !== undefined && isAbsolute(path) ? path : null;
}
