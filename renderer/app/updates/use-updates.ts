import { useEffect, useState } from 'react';
import type { HostError } from '../../../shared/host-api.ts';
import type { UpdateStatus } from '../../../shared/updates/update-status.ts';
import { useHost } from '../state/host.tsx';
import { useAnswer } from '../state/use-answer.ts';

/** What the host knows of new versions, as it is now. */
export function useUpdates(): { status: UpdateStatus | null; error: HostError | null } {
  const host = useHost();
  const { value, error } = useAnswer('updates.status', {});
  const [told, setTold] = useState<UpdateStatus | null>(null);
  useEffect(() => host.on('updates.changed', setTold), [host]);
  return { status: told ?? value, error };
}
