import { useEffect, useState } from 'react';
import type { ManifestItem } from '../../../../shared/protocol/manifest.ts';
import { projectKey } from '../../../store/keys.ts';
import { itemsBetween } from '../../../store/projects.ts';
import { useSync } from '../../../sync/sync-provider.tsx';
import type { LeadProject } from '../../model.ts';

const NO_ITEMS: ReadonlyMap<number, ManifestItem> = new Map();

/** Names and sizes of the pack's items: those on this disk, and the rest from the host where it can be reached. */
export function usePackItems({ id, root, itemCount }: LeadProject): ReadonlyMap<number, ManifestItem> {
  const { session, service } = useSync();
  const [items, setItems] = useState(NO_ITEMS);
  useEffect(() => {
    if (service === null) return undefined;
    const gone = new AbortController();
    const isGone = () => gone.signal.aborted;
    const read = async () => {
      const kept = await itemsBetween(session.db, projectKey(service.net, id), 0, itemCount);
      if (isGone()) return;
      if (kept.length > 0) setItems(new Map(kept.map(({ index, item }) => [index, item])));
      if (kept.length === itemCount) return;
      const all = await service.packItems(id);
      if (!isGone() && all !== null) setItems(new Map(all.map((item, index) => [index, item])));
    };
    void read();
    return () => gone.abort();
  }, [session, service, id, root, itemCount]);
  return items;
}
