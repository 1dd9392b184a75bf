import { useEffect } from 'react';
import { keymapToFile, readKeymap } from '../../commands/keymap-file.ts';
import { keymap, onKeymap, setKeymap } from '../../commands/keymap.ts';
import { commandTable } from '../../commands/table.ts';
import type { TesseraDatabase } from '../../store/database.ts';
import { readKeymapRow, writeKeymapRow } from '../../store/keymap-row.ts';
import { useSync } from '../../sync/sync-provider.tsx';
import { notify } from '../notices/notices.ts';
import { t } from '../strings/strings.ts';
import { setKeymapKept } from './keymap-kept.ts';

/** Reads the profile's keymap when its store opens, and writes every change back. */
export function KeepKeymap() {
  const { session } = useSync();
  useEffect(() => follow(session.db), [session.db]);
  return null;
}

function follow(db: TesseraDatabase): () => void {
  let isOver = false;
  let stop: () => void = () => undefined;
  const begin = async (): Promise<void> => {
    const stored = await readKeymapRow(db);
    if (isOver) return;
    if (stored !== undefined) {
      const read = readKeymap(stored, commandTable);
      if (read.ok) setKeymap(read.value.keymap);
      else notify({ tone: 'warn', text: t('app:keymap.damaged', { field: read.error.field }) });
    }
    stop = onKeymap(() => {
      writeKeymapRow(db, keymapToFile(keymap())).catch((cause: unknown) => notify({ tone: 'bad', text: t('app:keymap.notKept', { reason: cause instanceof Error ? cause.message : String(cause) }) }));
    });
    setKeymapKept(true);
  };
  begin().catch((cause: unknown) => notify({ tone: 'bad', text: t('app:keymap.notKept', { reason: cause instanceof Error ? cause.message : String(cause) }) }));
  return () => {
    isOver = true;
    setKeymapKept(false);
    stop();
  };
}
