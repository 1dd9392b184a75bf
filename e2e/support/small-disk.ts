import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MIB = 1024 * 1024;

export interface SmallDisk {
  /** A folder on it. */
  readonly home: string;
  /** Fills it until so many MiB are left; null takes the filling away. */
  leave(freeMib: number | null): Promise<void>;
  remove: () => void;
}

function isFilled(path: string, bytes: number): boolean {
  try {
    execFileSync('fallocate', ['-l', String(bytes), path], { stdio: 'ignore' });
    return true;
  } catch {
    rmSync(path, { force: true });
    return false;
  }
}

/** A disk of its own in memory, `sizeMib` large; null where this user may not mount one. */
export function smallDisk(sizeMib: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const home = mkdtempSync(join(tmpdir(), 'tessera-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(sizeMib)}m`, 'tmpfs', home], { stdio: 'ignore' });
  } catch {
    rmSync(home, { recursive: true });
    return null;
  }
  const filling = join(home, 'filling');
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(home);
    return bavail * bsize;
  };
  return {
    home,
    leave: async (freeMib) => {
      rmSync(filling, { force: true });
      if (freeMib === null) return;
      // Whoever writes meanwhile takes some of it: then less is left to fill.
      for (let left = 5; left > 0; left--) {
        const bytes = freeBytes() - freeMib * MIB;
        if (bytes <= 0 || isFilled(filling, bytes)) return;
      }
      throw new Error(`the small disk does not come to ${freeMib} MiB`);
    },
    remove: () => {
      execFileSync('umount', ['-l', home], { stdio: 'ignore' });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
