import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { chromiumFlags } from './window.ts';

/** A real browser as a process of its own: only such a one can be killed as a power cut would. */
export interface KillableWindow {
  readonly page: Page;
  /** One more tab of the same browser, and so of the same database. */
  another(): Promise<Page>;
  /** kill -9 of the browser and everything that it has started. */
  kill(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/** @param folder of the browser's own, where its IndexedDB lies */
export async function openKillableWindow(folder: string, url: string, initScript?: string): Promise<KillableWindow> {
  mkdirSync(folder, { recursive: true });
  const binary = config.use?.launchOptions?.executablePath ?? chromium.executablePath();
  const args = [...chromiumFlags, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${folder}`, '--window-size=1440,900', '--hide-crash-restore-bubble', 'about:blank'];
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`the browser did not start: ${said}`)), START_TIMEOUT_MS);
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4000);
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('exit', () => reject(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('the browser has no window');
  if (initScript !== undefined) await context.addInitScript(initScript);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  return {
    page,
    another: async () => {
      const second = await context.newPage();
      await second.goto(url);
      return second;
    },
    kill: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}
