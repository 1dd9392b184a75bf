import type { Page } from '@playwright/test';
import { heapOf, memoryOf, openWindow } from '../support/browser.ts';
import { median, p95 } from '../support/row.ts';
import type { Row, Section } from '../support/row.ts';
import type { Site } from '../support/site.ts';

const KEYS = 30;
const IMAGES = 500;
const SETTLED_AFTER = 50;
const CLICKS = 40;

/** Going from item to item, and long texts. */
export async function itemsSuite(site: Site): Promise<Section> {
  const browser = await openWindow();
  try {
    const rows = [...(await prefetched(browser.page, site)), ...(await longText(browser.page, site)), ...(await manyInARow(browser.page, site))];
    return { id: 'items', title: 'From item to item, and long texts', how: 'The whole desk in Chromium. A key is pressed once the neighbours had a second to be decoded, as while a person works; painted is the frame after the one that shows the item. Beside each key or click stand two frames in which nothing is done, by turns: what the machine takes anyway.', rows };
  } finally {
    await browser.close();
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('.desk-stage[data-item="0"]').waitFor({ timeout: 60_000 });
  await page.locator('[data-desk-surface], .text-surface').first().click();
  await page.waitForTimeout(500);
}

async function prefetched(page: Page, site: Site): Promise<Row[]> {
  await open(page, `${site.address}/desk/?kind=ready&items=${KEYS + 5}`);
  const [times, idle]: [number[], number[]] = [[], []];
  for (let index = 1; index <= KEYS; index++) {
    await page.waitForTimeout(1000);
    times.push(await page.evaluate((at) => window.keyToItem('d', at), index));
    idle.push(await page.evaluate(() => window.twoFrames()));
  }
  const row = { work: 'next item, prefetched, key to painted', amount: `${KEYS} images of 4000 x 3000` };
  return [idleRow(row, idle), { ...row, way: 'Tessera', median: median(times), p95: p95(times), unit: 'ms', ratio: ratioOf(times, idle), reach: 'p95 under 100 ms', isMet: p95(times) < 100 }];
}

const ratioOf = (times: readonly number[], idle: readonly number[]): number => median(times.map((ms, at) => ms / (idle[at] ?? NaN)).filter((ratio) => !Number.isNaN(ratio)));

const idleRow = (row: Pick<Row, 'work' | 'amount'>, idle: readonly number[]): Row => ({ ...row, way: 'two frames, nothing done (baseline)', median: median(idle), p95: p95(idle), unit: 'ms', ratio: 1, reach: '', isMet: null });

async function manyInARow(page: Page, site: Site): Promise<Row[]> {
  await open(page, `${site.address}/desk/?kind=many&items=${IMAGES}`);
  let before: { heapMib: number; rssMib: number | null } | null = null;
  for (let index = 1; index < IMAGES; index++) {
    await page.evaluate((at) => window.keyToItem('d', at), index);
    if (index === SETTLED_AFTER) before = await memory(page);
  }
  const after = await memory(page);
  const grown = (from: number | null | undefined, to: number | null): number | null => (from == null || to === null ? null : ((to - from) / from) * 100);
  const heap = grown(before?.heapMib, after.heapMib);
  const rss = grown(before?.rssMib, after.rssMib);
  const row = { amount: `image ${SETTLED_AFTER} to ${IMAGES}`, way: 'Tessera', p95: null, unit: '%', ratio: null, reach: 'under 10 %' } as const;
  return [
    { ...row, work: 'images opened in a row: heap grows', median: heap, isMet: heap !== null && heap < 10 },
    { ...row, work: "images opened in a row: the process' memory grows", median: rss, isMet: rss === null ? null : rss < 10 },
  ];
}

async function memory(page: Page): Promise<{ heapMib: number; rssMib: number | null }> {
  const heapMib = await heapOf(page);
  await page.waitForTimeout(1000);
  return { heapMib, rssMib: (await memoryOf(page))?.nowMib ?? null };
}

async function longText(page: Page, site: Site): Promise<Row[]> {
  await open(page, `${site.address}/desk/?kind=long`);
  await page.evaluate(() => window.watchSelections());
  const spans = page.locator('.text-run-span');
  const there = await spans.count();
  const idle: number[] = [];
  for (let click = 0; click < CLICKS; click++) {
    const place = await spans.nth((click * 7) % there).boundingBox();
    if (place === null || place.y < 80 || place.y > 860) continue;
    await page.mouse.click(place.x + 4, place.y + place.height / 2);
    await page.waitForTimeout(200);
    idle.push(await page.evaluate(() => window.twoFrames()));
  }
  const times = await page.evaluate(() => window.selectTimes);
  const what = { work: 'select a span, release to painted', amount: `100,000 characters, 2,000 spans (${times.length} times)` };
  const row = { ...what, way: 'Tessera', unit: 'ms', ratio: null, reach: 'under 50 ms' } as const;
  if (times.length < CLICKS / 4) return [{ ...row, median: null, p95: null, isMet: false, note: `only ${times.length} of ${CLICKS} clicks selected a span` }];
  return [idleRow(what, idle), { ...row, median: median(times), p95: p95(times), ratio: ratioOf(times, idle), isMet: median(times) < 50 }];
}
