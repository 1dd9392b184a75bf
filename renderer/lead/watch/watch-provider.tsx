import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { HostClient } from '../../../shared/host-api.ts';
import { useHost } from '../../app/state/host.tsx';
import type { StoreSession } from '../../store/session.ts';
import { WatchedFolders } from '../../store/watched-folders.ts';
import { useSync } from '../../sync/sync-provider.tsx';
import { FolderWatch } from './folder-watch.ts';
import type { Watched } from './folder-watch.ts';
import type { KeptForm } from './kept-form.ts';
import { KnownPacks } from './known-packs.ts';

const WatchContext = createContext<FolderWatch | null>(null);

/** Looks into the watched folders once when the window begins, and lends them to the views. */
export function WatchProvider({ children }: { children: ReactNode }) {
  const host = useHost();
  const { session } = useSync();
  const { watch, db } = useMemo(() => watchOf(host, session), [host, session]);
  useEffect(() => {
    // Where the database cannot be opened there is nothing to look into.
    watch.start().catch(() => undefined);
    return () => db.close({ disableAutoOpen: false });
  }, [watch, db]);
  return <WatchContext value={watch}>{children}</WatchContext>;
}

function watchOf(host: HostClient, session: StoreSession) {
  const db = new WatchedFolders<KeptForm>(session.info.profile, () => session.space.mayWrite());
  const store = {
    all: () => db.all(),
    put: (row: Parameters<typeof db.folders.put>[0]) => db.folders.put(row),
    change: (id: string, change: object) => db.folders.update(id, change),
    remove: (id: string) => db.folders.delete(id),
  };
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return { db, watch: new FolderWatch({ store, packs: new KnownPacks(host), nowMs: session.nowMs, pause }) };
}

export function useWatch(): FolderWatch {
  const watch = use(WatchContext);
  if (watch === null) throw new Error('useWatch outside of WatchProvider');
  return watch;
}

/** Null until they were read from the disk. */
export function useWatched(): readonly Watched[] | null {
  const watch = useWatch();
  return useSyncExternalStore(
    (listener) => watch.subscribe(listener),
    () => watch.get(),
  );
}
