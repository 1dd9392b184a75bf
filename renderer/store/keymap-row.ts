import type { TesseraDatabase } from './database.ts';

const KEY = 'keymap';

/** The profile's keymap as it was kept; undefined where nothing was ever changed. It is parsed by who asks. */
export async function readKeymapRow(db: TesseraDatabase): Promise<unknown> {
  return (await db.settings.get(KEY))?.value;
}

export async function writeKeymapRow(db: TesseraDatabase, value: unknown): Promise<void> {
  await db.settings.put({ key: KEY, value });
}
