import { useMemo } from 'react';
import type { HostError } from '../../shared/host-api.ts';
import { useNow } from '../app/ui/when.tsx';
import { useStoreQuery } from '../store/hooks.ts';
import { listProjects } from '../store/projects.ts';
import { useSync, useSyncSnapshot } from '../sync/sync-provider.tsx';
import { leadProjects } from './lead-projects.ts';
import type { LeadProject } from './model.ts';

export interface LeadProjects {
  /** Null until the store's events have been read. */
  readonly projects: readonly LeadProject[] | null;
  readonly asOfBlock: number | null;
  /** Why the chain can't be read, where that is more than being offline. */
  readonly error: HostError | null;
}

/** Every project out of the window's own index: it opens without a network, and follows the chain where there is one. */
export function useLeadProjects(): LeadProjects {
  const { session, service } = useSync();
  const snapshot = useSyncSnapshot();
  const rows = useStoreQuery(async () => (service === null ? [] : listProjects(session.db, service.net)), [session, service]);
  // A quiet chain's newest block may be old: this machine's clock says when a window has passed.
  const wallSeconds = Math.floor(useNow() / 1000);
  const index = snapshot?.isLoaded === true ? snapshot.index : null;
  const headSeconds = snapshot?.head?.timestampSeconds ?? 0;
  const projects = useMemo(() => {
    if (index === null || service === null || rows === undefined) return null;
    const packs = new Map(rows.flatMap(({ root, name, schema }) => (schema === null ? [] : [[root, { name, schema }] as const])));
    return leadProjects({ index, packs, timeOf: (block) => service.timeOf(block) ?? 0, nowSeconds: Math.max(headSeconds, wallSeconds) });
  }, [index, service, rows, headSeconds, wallSeconds]);
  const hasNetwork = service !== null;
  return { projects, asOfBlock: snapshot?.head?.number ?? null, error: hasNetwork ? (snapshot?.error ?? null) : NO_NETWORK };
}

const NO_NETWORK: HostError = { code: 'NO_COORDINATOR', message: 'No network with a coordinator is in use.' };
