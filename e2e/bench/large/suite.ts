import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { memoryOf, openWindow } from '../support/browser.ts';
import type { Row, Section } from '../support/row.ts';
import type { Site } from '../support/site.ts';
import { writeJpeg, writePng } from './write-image.ts';

const SIDE_PX = 20_000;
const LIMIT_MIB = 1024;
const SHARP_WITHIN_MS = 120_000;
/** Between what the file has, 2.5 and more, and what a reduced image shows, 1.0 and less. */
const GRAIN_STEP = 1.8;

/** Images of 400 million pixels, opened at the desk. */
export async function largeSuite(site: Site): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-large-'));
  const rows: Row[] = [];
  try {
    for (const { name, mediaType, write } of [
      { name: 'JPEG', mediaType: 'image/jpeg', write: writeJpeg },
      { name: 'PNG', mediaType: 'image/png', write: writePng },
    ]) {
      const file = join(folder, name);
      await write(file, SIDE_PX, SIDE_PX);
      site.add('/large', file, mediaType);
      rows.push(...(await openLarge(site, name)));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { id: 'large', title: 'A picture of 20,000 x 20,000', how: 'Opened at the desk in a window of its own, zoomed in and panned; memory is the resident set of the window\'s process as the system counts it, at its highest. Kept are a quarter (5,000 x 5,000) and less; at 1:1 tiles are cut out of the file where one looks, which the picture tells by its grain.', rows };
}

async function openLarge(site: Site, name: string): Promise<Row[]> {
  const browser = await openWindow();
  const { page } = browser;
  try {
    const startMs = Date.now();
    await page.goto(`${site.address}/desk/?kind=large&side=${SIDE_PX}`);
    await page.locator('.desk-stage[data-item="0"] [data-desk-surface]').first().waitFor({ timeout: 120_000 });
    const seconds = (Date.now() - startMs) / 1000;
    const sharpSeconds = await secondsUntilSharp(page);
    await page.mouse.move(500, 400);
    for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(turn % 2 === 0 ? 0 : 60, turn < 8 ? -160 : 160);
    await page.waitForTimeout(500);
    const peak = (await memoryOf(page))?.peakMib ?? null;
    const row = { way: 'Tessera', p95: null, ratio: null, amount: name } as const;
    return [
      { ...row, work: 'open: memory at its highest', median: peak, unit: 'MiB', reach: 'under 1,024 MiB', isMet: peak === null ? null : peak < LIMIT_MIB },
      { ...row, work: 'at 1:1: until the pixels are the file\'s own', median: sharpSeconds, unit: 's', reach: 'real pixels at 100 %', isMet: sharpSeconds !== null, ...(sharpSeconds === null ? { note: 'they never were' } : {}) },
      { ...row, work: 'open: until it is shown', median: seconds, unit: 's', reach: 'opens', isMet: true },
    ];
  } finally {
    await browser.close();
  }
}

/**
 * The picture has grain: its levels differ from a pixel to the next, and in a reduced image hardly.
 * Null: it did not come.
 */
async function secondsUntilSharp(page: Page): Promise<number | null> {
  await page.locator('[data-desk-surface]').first().focus();
  await page.keyboard.press('Shift+F');
  const startMs = Date.now();
  while (Date.now() - startMs < SHARP_WITHIN_MS) {
    const steps = await page.evaluate(() => {
      const canvas = document.querySelector('[data-desk-surface] canvas');
      const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
      if (context === null) return [];
      const { width, height } = context.canvas;
      // In every tile, since each comes by itself; of a few rows, since one may lie in a dark line.
      return Array.from({ length: 12 }, (_, part) => {
        const [left, top] = [Math.floor(((part % 4) + 0.5) * (width / 4)), Math.floor((Math.floor(part / 4) + 0.4) * (height / 3))];
        const grain = [0, 7, 14, 21].map((down) => {
          const row = context.getImageData(left, top + down, 64, 1).data;
          let sum = 0;
          for (let at = 1; at < 64; at++) sum += Math.abs((row[at * 4] ?? 0) - (row[at * 4 - 4] ?? 0));
          return sum / 63;
        });
        return Math.max(...grain);
      });
    });
    if (steps.length > 0 && steps.every((step) => step > GRAIN_STEP)) return (Date.now() - startMs) / 1000;
    await page.waitForTimeout(100);
  }
  return null;
}
