import { heapOf, openWindow } from '../support/browser.ts';
import { median, p95 } from '../support/row.ts';
import type { Row, Section } from '../support/row.ts';
import type { Site } from '../support/site.ts';

const TURNS = 150;
const ITEMS = 100_000;
const PAGES = 60;

/** The store on a disk: an edit until it is durable, and a large project. */
export async function storeSuite(site: Site): Promise<Section> {
  const browser = await openWindow();
  const { page } = browser;
  try {
    await page.goto(`${site.address}/store/`);
    await page.waitForFunction(() => 'timeEdits' in globalThis);
    await page.evaluate(() => window.timeEdits(10));
    const { edit, bare } = await page.evaluate((turns) => window.timeEdits(turns), TURNS);
    const ratio = median(edit.map((ms, turn) => ms / (bare[turn] ?? NaN)));
    await page.evaluate(() => window.fillProject(1000));
    await page.evaluate(() => window.timeQueue(10));
    const small = await page.evaluate((turns) => window.timeQueue(turns), PAGES);
    const smallMib = await heapOf(page);
    await page.evaluate((items) => window.fillProject(items), ITEMS);
    const large = await page.evaluate((turns) => window.timeQueue(turns), PAGES);
    const grownPercent = (((await heapOf(page)) - smallMib) / smallMib) * 100;
    const common = { unit: 'ms', isMet: null, reach: '' } as const;
    const rows: Row[] = [
      { ...common, work: 'edit to durable, an item of 32 boxes', amount: `${TURNS} edits`, way: 'one bare IndexedDB put of the labels (baseline)', median: median(bare), p95: p95(bare), ratio: 1 },
      { ...common, work: 'edit to durable, an item of 32 boxes', amount: `${TURNS} edits`, way: 'Tessera: labels, mark and journal entry in one transaction', median: median(edit), p95: p95(edit), ratio, reach: 'median at most 2 x, p95 under 50 ms', isMet: ratio <= 2 && p95(edit) < 50 },
      { ...common, work: 'open a page of the queue', amount: '1,000 items', way: 'Tessera', median: median(small), p95: p95(small), ratio: null },
      { ...common, work: 'open a page of the queue', amount: '100,000 items', way: 'Tessera', median: median(large), p95: p95(large), ratio: null, reach: 'under 100 ms', isMet: p95(large) < 100 },
      { ...common, work: 'heap, a project of 1,000 items to one of 100,000', amount: `${PAGES} pages`, way: 'Tessera', median: grownPercent, p95: null, unit: '%', ratio: null, reach: 'does not grow with the project (under 10 %)', isMet: grownPercent < 10 },
    ];
    return { id: 'store', title: 'The store', how: 'Chromium with its profile on disk, strict durability; edits and bare puts take turns. A page of the queue is a batch of 64 with its states, and its first item.', rows };
  } finally {
    await browser.close();
  }
}
