import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';

/** Chromium as root in a container, and silent: nothing of its own on the network. */
export const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];

export interface Window {
  context: BrowserContext;
  page: Page;
  /** Console errors and uncaught exceptions, for a test to hold against. */
  errors: string[];
  close(): Promise<void>;
}

/** A window with its IndexedDB on disk (a persistent context): closing and opening it again is closing and opening the app. */
export async function openWindow(home: string, profile: string, url: string, size = { width: 1440, height: 900 }): Promise<Window> {
  const executablePath = config.use?.launchOptions?.executablePath;
  const context = await chromium.launchPersistentContext(join(home, 'browser', profile), {
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: true,
    args: chromiumFlags,
    viewport: size,
    acceptDownloads: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(url);
  return { context, page, errors, close: () => context.close() };
}
