import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';

const executablePath = [process.env['TESSERA_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path));

/** No limit of the display's rate: frames come as fast as they are made. WebGL in software, for who needs it. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--disable-frame-rate-limit', '--disable-gpu-vsync', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];

export interface BenchWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** A Chromium with its profile on disk: what it stores is stored as on a user's machine. */
export async function openWindow(extra: readonly string[] = []): Promise<BenchWindow> {
  const profile = await mkdtemp(join(tmpdir(), 'tessera-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...ARGUMENTS, ...extra],
    viewport: { width: 1440, height: 900 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  return {
    context,
    page,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Memory of the page's own process as the system counts it, now and at its highest, in MiB. Linux only: null elsewhere. */
export async function memoryOf(page: Page): Promise<{ nowMib: number; peakMib: number } | null> {
  const pid = await rendererPid(page);
  if (pid === null) return null;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) / 1024;
  return { nowMib: field('VmRSS'), peakMib: field('VmHWM') };
}

/** The process that runs the page: the one renderer that burns time while the page does. */
async function rendererPid(page: Page): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const before = await rendererTicks();
  await page.evaluate(() => {
    const endMs = performance.now() + 400;
    while (performance.now() < endMs);
  });
  const after = await rendererTicks();
  const [most] = [...after].map(([pid, ticks]) => ({ pid, ticks: ticks - (before.get(pid) ?? 0) })).sort((a, b) => b.ticks - a.ticks);
  return most?.pid ?? null;
}

/** Ticks of processor time that each renderer below this process has used. */
async function rendererTicks(): Promise<Map<number, number>> {
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [stat, command] = await Promise.all([read(`/proc/${name}/stat`), read(`/proc/${name}/cmdline`)]);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(name), Number(fields[1]));
    if (command.includes('--type=renderer')) ticks.set(Number(name), Number(fields[11]) + Number(fields[12]));
  }
  const isOurs = (pid: number): boolean => pid === process.pid || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return new Map([...ticks].filter(([pid]) => isOurs(pid)));
}

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** What the page's scripts hold after everything that can go has gone, in MiB. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  for (let pass = 0; pass < 3; pass++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1024 ** 2;
}
