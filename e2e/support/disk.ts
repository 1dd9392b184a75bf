import type { Page } from '@playwright/test';
import { z } from 'zod';
import { boxRegionSchema } from '../../shared/labels/types.ts';
import type { BoxRegion } from '../../shared/labels/types.ts';

const rowsSchema = z.array(z.object({ index: z.number(), document: z.object({ labels: z.object({ regions: z.array(boxRegionSchema) }), history: z.object({ marks: z.array(z.unknown()), cursor: z.number() }) }) }));

/** The boxes of an item of the person's only batch as they lie in the database, and how far its history is. */
export async function boxesOnDisk(page: Page, profile: string, index: number): Promise<{ boxes: readonly BoxRegion[]; done: number; undone: number }> {
  const rows = await page.evaluate(
    (name) =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(new Error(String(opening.error)));
        opening.onsuccess = () => {
          const db = opening.result;
          const reading = db.transaction('labels').objectStore('labels').getAll();
          reading.onerror = () => reject(new Error(String(reading.error)));
          reading.onsuccess = () => {
            db.close();
            resolve(reading.result);
          };
        };
      }),
    `tessera-${profile}`,
  );
  const row = rowsSchema.parse(rows).find((each) => each.index === index);
  const { marks, cursor } = row?.document.history ?? { marks: [], cursor: 0 };
  return { boxes: row?.document.labels.regions ?? [], done: cursor, undone: marks.length - cursor };
}
