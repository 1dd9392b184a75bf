import { useMemo, useState } from 'react';
import { parseAddress, parseProjectId } from '../../../../shared/labels/ids.ts';
import { isSameSource, sourceOf } from '../../../../shared/quality/dashboard/source.ts';
import type { DashboardSource } from '../../../../shared/quality/dashboard/source.ts';
import { useSync, useSyncSnapshot } from '../../../sync/sync-provider.tsx';
import type { LeadProject } from '../../model.ts';
import { usePackItems } from './use-pack-items.ts';

export interface Source {
  /** Null before the index is read. */
  readonly source: DashboardSource | null;
  /** With what is known of the pack's items. */
  readonly isWhole: boolean;
}

/** The project's part of the local index. It keeps its identity while no event touches it, so that nothing is computed twice. */
export function useSource(project: LeadProject): Source {
  const { service } = useSync();
  const snapshot = useSyncSnapshot();
  const { items, isRead } = usePackItems(project);
  const index = snapshot?.isLoaded === true ? snapshot.index : null;
  const blockNumber = snapshot?.head?.number ?? 0;
  const made = useMemo(() => {
    if (index === null || service === null) return null;
    const parts = { chainId: service.network.chainId, coordinator: parseAddress(service.coordinator), blockNumber, timeOf: service.timeOf, schema: project.schema, items };
    return sourceOf(index, parseProjectId(project.id), parts);
  }, [index, service, blockNumber, project.id, project.schema, items]);
  const [kept, setKept] = useState(made);
  if (made !== null && made !== kept && (kept === null || !isSameSource(kept, made))) setKept(made);
  return { source: kept, isWhole: isRead && kept?.items === items };
}
