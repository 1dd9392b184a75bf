import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { app, exited, record, reset } from './electron-stand-in.ts';

export interface DesktopRun {
  /** Tessera's folder; a new one for each test. */
  home: string;
  /** Runs electron/main.ts from its first line, as Electron does, until there is a window or it has given up. */
  launch(...more: string[]): Promise<void>;
}

const argv = process.argv;

/** The desktop app on the stand-in, started anew in each test of the file and ended after it. */
export function desktopRun(): DesktopRun {
  const run: DesktopRun = {
    home: '',
    launch: async (...more) => {
      vi.resetModules();
      process.argv = [argv[0] ?? '', 'main.cjs', '--home', run.home, '--profile', 'desk', ...more];
      await import('../../electron/main.ts');
      await vi.waitFor(() => {
        if (record.windows.length === 0 && record.errorBoxes.length === 0 && !record.hasQuit) throw new Error('nothing happened yet');
      }, 30_000);
    },
  };
  beforeEach(async () => {
    reset();
    run.home = await mkdtemp(join(tmpdir(), 'electron-'));
  });
  afterEach(async () => {
    if (record.windows.length > 0 && record.exitCode === null) {
      app.quit();
      await exited();
    }
    process.argv = argv;
    await rm(run.home, { recursive: true, force: true });
  });
  return run;
}
