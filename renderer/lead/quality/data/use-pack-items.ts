import { useEffect, useState } from 'react';
import type { ManifestItem } from '../../../../shared/protocol/manifest.ts';
import { projectKey } from '../../../store/keys.ts';
import { itemsBetween } from '../../../store/projects.ts';
import { useSync } from '../../../sync/sync-provider.tsx';
import type { LeadProject } from '../../model.ts';

export interface PackItems {
  readonly items: ReadonlyMap<number, ManifestItem>;
  /** There are some, or none can be had: what takes long is not begun before that, and then once more. */
  readonly isRead: boolean;
}

const UNREAD: PackItems = { items: new Map(), isRead: false };

/** Names and sizes of the pack's items: those on this disk, and the rest from the host where it can be reached. */
export function usePackItems({ id, root, itemCount }: LeadProject): PackItems {
  const { session, service } = useSync();
  const [read, setRead] = useState(UNREAD);
  useEffect(() => {
    if (service === null) return undefined;
    const gone = new AbortController();
    const isGone = () => gone.signal.aborted;
    const run = async () => {
      const kept = await itemsBetween(session.db, projectKey(service.net, id), 0, itemCount);
      if (isGone()) return;
      if (kept.length > 0) setRead({ items: new Map(kept.map(({ index, item }) => [index, item])), isRead: true });
      if (kept.length === itemCount) return;
      const all = await service.packItems(id).catch(() => null);
      if (isGone()) return;
      if (all !== null) setRead({ items: new Map(all.map((item, index) => [index, item])), isRead: true });
      else setRead((before) => (before.isRead ? before : { ...before, isRead: true }));
    };
    void run();
    return () => gone.abort();
  }, [session, service, id, root, itemCount]);
  return read;
}
