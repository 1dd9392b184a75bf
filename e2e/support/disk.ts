import type { Page } from '@playwright/test';
import { z } from 'zod';
import { boxRegionSchema } from '../../shared/labels/types.ts';
import type { BoxRegion } from '../../shared/labels/types.ts';

const rowsSchema = z.object({
  labels: z.array(z.object({ key: z.string(), index: z.number(), document: z.object({ labels: z.object({ regions: z.array(boxRegionSchema) }) }), history: z.object({ count: z.number(), cursor: z.number() }) })),
  marks: z.array(z.object({ key: z.string() })),
});

/** The boxes of an item of the person's only batch as they lie in the database, and how far its history is. */
export async function boxesOnDisk(page: Page, profile: string, index: number): Promise<{ boxes: readonly BoxRegion[]; done: number; undone: number }> {
  const rows = await page.evaluate(
    (name) =>
      new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(new Error(String(opening.error)));
        opening.onsuccess = () => {
          const db = opening.result;
          const reading = db.transaction(['labels', 'marks']);
          const [labels, marks] = [reading.objectStore('labels').getAll(), reading.objectStore('marks').getAll()];
          reading.onerror = () => reject(new Error(String(reading.error)));
          reading.oncomplete = () => {
            db.close();
            resolve({ labels: labels.result, marks: marks.result });
          };
        };
      }),
    `tessera-${profile}`,
  );
  const { labels, marks } = rowsSchema.parse(rows);
  const row = labels.find((each) => each.index === index);
  const { count, cursor } = row?.history ?? { count: 0, cursor: 0 };
  const kept = marks.filter(({ key }) => key === row?.key).length;
  if (kept !== count) throw new Error(`item ${index} says that it has ${count} marks, and has ${kept}`);
  return { boxes: row?.document.labels.regions ?? [], done: cursor, undone: count - cursor };
}
