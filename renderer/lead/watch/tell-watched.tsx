import { useEffect, useRef } from 'react';
import { notify } from '../../app/notices/notices.ts';
import { goTo } from '../../app/routes/paths.ts';
import { useHost } from '../../app/state/host.tsx';
import { useStrings } from '../../app/strings/strings.ts';
import { readSyncSettings } from '../../store/sync-settings.ts';
import { tellDesktop } from '../../sync/deadlines/desktop.ts';
import { useSync } from '../../sync/sync-provider.tsx';
import { dueTells } from './due-tells.ts';
import { useWatched } from './watch-provider.tsx';

/** Tells, here and on the desktop, when a folder has enough for another pack. Shows nothing itself. */
export function TellWatched() {
  const t = useStrings();
  const host = useHost();
  const { session } = useSync();
  const watched = useWatched();
  const told = useRef(new Set<string>());
  useEffect(() => {
    const tell = async (text: string): Promise<void> => {
      const { tellsDeadlines } = await readSyncSettings(session.db);
      if (tellsDeadlines) await tellDesktop(host, session.info.shell, text);
    };
    for (const { watched: { row }, count } of dueTells(watched ?? [], told.current)) {
      const text = t('lead:watch.tell', { count, folder: row.folder.name, series: row.series });
      notify({ text, lastsMs: null, action: { label: t('lead:watch.show'), run: () => goTo('/lead') } });
      // The store may be closing under it.
      tell(text).catch(() => undefined);
    }
  }, [watched, t, host, session]);
  return null;
}
