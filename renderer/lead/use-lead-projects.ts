import { useEffect, useMemo, useRef, useState } from 'react';
import type { HostError } from '../../shared/host-api.ts';
import { useHost } from '../app/state/host.tsx';
import { useLive } from '../app/state/use-live.tsx';
import { useNow } from '../app/ui/when.tsx';
import type { Followed } from './follow-chain.ts';
import { ChainFollower } from './follow-chain.ts';
import { leadProjects } from './lead-projects.ts';
import type { LeadProject } from './model.ts';

export interface LeadProjects {
  /** Null until the chain has been read once. */
  readonly projects: readonly LeadProject[] | null;
  readonly asOfBlock: number | null;
  /** Why the newest reading failed; what was read before stays. */
  readonly error: HostError | null;
}

/** Every project, read again with each block. */
export function useLeadProjects(): LeadProjects {
  const host = useHost();
  const follower = useMemo(() => new ChainFollower(host), [host]);
  const { chain } = useLive();
  const [followed, setFollowed] = useState<Followed | null>(null);
  const [error, setError] = useState<HostError | null>(null);
  const latest = useRef(chain);
  useEffect(() => {
    latest.current = chain;
  });
  // The head's hash says when to read again; the network's object is new with every status.
  const head = chain === null ? null : `${chain.network.id} ${chain.head?.hash ?? ''}`;
  useEffect(() => {
    const network = latest.current?.network;
    if (head === null || network === undefined) return undefined;
    let isCurrent = true;
    void follower.step(network).then((outcome) => {
      if (!isCurrent) return;
      setError(outcome.ok ? null : outcome.error);
      if (outcome.ok) setFollowed(outcome.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [follower, head]);
  // A quiet chain's newest block may be old: this machine's clock says when a window has passed.
  const wallSeconds = Math.floor(useNow() / 1000);
  const projects = useMemo(
    () => (followed === null ? null : leadProjects({ ...followed, nowSeconds: Math.max(followed.nowSeconds, wallSeconds) })),
    [followed, wallSeconds],
  );
  return { projects, asOfBlock: followed?.blockNumber ?? null, error };
}
