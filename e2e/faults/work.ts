import { expect } from '@playwright/test';
import { toHex } from '../../shared/bytes.ts';
import { packItem } from '../../shared/labels/codec-bytes.ts';
import type { Annotator, StoreContents } from './annotator.ts';
import type { World } from './world.ts';

const CONFIDENCE = 90;
type LabelRow = StoreContents['labels'][number];
type SeatRow = StoreContents['seats'][number];

/** Everything that the app has said is safe, kept by the test alone: the measure of every round. */
export class Acknowledged {
  /** What was sealed, by label key: the class. */
  readonly sealed = new Map<string, number>();
  /** What was said to be saved and not sealed: the class that was picked last. */
  readonly saved = new Map<string, number>();
}

const keyOf = (seat: SeatRow, index: number): string => `${seat.key}/${String(index).padStart(8, '0')}`;
const rowOf = (store: StoreContents, key: string): LabelRow | undefined => store.labels.find((row) => row.key === key);
const isSealed = (row: LabelRow | undefined): boolean => row?.state === 'sealed';

/** The first item that is not sealed yet, and its seat; null where all work is done. */
export function nextOpen(store: StoreContents): { seat: SeatRow; index: number } | null {
  for (const seat of store.seats) {
    if (seat.signed !== null) continue;
    for (let index = 0; index < seat.itemCount; index++) if (!isSealed(rowOf(store, keyOf(seat, index)))) return { seat, index };
  }
  return null;
}

/** Opens the desk at an item, as a person would: the seat's desk, then Page Up or Down. */
export async function openItem(annotator: Annotator, seat: SeatRow, index: number): Promise<void> {
  const { page } = annotator;
  await annotator.go(`/desk/${seat.key}`);
  const stage = page.locator('.desk-stage[data-item]');
  await expect(stage).toBeVisible({ timeout: 30_000 });
  for (let left = seat.itemCount + 1; left > 0; left--) {
    const at = Number(await stage.getAttribute('data-item'));
    if (at === index) return;
    await page.keyboard.press(at < index ? 'PageDown' : 'PageUp');
    await expect(stage).not.toHaveAttribute('data-item', String(at));
  }
  throw new Error(`the desk does not come to item ${index}`);
}

const saved = async ({ page }: Annotator): Promise<void> => {
  await expect(page.locator('.desk-save[data-saved="true"]')).toBeVisible({ timeout: 20_000 });
};

/** Picks the right class of the next open item, and seals it unless it is only to be begun. False where nothing is left. */
export async function labelNext(world: World, annotator: Annotator, told: Acknowledged, isSealing = true): Promise<boolean> {
  const store = await annotator.store();
  const next = nextOpen(store);
  if (next === null) return false;
  const { seat, index } = next;
  const classId = world.classes[seat.firstItem + index] ?? 0;
  const key = keyOf(seat, index);
  await openItem(annotator, seat, index);
  if (rowOf(store, key)?.document.labels.regions[0]?.classId !== classId) {
    await annotator.page.keyboard.press(String(classId));
    // "Saved" stands there until the key has been taken up: the row itself tells when it was.
    await expect.poll(async () => rowOf(await annotator.store(), key)?.document.labels.regions[0]?.classId, { timeout: 20_000, intervals: [20, 50, 100] }).toBe(classId);
    await saved(annotator);
  }
  told.saved.set(key, classId);
  if (!isSealing) return true;
  await annotator.page.keyboard.press('Enter');
  await sealedOnScreen(annotator, index);
  told.saved.delete(key);
  told.sealed.set(key, classId);
  return true;
}

/** The app says that an item is sealed in the row of the batch's items. */
async function sealedOnScreen({ page }: Annotator, index: number): Promise<void> {
  const tile = page.getByRole('group', { name: /^Batch/ }).getByRole('button').nth(index);
  await expect(tile).toHaveAccessibleName(/: sealed/, { timeout: 20_000 });
}

/** What must be so after every fault. Each sentence is a failure. */
export async function problemsIn(annotator: Annotator, told: Acknowledged): Promise<string[]> {
  const store = await annotator.store();
  const problems: string[] = [];
  const keys = store.labels.map(({ key }) => key);
  if (new Set(keys).size !== keys.length) problems.push('an item has two rows');
  for (const [key, classId] of told.sealed) {
    const row = rowOf(store, key);
    const wanted = toHex(packItem('class', [{ classId, confidence: CONFIDENCE, coordinates: [] }]));
    if (!isSealed(row)) problems.push(`${key} was sealed and is ${row?.state ?? 'gone'}`);
    else if (row?.seal?.encoded !== wanted) problems.push(`${key} was sealed as ${wanted} and is ${row?.seal?.encoded ?? 'empty'}`);
  }
  for (const [key, classId] of told.saved) {
    const row = rowOf(store, key);
    if (row?.document.labels.regions[0]?.classId !== classId) problems.push(`${key} was saved with class ${classId} and has ${JSON.stringify(row?.document.labels.regions)}`);
  }
  for (const row of store.labels) {
    const marks = store.marks.filter(({ key }) => key === row.key).length;
    if (marks !== row.history.count) problems.push(`${row.key} says that it has ${row.history.count} marks, and has ${marks}`);
  }
  for (const { key, error } of store.outbox.filter(({ status }) => status === 'parked')) problems.push(`${key} is parked: ${error?.code ?? ''} ${error?.message ?? ''}`);
  return problems;
}

/** A gesture from before the fault can still be taken back, and done again. */
export async function undoProblems(annotator: Annotator, told: Acknowledged): Promise<string[]> {
  const store = await annotator.store();
  for (const [key, classId] of told.saved) {
    const seat = store.seats.find((each) => key.startsWith(`${each.key}/`));
    if (seat === undefined || seat.signed !== null || isSealed(rowOf(store, key))) continue;
    await openItem(annotator, seat, Number(key.slice(key.lastIndexOf('/') + 1)));
    const classNow = async () => rowOf(await annotator.store(), key)?.document.labels.regions[0]?.classId ?? null;
    const until = async (wanted: number | null): Promise<boolean> => {
      for (let left = 60; left > 0; left--) {
        if ((await classNow()) === wanted) return true;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return false;
    };
    await annotator.page.keyboard.press('Control+z');
    if (!(await until(null))) return [`undo does not take class ${classId} of ${key} back`];
    await annotator.page.keyboard.press('Control+Shift+z');
    if (!(await until(classId))) return [`redo does not bring class ${classId} of ${key} back`];
    await saved(annotator);
    return [];
  }
  return [];
}
