import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { keymapToFile, readKeymap } from '../commands/keymap-file.ts';
import { defaultKeymap, withKeys } from '../commands/keymap.ts';
import { commandSpec, commandTable } from '../commands/table.ts';
import type { TesseraDatabase } from './database.ts';
import { openDatabase } from './database.ts';
import { readKeymapRow, writeKeymapRow } from './keymap-row.ts';

let db: TesseraDatabase | null = null;
afterEach(async () => db?.delete());

async function open(): Promise<TesseraDatabase> {
  const opened = await openDatabase('tessera-keys');
  if (!opened.ok) throw new Error(opened.code);
  db = opened.db;
  return db;
}

it('keeps a profile’s keymap over a restart', async () => {
  const first = await open();
  expect(await readKeymapRow(first)).toBeUndefined();
  const changed = withKeys({ ...defaultKeymap, preset: 'cvat' }, commandSpec('item.seal'), ['Mod+J']);
  await writeKeymapRow(first, keymapToFile(changed));
  first.close();
  expect(readKeymap(await readKeymapRow(await open()), commandTable)).toEqual({ ok: true, value: { keymap: changed, problems: [] } });
});
