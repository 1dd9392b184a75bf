import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf, openWindow } from '../support/browser.ts';
import type { Row, Section } from '../support/row.ts';
import type { Site } from '../support/site.ts';
import { writeJpeg, writePng } from './write-image.ts';

const SIDE_PX = 20_000;
const LIMIT_MIB = 1024;

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
  return { id: 'large', title: 'A picture of 20,000 x 20,000', how: 'Opened at the desk in a window of its own, zoomed in and panned; memory is the resident set of the window\'s process as the system counts it, at its highest. The sharpest level that is kept is a quarter (5,000 x 5,000).', rows };
}

async function openLarge(site: Site, name: string): Promise<Row[]> {
  const browser = await openWindow();
  const { page } = browser;
  try {
    const startMs = Date.now();
    await page.goto(`${site.address}/desk/?kind=large&side=${SIDE_PX}`);
    await page.locator('.desk-stage[data-item="0"] [data-desk-surface]').first().waitFor({ timeout: 120_000 });
    const seconds = (Date.now() - startMs) / 1000;
    await page.mouse.move(500, 400);
    for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(turn % 2 === 0 ? 0 : 60, turn < 8 ? -160 : 160);
    await page.waitForTimeout(500);
    const peak = (await memoryOf(page))?.peakMib ?? null;
    const row = { way: 'Tessera', p95: null, ratio: null, amount: name } as const;
    return [
      { ...row, work: 'open: memory at its highest', median: peak, unit: 'MiB', reach: 'under 1,024 MiB', isMet: peak === null ? null : peak < LIMIT_MIB },
      { ...row, work: 'open: until it is shown', median: seconds, unit: 's', reach: 'opens', isMet: true },
    ];
  } finally {
    await browser.close();
  }
}
