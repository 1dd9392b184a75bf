import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** A Chromium of the system (Debian's, or one named by the environment): Playwright's own download is not needed. */
const chromium = [process.env['TESSERA_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // The journeys share nothing: each has its own home, chain, ports and browser profile, and spends much of its time waiting.
  workers: 2,
  fullyParallel: false,
  timeout: 480_000,
  expect: { timeout: 30_000 },
  // On a machine that others share a journey can meet a stall: it is made once more there, from its start, and named as flaky.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  outputDir: 'test-results',
  reporter: process.env['CI'] === undefined ? 'list' : [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    ...(chromium === undefined ? {} : { launchOptions: { executablePath: chromium } }),
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
