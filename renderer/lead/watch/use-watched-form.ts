import { useState } from 'react';
import { notify } from '../../app/notices/notices.ts';
import { useStrings } from '../../app/strings/strings.ts';
import type { Draft } from '../new/draft.ts';
import type { Folder } from './folder-watch.ts';
import type { FormOrigin } from './form-origin.ts';
import { emptyOrigin } from './form-origin.ts';
import { useWatch } from './watch-provider.tsx';

/** A watched folder and what is to be made of it now. */
export interface NextPack {
  readonly row: Folder;
  readonly name: string;
  readonly origin: Pick<FormOrigin, 'files' | 'apartFrom'>;
}

type Chosen = Pick<Folder, 'id' | 'folder' | 'series' | 'addedAtMs'>;

/** Nothing of it is to be had: the files are named, and wait no longer. */
const NOTHING_TAKEN = new Set(['NO_ITEMS', 'NOTHING_NEW']);

/** Keeps the folder that a form's files are from once a pack is made of them. @param next the form begins with it */
export function useWatchedForm(draft: Draft, next: NextPack | null) {
  const t = useStrings();
  const watch = useWatch();
  const [chosen, setChosen] = useState<Chosen | null>(next?.row ?? null);
  const onTried: FormOrigin['onTried'] = (files, answer) => {
    if (chosen === null || (!answer.ok && !NOTHING_TAKEN.has(answer.error.code))) return;
    const keep = async (): Promise<void> => {
      const { id, folder, series, addedAtMs } = chosen;
      if (answer.ok) await watch.add({ id, folder, series: next === null ? draft.name.trim() : series, form: draft, addedAtMs });
      await watch.tried(id, files, answer.ok ? answer.value.pack.root : null);
    };
    keep().catch(() => notify({ tone: 'bad', text: t('lead:watch.notKept', { folder: chosen.folder.name }) }));
  };
  return {
    folder: chosen?.folder.name ?? null,
    isOld: next !== null,
    setFolder: (folder: FileSystemDirectoryHandle | null) => setChosen(folder === null ? null : { id: crypto.randomUUID(), folder, series: '', addedAtMs: Date.now() }),
    origin: { ...(next?.origin ?? emptyOrigin), onTried },
  };
}
