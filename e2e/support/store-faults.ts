import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Loads the page anew, and notes the stores and the durability of each of its writing transactions in `window.writes`. */
export async function watchDurability(page: Page): Promise<void> {
  // Before the app: it binds the function when it opens its database.
  await page.addInitScript(() => {
    const writes: { stores: string[]; durability: string }[] = [];
    Object.assign(window, { writes });
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const transaction = begin.call(this, stores, mode, options);
      if (mode === 'readwrite') writes.push({ stores: [...transaction.objectStoreNames], durability: transaction.durability });
      return transaction;
    };
  });
  await page.reload();
}

/** What a full disk or a cleaning tool does: the profile's IndexedDB is gone. */
export async function emptyDiskOf(home: string, profile: string): Promise<void> {
  await rm(join(home, 'browser', profile, 'Default', 'IndexedDB'), { recursive: true });
}

/** Writes to a database of the page's origin until the disk refuses it. */
export async function fillDatabase(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('filler', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true });
        opening.onerror = () => resolve();
        opening.onsuccess = () => {
          const write = (left: number): void => {
            if (left === 0) { resolve(); return; }
            try {
              const transaction = opening.result.transaction('rows', 'readwrite', { durability: 'strict' });
              transaction.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(60_000)));
              transaction.oncomplete = () => write(left - 1);
              transaction.onabort = () => resolve();
            } catch {
              resolve();
            }
          };
          write(2_000);
        };
      }),
  );
}

/** Leaves a database as a later version would have it. */
export async function newerDatabase(page: Page, profile: string): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name, 990);
        opening.onupgradeneeded = () => opening.result.createObjectStore('novelties');
        opening.onerror = () => reject(new Error(String(opening.error)));
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
    `tessera-${profile}`,
  );
}

/** The browser's own count of the profile's database. */
export async function versionOf(page: Page, profile: string): Promise<number | undefined> {
  return page.evaluate(async (name) => (await indexedDB.databases()).find((each) => each.name === name)?.version, `tessera-${profile}`);
}
