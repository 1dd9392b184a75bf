import { expect, type Page } from '@playwright/test';
import { samplePacks } from '../../electron/host/packs/sample/packs.ts';
import { Desk } from './desk.ts';
import type { Person } from './person.ts';

/** A view, or something that floats over one, and how to get there in any language. */
export interface Stop {
  readonly name: string;
  open(person: Person): Promise<void>;
  /** Back to where the next one can be opened. */
  close?(person: Person): Promise<void>;
}

const route = (path: string): Stop => ({
  name: path,
  open: async (person) => {
    await person.go(path);
    await settled(person.page);
  },
});

/** The view is there and waits for nothing. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

const escape = async ({ page }: Person): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
};

const overlay = (name: string, path: string, keys: string): Stop => ({
  name,
  open: async (person) => {
    await person.go(path);
    await settled(person.page);
    await person.page.keyboard.press(keys);
    await expect(person.page.locator('dialog[open]')).toBeVisible();
  },
  close: escape,
});

/** Where each desk is, found once: the work list names them only in words. */
export type Desks = Readonly<Record<'boxes' | 'spans' | 'classes', string>>;

/** Opens the desk of every project that the person has a seat in, and puts something on it. */
export async function prepareDesks(person: Person, projects: Record<keyof Desks, string>): Promise<Desks> {
  const { page } = person;
  const desk = new Desk(page);
  const paths: Partial<Record<keyof Desks, string>> = {};
  for (const [kind, project] of Object.entries(projects) as [keyof Desks, string][]) {
    await person.go('/work');
    await page.getByRole('listitem').filter({ hasText: project }).getByRole('button', { name: /Start labelling|Continue/ }).first().click();
    await expect(page.locator('.desk-stage[data-item]')).toBeVisible();
    if (kind === 'boxes') {
      await desk.press('b');
      await desk.drag({ x0: 0.3, y0: 0.3, x1: 0.5, y1: 0.6 });
    }
    if (kind === 'spans') await desk.press('ArrowRight', '1', 'ArrowRight', 'ArrowRight', '2');
    if (kind === 'classes') await desk.press('1');
    else await expect(desk.regions()).not.toHaveCount(0);
    await desk.saved();
    paths[kind] = new URL(page.url()).hash.slice(1);
  }
  return paths as Desks;
}

const deskStop = (name: string, path: string, then?: (page: Page) => Promise<void>): Stop => ({
  name,
  open: async (person) => {
    await person.go(path);
    await expect(person.page.locator('.desk-stage[data-item]')).toBeVisible();
    await expect(person.page.locator('[aria-busy="true"]')).toHaveCount(0);
    await then?.(person.page);
  },
});

/** The first hour, wherever this person is in it: kept in localStorage, read when the window begins. */
const tourStop = (name: string, tour: object, isThere: (page: Page) => Promise<void>): Stop => ({
  name,
  open: async (person) => {
    await person.page.evaluate((kept) => localStorage.setItem('tessera.tour', kept), JSON.stringify(tour));
    await person.page.reload();
    await person.go('/practice');
    await isThere(person.page);
    await expect(person.page.locator('[aria-busy="true"]')).toHaveCount(0);
  },
});

const deskIsThere = (page: Page): Promise<void> => expect(page.locator('.desk-stage[data-item]')).toBeVisible();
const tourSteps = ['draw', 'name', 'undo', 'redo', 'seal'];

/** What somebody sees who has just installed Tessera. */
export const firstHourStops: readonly Stop[] = [
  ...tourSteps.map((step) => tourStop(`tour: ${step}`, { at: 'step', step }, async (page) => {
    await deskIsThere(page);
    await expect(page.locator('.tour')).toBeVisible();
  })),
  tourStop('roles', { at: 'roles' }, (page) => expect(page.locator('.roles')).toBeVisible()),
  tourStop('practice: boxes', { at: 'over' }, deskIsThere),
  deskStop('practice: texts', '/practice/spans'),
  deskStop('practice: classes', '/practice/classes'),
];

/** Everything that a person can have on the screen. */
export function stopsOf(desks: Desks): readonly Stop[] {
  const views = ['/work', '/sync', '/earnings', '/wallet', '/review', '/lead', '/lead/new', '/lead/1', '/lead/1/quality', '/settings', '/nowhere', '/desk/none'].map(route);
  return [
    ...views,
    { name: 'all rules', open: (person) => openRules(person) },
    { name: 'take seats', open: (person) => openTake(person), close: escape },
    overlay('help', '/work', 'F1'),
    overlay('palette', '/settings', 'Control+k'),
    deskStop('desk of boxes', desks.boxes),
    deskStop('a box selected', desks.boxes, async (page) => page.locator('[role="option"]').first().click()),
    deskStop('desk of texts', desks.spans),
    deskStop('a span selected', desks.spans, async (page) => page.locator('[role="option"]').first().click()),
    deskStop('desk of classes', desks.classes),
    { ...deskStop('cannot tell', desks.boxes, (page) => page.keyboard.press('u')), close: escape },
    { ...deskStop('instructions', desks.boxes, (page) => page.keyboard.press('i')), close: escape },
    deskStop('effort', desks.boxes, (page) => page.keyboard.press('Shift+E')),
    ...firstHourStops,
  ];
}

async function openRules(person: Person): Promise<void> {
  await person.go('/lead/new');
  await settled(person.page);
  await person.page.locator('.t-lead-more > summary').first().click();
}

async function openTake(person: Person): Promise<void> {
  await person.go('/work');
  await settled(person.page);
  await person.page.locator('section[aria-labelledby="work-projects"] .t-seat button:enabled').last().click();
  await expect(person.page.locator('dialog[open]')).toBeVisible();
}

/** What people wrote, and the window only repeats: of the sample and of this person. */
export function writtenBy(person: Person): string[] {
  const ofPacks = samplePacks.flatMap(({ schema, items }) => [schema.name, ...[...schema.classes, ...schema.documentClasses].map(({ name }) => name), ...items.flatMap(({ id }) => [`${id}.jpg`, `${id}.txt`])]);
  return [person.name, ...ofPacks];
}
