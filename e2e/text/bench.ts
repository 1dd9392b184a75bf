/*
 * How long it takes from a press to the painted mark in a text of 100,000 characters with 2,000 spans.
 * `npx tsx e2e/text/bench.ts [--json]`. A press is a real event in the page; painted is the task after the next frame.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';

const ROUNDS = 40;
const outDir = mkdtempSync(join(tmpdir(), 'tessera-text-'));
const common = { configFile: false as const, root: fileURLToPath(new URL('.', import.meta.url)), logLevel: 'error' as const };
await build({ ...common, plugins: [react()], build: { outDir, emptyOutDir: true, target: 'chrome140' } });
const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

/** Presses the keys in turn, the last one timed, so many times over; `cpuMs` is the main thread's own time for one turn of all keys. */
async function time(keys: readonly string[], spans: number): Promise<{ times: number[]; cpuMs: number }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?spans=${spans}`);
  await page.locator('.text-line').first().waitFor();
  await page.locator('.text-surface').focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuMs = async (): Promise<number> => ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  const beforeMs = await cpuMs();
  const times = await page.evaluate(([sequence, rounds]) => window.timeKeys(sequence, rounds), [[...keys], ROUNDS] as const);
  const spentMs = (await cpuMs()) - beforeMs;
  await page.close();
  return { times: times.sort((a, b) => a - b), cpuMs: spentMs / ROUNDS };
}

const rows: { work: string; spans: number; cpuMs: number; medianMs: number; p95Ms: number }[] = [];
try {
  for (const spans of [20, 2000]) {
    for (const [work, keys] of [['move the cursor by a word', ['ArrowRight']], ['mark a word', ['ArrowRight', 'ArrowRight', '1']], ['select the next span', ['Tab']]] as const) {
      const { times, cpuMs } = await time(keys, spans);
      rows.push({ work, spans, cpuMs, medianMs: times[Math.floor(times.length / 2)] ?? NaN, p95Ms: times[Math.floor(times.length * 0.95)] ?? NaN });
    }
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
else console.table(rows.map((row) => ({ ...row, cpuMs: row.cpuMs.toFixed(1), medianMs: row.medianMs.toFixed(1), p95Ms: row.p95Ms.toFixed(1) })));
