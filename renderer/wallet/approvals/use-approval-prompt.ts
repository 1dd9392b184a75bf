import { useEffect, useRef } from 'react';
import { openOverlay, useOverlay } from '../../app/state/overlays.ts';
import { useLive } from '../../app/state/use-live.tsx';

/** Shows a request when it arrives, if nothing else floats; what was put off waits in the status bar. */
export function useApprovalPrompt(): void {
  const { approvals } = useLive();
  const overlay = useOverlay();
  const seen = useRef(new Set<string>());
  useEffect(() => {
    const isNew = approvals.some(({ id }) => !seen.current.has(id));
    if (!isNew || overlay !== null) return;
    for (const { id } of approvals) seen.current.add(id);
    openOverlay('approvals');
  }, [approvals, overlay]);
}
