/*
 * Compares, in one run and one browser, ways to show 1,000 to 10,000 boxes over a 4000 x 3000 image.
 * `npx tsx e2e/bench/desk/run.ts [--json]`. Frame times include what the browser does after the script: they are
 * taken from frame to frame, with the limit of the display's rate lifted.
 */
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import type { FrameTimes } from './bench.ts';

const COUNTS = [1000, 5000, 10_000];
const WAYS = ['raw', 'desk', 'nodes'] as const;
const FRAMES = 40;
/** The contenders take turns, and each one's best round counts: what else the machine did is left out. */
const ROUNDS = 3;
const repository = fileURLToPath(new URL('../../..', import.meta.url));

const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  logLevel: 'warn',
  server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [repository] } },
  define: { 'process.env.NODE_ENV': '"production"' },
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync', '--disable-background-networking'],
});
const rows: { work: string; boxes: number; way: string; meanMs: number; p95Ms: number; timesRaw: number }[] = [];
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}bench.html`);
  await page.waitForFunction(() => 'runDeskBench' in window);
  for (const work of ['pan', 'drag'] as const) {
    for (const boxes of COUNTS) {
      const best = new Map<(typeof WAYS)[number], FrameTimes>();
      for (let round = 0; round < ROUNDS; round++) {
        for (const way of WAYS) {
          const times: FrameTimes = await page.evaluate(([name, job, count, frames]) => window.runDeskBench(name, job, count, frames), [way, work, boxes, FRAMES] as const);
          if (times.meanMs < (best.get(way)?.meanMs ?? Infinity)) best.set(way, times);
        }
      }
      const rawMs = best.get('raw')?.meanMs ?? NaN;
      for (const [way, { meanMs, p95Ms }] of best) rows.push({ work, boxes, way, meanMs, p95Ms, timesRaw: meanMs / rawMs });
    }
  }
} finally {
  await browser.close();
  await server.close();
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
else console.table(rows.map((row) => ({ ...row, meanMs: row.meanMs.toFixed(1), p95Ms: row.p95Ms.toFixed(1), timesRaw: row.timesRaw.toFixed(2) })));
