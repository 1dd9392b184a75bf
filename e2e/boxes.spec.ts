import { expect, test } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import { BoxModel, seededPicks } from '../renderer/desk/testing/box-model.ts';
import type { ModelBox } from '../renderer/desk/testing/box-model.ts';
import type { BoxRegion } from '../shared/labels/types.ts';
import { Desk } from './support/desk.ts';
import { boxesOnDisk } from './support/disk.ts';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

const STEPS = 200;
const SEED = 4711;
const MOST_BOXES = 8;
/** The image is fitted with this much air around it, in CSS pixels. */
const MARGIN_PX = 24;

const plain = ({ x0, y0, x1, y1, classId, confidence, occluded, truncated, difficult, crowd, hidden, locked, origin, attributes }: BoxRegion): ModelBox => ({ x0, y0, x1, y1, classId, confidence, occluded, truncated, difficult, crowd, hidden, locked, origin, attributes: { ...attributes } });

/** Boxes on real photographs in the running product: mouse, keys, fingers, and what is on disk afterwards. */
// Thousands of actions: recording each for a trace takes longer than doing them, and seed and step tell where it went wrong.
test.use({ trace: 'off' });

test.describe('boxes', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const ann = new Person(home, 'ann', ['--no-chain']);
  let chain: RunningChain;
  let desk: Desk;
  const disk = (item = 0) => boxesOnDisk(ann.page, 'ann', item);

  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-practice']);
    await ann.open();
    await ann.createWallet();
    await ann.takeSeat('Old photographs');
    await ann.go('/work');
    await ann.page.getByRole('button', { name: 'Start labelling' }).click();
    desk = new Desk(ann.page);
    await desk.ready('1 of 6');
  });
  test.afterAll(async () => {
    await ann.close();
    await chain.stop();
    remove();
  });

  /** The image's size as its item says it, and where a point of it lies in the fitted view. */
  const view = async (): Promise<{ widthPx: number; heightPx: number; at: (x: number, y: number) => { x: number; y: number } }> => {
    const bounds = await desk.surface.boundingBox();
    const [widthPx, heightPx] = await ann.page.locator('.desk-geometry input').evaluateAll((inputs) => inputs.slice(0, 2).map((input) => Number((input as HTMLInputElement).max)));
    if (bounds === null || widthPx === undefined || heightPx === undefined) throw new Error('no box is selected');
    const scale = Math.min((bounds.width - 2 * MARGIN_PX) / widthPx, (bounds.height - 2 * MARGIN_PX) / heightPx);
    return { widthPx, heightPx, at: (x, y) => ({ x: bounds.x + bounds.width / 2 + (x - widthPx / 2) * scale, y: bounds.y + bounds.height / 2 + (y - heightPx / 2) * scale }) };
  };

  test(`do what a simple model does over ${STEPS} gestures, and are there after a reload`, async () => {
    test.setTimeout(600_000);
    const { page } = ann;
    const pick = seededPicks(SEED);
    await desk.press('b');
    await desk.drag({ x0: 0.4, y0: 0.4, x1: 0.5, y1: 0.5 });
    await desk.saved();
    const { widthPx, heightPx, at } = await view();
    const model = new BoxModel(widthPx, heightPx, () => ({}));
    const first = plain((await disk()).boxes[0] as BoxRegion);
    model.draw(first.x0, first.y0, first.x1, first.y1, first.classId, first.confidence);
    let classId = first.classId;
    const clipboard: { boxes: ModelBox[] } = { boxes: [] };
    const chosen = async (): Promise<number[]> =>
      (await page.getByRole('listbox').getByRole('option', { selected: true }).evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-posinset')) - 1))).sort((a, b) => a - b);

    const draw = async (isDrag: boolean): Promise<void> => {
      const [x0, y0] = [pick(widthPx - 60), pick(heightPx - 60)];
      const [x1, y1] = [x0 + 30 + pick(widthPx - x0 - 30), y0 + 30 + pick(heightPx - y0 - 30)];
      const [from, to] = [at(x0, y0), at(x1, y1)];
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      if (!isDrag) await page.mouse.up();
      await page.mouse.move(to.x, to.y, { steps: 3 });
      if (!isDrag) await page.mouse.down();
      await page.mouse.up();
      // Off the image, so that a split is at the middle.
      await page.mouse.move(8, 8);
      await expect.poll(async () => (await disk()).boxes.length).toBe(model.boxes.length + 1);
      const made = plain((await disk()).boxes.at(-1) as BoxRegion);
      // A mouse points at whole pixels of the screen, not of the image.
      for (const [value, wanted] of [[made.x0, x0], [made.y0, y0], [made.x1, x1], [made.y1, y1]] as const) expect(Math.abs(value - wanted)).toBeLessThanOrEqual(2);
      model.draw(made.x0, made.y0, made.x1, made.y1, classId, first.confidence);
    };
    const side = (): 'left' | 'right' | 'up' | 'down' => (['left', 'right', 'up', 'down'] as const)[pick(4)] ?? 'left';
    const arrow = (to: string): string => `Arrow${to[0]?.toUpperCase() ?? ''}${to.slice(1)}`;
    const gestures: Record<string, (on: Set<number>) => Promise<void>> = {
      drag: () => draw(true),
      clicks: () => draw(false),
      next: () => desk.press('Tab'),
      all: () => desk.press('Control+a'),
      move: async (on) => {
        if (![...on].some((each) => model.boxes[each]?.hidden === false)) return;
        const [to, by] = [side(), pick(2) === 0 ? 1 : 10];
        await desk.press(by === 10 ? `Shift+${arrow(to)}` : arrow(to));
        model.move(on, to === 'left' ? -by : to === 'right' ? by : 0, to === 'up' ? -by : to === 'down' ? by : 0);
      },
      edge: async (on) => {
        if (![...on].some((each) => model.boxes[each]?.hidden === false)) return;
        const [to, isOut, isFar] = [side(), pick(2) === 0, pick(2) === 0];
        await desk.press(`${isOut ? 'Alt' : 'Control'}+${isFar ? 'Shift+' : ''}${arrow(to)}`);
        model.grow(on, to, (isOut ? 1 : -1) * (isFar ? 10 : 1));
      },
      reclass: async (on) => {
        classId = 1 + pick(3);
        await desk.press(String(classId));
        model.reclass(on, classId);
      },
      flag: async (on) => {
        const [key, flag] = ([['o', 'occluded'], ['t', 'truncated'], ['y', 'difficult'], ['g', 'crowd']] as const)[pick(4)] ?? (['o', 'occluded'] as const);
        await desk.press(key);
        if (on.size > 0) model.flag(on, flag);
      },
      surer: async (on) => {
        const isUp = pick(2) === 0;
        await desk.press(isUp ? '.' : ',');
        model.surer(on, isUp ? 5 : -5);
      },
      hide: async (on) => {
        await desk.press('h');
        model.toggle(on, 'hidden');
      },
      lock: async (on) => {
        await desk.press('l');
        model.toggle(on, 'locked');
      },
      showAll: async () => {
        await desk.press('Shift+H');
        model.showAll();
      },
      unlockAll: async () => {
        await desk.press('Shift+L');
        model.unlockAll();
      },
      remove: async (on) => {
        await desk.press('Delete');
        model.remove(on);
      },
      duplicate: async (on) => {
        await desk.press('Control+d');
        model.copy(model.boxes.filter((_, each) => on.has(each)), 12);
      },
      copy: async (on) => {
        await desk.press('Control+c');
        if (on.size > 0) clipboard.boxes = model.boxes.filter((_, each) => on.has(each));
      },
      paste: async () => {
        await desk.press('Control+v');
        model.copy(clipboard.boxes, 0);
      },
      merge: async () => {
        await desk.press('Control+a', 'Shift+M');
        model.merge([...model.boxes.keys()].filter((each) => model.boxes[each]?.hidden === false));
      },
      split: async (on) => {
        const isBeside = pick(2) === 0;
        await desk.press(isBeside ? 'w' : 'Shift+W');
        model.split(on, isBeside ? 'beside' : 'stacked');
      },
      order: async (on) => {
        const [key, move] = ([[']', 'forward'], ['[', 'backward'], ['}', 'front'], ['{', 'back']] as const)[pick(4)] ?? ([']', 'forward'] as const);
        await desk.press(key);
        if (on.size > 0) model.order(on, move);
      },
      undo: async () => {
        await desk.press('Control+z');
        model.undo();
      },
      redo: async () => {
        await desk.press('Control+Shift+z');
        model.redo();
      },
    };
    const names = [...Object.keys(gestures), 'drag', 'next', 'next', 'next', 'undo', 'redo'];
    for (let step = 0; step < STEPS; step++) {
      const name = model.boxes.length > MOST_BOXES ? 'undo' : (names[pick(names.length)] ?? 'next');
      await desk.surface.focus();
      const on = new Set(await chosen());
      await gestures[name]?.(on);
      await desk.saved();
      await expect
        .poll(async () => {
          const { boxes, done, undone } = await disk();
          return { boxes: boxes.map(plain), done, undone };
        }, { message: `seed ${SEED}, step ${step}, ${name} on ${[...on].join(' ')}`, intervals: [10, 30, 60, 120] })
        .toEqual({ boxes: model.boxes, ...model.steps });
    }
    await page.reload();
    await desk.ready('1 of 6');
    const kept = await disk();
    expect(kept.boxes.map(plain)).toEqual(model.boxes);
    await expect(desk.regions()).toHaveCount(model.boxes.length);
    // The whole history came back with it: all the way to the empty photograph, and forward again.
    const { done } = model.steps;
    await desk.surface.focus();
    for (let step = 0; step < done; step++) await desk.press('Control+z');
    await expect(desk.regions()).toHaveCount(0);
    for (let step = 0; step < done; step++) await desk.press('Control+Shift+z');
    await desk.saved();
    await expect.poll(async () => (await disk()).boxes.map(plain)).toEqual(model.boxes);
  });

  test('are drawn by one finger; two pinch and pan, and draw nothing', async () => {
    const { page } = ann;
    await page.keyboard.press('d');
    await desk.ready('2 of 6');
    const touch = await fingersOn(page);
    const bounds = await desk.surface.boundingBox();
    if (bounds === null) throw new Error('no surface');
    const at = (x: number, y: number) => ({ x: bounds.x + x * bounds.width, y: bounds.y + y * bounds.height });
    await touch('touchStart', [at(0.4, 0.4)]);
    await touch('touchMove', [at(0.5, 0.5)]);
    await touch('touchMove', [at(0.55, 0.6)]);
    await touch('touchEnd', []);
    await expect(desk.regions()).toHaveCount(1);
    const zoom = page.locator('.desk-zoom__value');
    const before = Number.parseInt((await zoom.textContent()) ?? '', 10);
    await touch('touchStart', [at(0.45, 0.5)]);
    await touch('touchStart', [at(0.45, 0.5), at(0.55, 0.5)]);
    for (const apart of [0.08, 0.12, 0.2]) await touch('touchMove', [at(0.5 - apart, 0.5), at(0.5 + apart, 0.5)]);
    await touch('touchEnd', [at(0.3, 0.5)]);
    await touch('touchMove', [at(0.35, 0.6)]);
    await touch('touchEnd', []);
    const after = Number.parseInt((await zoom.textContent()) ?? '', 10);
    expect(after / before).toBeGreaterThan(3.5);
    expect(after / before).toBeLessThan(4.5);
    await expect(desk.regions()).toHaveCount(1);
    await expect(page.getByRole('img', { name: 'Overview' })).toBeVisible();
    // A box drawn through the zoom is as much smaller.
    await touch('touchStart', [at(0.4, 0.4)]);
    await touch('touchMove', [at(0.5, 0.5)]);
    await touch('touchEnd', []);
    await expect(desk.regions()).toHaveCount(2);
    const [large, small] = (await disk(1)).boxes.length === 2 ? (await disk(1)).boxes : [];
    expect((large?.x1 ?? 0) - (large?.x0 ?? 0)).toBeGreaterThan(4 * ((small?.x1 ?? 1) - (small?.x0 ?? 0)));
  });

  test('keep the zoom from item to item where that is wanted', async () => {
    const { page } = ann;
    const zoom = page.locator('.desk-zoom__value');
    const zoomed = await zoom.textContent();
    await desk.surface.focus();
    await page.keyboard.press('Shift+Z');
    await page.keyboard.press('d');
    await desk.ready('3 of 6');
    await expect(zoom).toHaveText(zoomed ?? '');
    await desk.surface.focus();
    await page.keyboard.press('Shift+Z');
    await page.keyboard.press('d');
    await desk.ready('4 of 6');
    await expect(zoom).not.toHaveText(zoomed ?? '');
  });

  test('are shown over the same picture after it was moved and has come to rest', async () => {
    const { page } = ann;
    await desk.surface.focus();
    await page.keyboard.press('f');
    const canvas = page.locator('.desk-boxes__canvas > canvas').first();
    const pixels = (): Promise<number[]> =>
      canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        return [...((element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data.filter((_, at) => at % 32 < 3) ?? [])];
      });
    const rest = (): Promise<void> => page.waitForTimeout(400);
    await rest();
    const before = await pixels();
    const bounds = await desk.surface.boundingBox();
    if (bounds === null) throw new Error('the surface is not on the screen');
    await page.mouse.move(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
    for (const notch of [-15, -15, -15, 15]) await page.mouse.wheel(0, notch);
    await rest();
    const moved = await pixels();
    await page.keyboard.press('f');
    await rest();
    const after = await pixels();
    const meanDifference = (others: readonly number[]): number => before.reduce((sum, value, at) => sum + Math.abs(value - (others[at] ?? 0)), 0) / before.length;
    expect(meanDifference(moved)).toBeGreaterThan(1);
    // The picture's edges may fall on the next pixel.
    expect(meanDifference(after)).toBeLessThan(0.5);
  });

  test('are drawn, named, found, copied on and sealed with the keyboard alone', async () => {
    const { page } = ann;
    // Near the upper left corner: the next photograph is smaller, and what lies outside it cannot be copied on.
    for (let stride = 0; stride < 6; stride++) await desk.press('Control+ArrowLeft', 'Control+ArrowUp');
    await desk.press('x', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'x');
    await expect(desk.regions()).toHaveCount(1);
    await desk.press('c');
    await page.keyboard.type('buil');
    await desk.press('Enter');
    await expect(desk.regions().filter({ hasText: 'Building' })).toHaveCount(1);
    await desk.press('Escape', 'x', 'Control+ArrowRight', 'Control+ArrowDown', 'x', '1');
    await expect(desk.regions()).toHaveCount(2);
    await desk.press('Control+f');
    await page.keyboard.type('building');
    await expect(desk.regions()).toHaveCount(1);
    await desk.press('Enter');
    await expect(desk.regions()).toHaveCount(2);
    await expect(page.getByRole('option', { selected: true })).toHaveCount(1);
    // The exact numbers, and back to the picture.
    await desk.press('F2', 'Escape');
    await expect(desk.surface).toBeFocused();
    await desk.press('Shift+P');
    await desk.ready('5 of 6');
    await expect(desk.regions()).toHaveCount(1);
    await expect(desk.regions().first()).toContainText('Building');
    await desk.press('Enter');
    await desk.ready('6 of 6');
    await expect(page.getByRole('button', { name: /: sealed$/ })).toHaveCount(1);
    expect(ann.complaints).toEqual([]);
  });
});

async function fingersOn(page: Page): Promise<(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly { x: number; y: number }[]) => Promise<void>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  return async (type, points) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  };
}
