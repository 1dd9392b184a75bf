import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview, type PreviewServer } from 'vite';
import type { SpanRegion } from '../shared/labels/types.ts';
import { type TextName, names, texts } from './text/texts.ts';

/** The real text desk in a real browser, over texts that lose other tools their offsets. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
test.use({ viewport: { width: 1280, height: 800 }, launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: flags }) });

let server: PreviewServer;
let address: string;
const outDir = mkdtempSync(join(tmpdir(), 'tessera-text-'));
test.beforeAll(async () => {
  const root = fileURLToPath(new URL('./text', import.meta.url));
  const common = { configFile: false as const, root, logLevel: 'error' as const };
  await build({ ...common, plugins: [react()], build: { outDir, emptyOutDir: true, target: 'chrome140' } });
  server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  address = server.resolvedUrls?.local[0] ?? '';
});
test.afterAll(async () => {
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
});

async function open(page: Page, query: string): Promise<void> {
  await page.goto(`${address}?${query}`);
  await expect(page.locator('.text-line').first()).toBeVisible({ timeout: 120_000 });
}

const openText = (page: Page, name: TextName): Promise<void> => open(page, `text=${names.indexOf(name)}`);

/** What is durable of the open text, and whether each span says what the text says by both its counts. */
async function spans(page: Page, name: TextName): Promise<{ quote: string; points: [number, number]; classId: number }[]> {
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const stored = await page.evaluate((index) => window.deskPort.documents.get(index)?.labels.regions ?? [], names.indexOf(name));
  const text = texts[name];
  return stored.filter((region): region is SpanRegion => region.kind === 'span').map((span) => {
    expect(text.slice(span.startUtf16, span.endUtf16)).toBe(span.quote);
    expect(Array.from(text).slice(span.start, span.end).join('')).toBe(span.quote);
    return { quote: span.quote, points: [span.start, span.end], classId: span.classId };
  });
}

/** Where a stretch of the text is on the screen: its first and last character. */
async function place(page: Page, name: TextName, words: string): Promise<{ from: { x: number; y: number }; to: { x: number; y: number } }> {
  const start = texts[name].indexOf(words);
  return page.evaluate(([from, to]) => {
    const rectAt = (offset: number, length: number): DOMRect => {
      for (const run of document.querySelectorAll<HTMLElement>('[data-start]')) {
        const base = Number(run.dataset['start']);
        const node = run.firstChild;
        if (node === null || offset < base || offset >= base + run.textContent.length) continue;
        const range = document.createRange();
        range.setStart(node, offset - base);
        range.setEnd(node, Math.min(run.textContent.length, offset - base + length));
        return range.getBoundingClientRect();
      }
      throw new Error('not on the screen');
    };
    const first = rectAt(from, 1);
    const last = rectAt(to - 1, 1);
    const isRightToLeft = last.left < first.left;
    const y = (rect: DOMRect): number => (rect.top + rect.bottom) / 2;
    return { from: { x: isRightToLeft ? first.right - 1 : first.left + 1, y: y(first) }, to: { x: isRightToLeft ? last.left + 1 : last.right - 1, y: y(last) } };
  }, [start, start + words.length] as const);
}

async function drag(page: Page, name: TextName, words: string): Promise<void> {
  const { from, to } = await place(page, name, words);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

const cases: readonly { name: TextName; words: string; points: [number, number] }[] = [
  { name: 'emoji between words', words: 'label2', points: [9, 15] },
  { name: 'emoji at the start', words: 'annotation', points: [12, 22] },
  { name: 'joined emoji', words: 'firemen', points: [5, 12] },
  { name: 'joined emoji', words: 'firetrucks at work', points: [19, 37] },
  { name: 'arabic', words: 'القاهرة', points: [15, 22] },
  { name: 'hebrew', words: 'ירושלים', points: [12, 19] },
  { name: 'mixed', words: 'أحمد', points: [7, 11] },
  { name: 'mixed', words: 'القاهرة', points: [26, 33] },
  { name: 'combining marks', words: 'bru\u0302le\u0301e', points: [18, 26] },
  { name: 'devanagari', words: 'दिल्ली', points: [4, 10] },
  { name: 'carriage returns', words: 'Rome line', points: [19, 28] },
  { name: 'trailing blanks', words: 'Jane Smith', points: [10, 20] },
];

test.describe('spans by the mouse', () => {
  for (const { name, words, points } of cases) {
    test(`“${words}” in ${name} is ${points.join(' to ')} in code points`, async ({ page }) => {
      await openText(page, name);
      await drag(page, name, words);
      expect(await spans(page, name)).toEqual([{ quote: words, points, classId: 1 }]);
    });
  }

  test('a half word is pulled to the whole one, and to characters when told', async ({ page }) => {
    await openText(page, 'trailing blanks');
    await drag(page, 'trailing blanks', 'ane Smi');
    expect((await spans(page, 'trailing blanks')).map(({ quote }) => quote)).toEqual(['Jane Smith']);
    await page.getByRole('button', { name: 'Characters' }).click();
    await drag(page, 'trailing blanks', 'rail');
    expect((await spans(page, 'trailing blanks')).map(({ quote }) => quote)).toEqual(['Jane Smith', 'rail']);
  });

  test('a span across line ends keeps them as they are', async ({ page }) => {
    await openText(page, 'carriage returns');
    await drag(page, 'carriage returns', 'line\r\nsecond');
    expect(await spans(page, 'carriage returns')).toEqual([{ quote: 'line\r\nsecond', points: [6, 18], classId: 1 }]);
  });

  test('spans overlap and nest, and a click goes from the inner one outward', async ({ page }) => {
    await openText(page, 'trailing blanks');
    await drag(page, 'trailing blanks', 'leading Jane Smith');
    await drag(page, 'trailing blanks', 'Smith trailing');
    await drag(page, 'trailing blanks', 'Smith');
    expect(await spans(page, 'trailing blanks')).toHaveLength(3);
    const { from } = await place(page, 'trailing blanks', 'Smith');
    const chosen = page.getByRole('option', { selected: true });
    await page.mouse.click(from.x + 4, from.y);
    const first = await chosen.textContent();
    await page.mouse.click(from.x + 4, from.y);
    expect(await chosen.textContent()).not.toBe(first);
  });

  test('words keep their places when one of them is marked, from right to left and mixed', async ({ page }) => {
    for (const [name, words] of [['arabic', 'مدينة'], ['hebrew', 'אל'], ['mixed', 'أحمد'], ['mixed', 'דנה']] as const) {
      await openText(page, name);
      const order = async (): Promise<string[]> => {
        const all = texts[name].split(/[\s(),.]+/u).filter((word) => word !== '');
        const at = await Promise.all(all.map(async (word) => ({ word, x: (await place(page, name, word)).from.x })));
        return at.sort((a, b) => a.x - b.x).map(({ word }) => word);
      };
      const before = await order();
      await drag(page, name, words);
      expect(await spans(page, name)).toHaveLength(1);
      expect(await order()).toEqual(before);
    }
  });
});

test.describe('spans by the keyboard', () => {
  for (const { name, words, points } of cases) {
    test(`“${words}” in ${name}, found and marked without the mouse`, async ({ page }) => {
      await openText(page, name);
      await page.keyboard.press('Control+f');
      await page.keyboard.type(words);
      await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 1');
      await page.keyboard.press('Escape');
      await page.keyboard.press('2');
      expect(await spans(page, name)).toEqual([{ quote: words, points, classId: 2 }]);
    });
  }

  test('arrows go by the eye, Shift extends, and every word of every text can be reached', async ({ page }) => {
    await openText(page, 'hebrew');
    // Left is onward here.
    for (const key of ['ArrowLeft', 'ArrowLeft', 'Shift+ArrowLeft', '1']) await page.keyboard.press(key);
    expect((await spans(page, 'hebrew')).map(({ quote }) => quote)).toEqual(['נסעה אל']);
    await openText(page, 'joined emoji');
    for (const key of ['ArrowRight', '2', 'ArrowRight', 'Shift+ArrowRight', '1']) await page.keyboard.press(key);
    expect((await spans(page, 'joined emoji')).map(({ quote }) => quote)).toEqual(['👨🏻‍🚒', 'firemen drive']);
  });

  test('undo and redo are named, one a gesture', async ({ page }) => {
    await openText(page, 'joined emoji');
    for (const key of ['ArrowRight', 'ArrowRight', '1', 'Control+ArrowRight']) await page.keyboard.press(key);
    expect((await spans(page, 'joined emoji')).map(({ quote }) => quote)).toEqual(['firemen drive']);
    await expect(page.getByRole('button', { name: 'Undo resize span' })).toBeVisible();
    await page.keyboard.press('Control+z');
    expect((await spans(page, 'joined emoji')).map(({ quote }) => quote)).toEqual(['firemen']);
    await expect(page.getByRole('button', { name: 'Undo mark span' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Redo resize span' })).toBeVisible();
  });

  test('the context menu opens by key on the selected span and gives the focus back', async ({ page }) => {
    await openText(page, 'joined emoji');
    for (const key of ['ArrowRight', 'ArrowRight', '1', 'Shift+F10']) await page.keyboard.press(key);
    await expect(page.getByRole('menuitem', { name: /^Class: Person/ })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
    expect((await spans(page, 'joined emoji')).map(({ quote, classId }) => [quote, classId])).toEqual([['firemen', 2]]);
    await page.keyboard.press('Shift+F10');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(page.locator('.text-surface')).toBeFocused();
  });
});

test.describe('spans by a finger', () => {
  test.use({ hasTouch: true });
  test('a tap chooses a word, a second one moves the end, a class marks', async ({ page }) => {
    await openText(page, 'joined emoji');
    const { from } = await place(page, 'joined emoji', 'firetrucks');
    await page.touchscreen.tap(from.x + 10, from.y);
    await page.getByRole('toolbar', { name: 'Mark “firetrucks”' }).getByRole('button', { name: /Move the end/ }).tap();
    const { to } = await place(page, 'joined emoji', 'work');
    await page.touchscreen.tap(to.x - 4, to.y);
    await page.getByRole('toolbar', { name: 'Mark “firetrucks at work”' }).getByRole('button', { name: 'Place' }).tap();
    expect(await spans(page, 'joined emoji')).toEqual([{ quote: 'firetrucks at work', points: [19, 37], classId: 2 }]);
  });
});

test('a long text: a drag outlives scrolling, and its lines are drawn only where they are seen', async ({ page }) => {
  await open(page, 'spans=2000');
  expect(await page.locator('.text-line').count()).toBeLessThan(60);
  const line = page.locator('.text-line').nth(1);
  const box = await line.boundingBox();
  if (box === null) throw new Error('no line');
  await page.mouse.move(box.x + 40, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 60, { steps: 2 });
  for (let step = 0; step < 8; step++) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(60);
  }
  await page.mouse.move(box.x + 200, box.y + 200, { steps: 3 });
  await page.mouse.up();
  const longest = await page.evaluate(() => Math.max(...[...(window.deskPort.documents.get(0)?.labels.regions ?? [])].map((region) => (region.kind === 'span' ? region.quote.length : 0))));
  expect(longest).toBeGreaterThan(2500);
});
