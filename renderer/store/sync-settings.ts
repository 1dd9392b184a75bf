import { z } from 'zod';
import type { TesseraDatabase } from './database.ts';

const KEY = 'sync';

const schema = z.object({
  /** Deadlines are told by the desktop too. */
  tellsDeadlines: z.boolean().default(true),
  /** What a whole token is worth in wei of its network's currency, by network and token: the person's own estimate. */
  prices: z.record(z.string(), z.object({ weiPerToken: z.string().regex(/^\d{1,60}$/), decimals: z.int().min(0).max(36) })).default({}),
});
export type SyncSettings = z.infer<typeof schema>;

/** One that cannot be read counts as never set: nothing of value is in it. */
export async function readSyncSettings(db: TesseraDatabase): Promise<SyncSettings> {
  const stored = schema.safeParse((await db.settings.get(KEY))?.value ?? {});
  return stored.success ? stored.data : schema.parse({});
}

export async function updateSyncSettings(db: TesseraDatabase, change: Partial<SyncSettings>): Promise<SyncSettings> {
  return db.transaction('rw', db.settings, async () => {
    const value = { ...(await readSyncSettings(db)), ...change };
    await db.settings.put({ key: KEY, value });
    return value;
  });
}
