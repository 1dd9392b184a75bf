import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { InstallOrder } from '../../host/updates/install-order.ts';
import { appImagePath } from './installed-target.ts';

interface PlaceOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The app comes up again afterwards. */
  readonly isRestart: boolean;
}

/**
 * Puts a version in place, after the host has ended. The bytes are held against the signed hash as they are used: what
 * happened to the file since the host looked does not matter. True where what was begun starts the app by itself.
 */
export async function putInPlace(order: InstallOrder, options: PlaceOptions): Promise<boolean> {
  switch (order.target) {
    case 'linux-x64-appimage':
      await replaceAppImage(order, appImagePath(options.env));
      return false;
    case 'win-x64-nsis':
      await holdAgainstHash(order);
      runInstaller(order.path, options.isRestart);
      return options.isRestart;
    // By the person: the host gives no order for these.
    case 'linux-x64-deb':
    case 'mac-universal-dmg':
      return false;
  }
}

/** An AppImage is started by its own file, not by the one that is mounted out of it. */
export function relaunchOptions(env: PlaceOptions['env']): { execPath: string } | undefined {
  const path = appImagePath(env);
  return path === null ? undefined : { execPath: path };
}

/** Copied beside it, held against the hash on the way, and only then renamed over it: old or new, never half. */
async function replaceAppImage(order: InstallOrder, path: string | null): Promise<void> {
  if (path === null) throw new Error('it is not known which file this app was started from');
  const { mode } = await stat(path);
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}`);
  try {
    const hash = createHash('sha512');
    const file = await open(beside, 'wx', 0o600);
    try {
      for await (const chunk of createReadStream(order.path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      if (hash.digest('hex') !== order.sha512) throw new Error('the file is not the one that was signed');
      await file.chmod((mode & 0o777) | 0o100);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

async function holdAgainstHash({ path, sha512 }: InstallOrder): Promise<void> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) hash.update(chunk);
  if (hash.digest('hex') !== sha512) throw new Error('the file is not the one that was signed');
}

/** NSIS as electron-builder makes it: silent, waits for this process to end, and starts the app where that is wanted. */
function runInstaller(path: string, isRestart: boolean): void {
  const child = spawn(path, ['--updated', '/S', ...(isRestart ? ['--force-run'] : [])], { detached: true, stdio: 'ignore', windowsHide: true });
  child.on('error', () => undefined);
  child.unref();
}
