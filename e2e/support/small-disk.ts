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
      const bytes = freeBytes() - freeMib * MIB;
      execFileSync('fallocate', ['-l', String(bytes), filling]);
    },
    remove: () => {
      execFileSync('umount', ['-l', home], { stdio: 'ignore' });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
