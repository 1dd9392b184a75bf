import { parseItemId, parseSha256 } from '../../../shared/labels/ids.ts';
import { openDatabase } from '../../../renderer/store/database.ts';
import type { TesseraDatabase } from '../../../renderer/store/database.ts';
import { createDeskStore } from '../../../renderer/store/desk-store.ts';
import { roomy } from '../../../renderer/store/test-support/roomy.ts';
import { writeChange, writeSeal } from '../../../renderer/store/desk/label-writes.ts';
import { itemKey } from '../../../renderer/store/keys.ts';
import type { ItemRow } from '../../../renderer/store/schema/rows.ts';
import { drawn, emptyDocument, project, putSeat, seat } from '../../../renderer/store/test-support/seat-fixture.ts';

const BATCH = 64;
const BOXES = 32;

export interface EditTimes {
  edit: number[];
  bare: number[];
}

declare global {
  interface Window {
    /** Edits of an item with 32 boxes through the store, and bare strict puts of its labels alone, by turns. */
    timeEdits(turns: number): Promise<EditTimes>;
    /** Fills a project with items and opens a seat in it. */
    fillProject(items: number): Promise<void>;
    /** Opens pages of the queue: the batch's items, states and where one left off. */
    timeQueue(turns: number): Promise<number[]>;
  }
}

let opened: TesseraDatabase | null = null;
async function database(): Promise<TesseraDatabase> {
  if (opened !== null) return opened;
  const outcome = await openDatabase('tessera-bench');
  if (!outcome.ok) throw new Error(outcome.code);
  opened = outcome.db;
  await putSeat(opened, BATCH);
  return opened;
}

function bareDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('bare', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB.open failed'));
  });
}

function barePut(db: IDBDatabase, row: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.objectStore('rows').put(row);
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('put failed'));
  });
}

window.timeEdits = async (turns) => {
  const db = await database();
  const bare = await bareDatabase();
  const times: EditTimes = { edit: [], bare: [] };
  for (let turn = 0; turn < turns; turn++) {
    let document = emptyDocument(turn % BATCH);
    const place = { seat, index: turn % BATCH };
    for (let box = 0; box < BOXES - 1; box++) document = drawn(document, `b${box}`, 10 + box, 20, 60 + box, 90).document;
    // The item as it is in the middle of the work: its row is there, and a gesture came before this one.
    await writeSeal(db, place, document, null, Date.now());
    const first = drawn(document, `first-${turn}`, 10, 20, 60, 90);
    document = first.document;
    await writeChange(db, place, { document, cause: { kind: 'mark', mark: first.mark } }, Date.now());
    await new Promise((resolve) => setTimeout(resolve, 15));
    const edit = drawn(document, `new-${turn}`, 100, 100, 200, 200);
    const ways = {
      edit: () => writeChange(db, place, { document: edit.document, cause: { kind: 'mark', mark: edit.mark } }, Date.now()),
      bare: () => barePut(bare, { key: `row-${turn % BATCH}`, document: edit.document.labels }),
    };
    // Whichever goes first finds the processor and the disk at rest: they take turns in that too.
    for (const way of turn % 2 === 0 ? (['edit', 'bare'] as const) : (['bare', 'edit'] as const)) {
      const startMs = performance.now();
      await ways[way]();
      times[way].push(performance.now() - startMs);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
  return times;
};

window.fillProject = async (items) => {
  const db = await database();
  const rows: ItemRow[] = [];
  for (let index = 0; index < items; index++) {
    const sha256 = parseSha256(index.toString(16).padStart(64, '0'));
    rows.push({ key: itemKey(project, index), projectKey: project, index, item: { id: parseItemId(`item-${index}`), name: `street-${index}.jpg`, sha256, bytes: 1000, mediaType: 'image/jpeg', width: 4000, height: 3000 } });
  }
  for (let from = 0; from < rows.length; from += 5000) await db.items.bulkPut(rows.slice(from, from + 5000));
  await db.projects.update(project, { itemCount: items });
};

window.timeQueue = async (turns) => {
  const db = await database();
  const { itemCount = 0 } = (await db.projects.get(project)) ?? {};
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    await db.seats.update(seat, { firstItem: (turn * 7919 * BATCH) % (itemCount - BATCH) });
    const port = createDeskStore({ db, space: roomy, assets: { assetBase: '', isKept: false, fetch }, journal: { flush: async () => null }, nowMs: Date.now }, seat);
    const startMs = performance.now();
    const batch = await port.open();
    await port.load(0);
    times.push(performance.now() - startMs);
    if (batch.items.length !== BATCH) throw new Error('the page is not whole');
  }
  return times;
};

