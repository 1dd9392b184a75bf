import type { ReactNode } from 'react';
import { createContext, use } from 'react';
import type { HostClient } from '../../../shared/host-api.ts';

const HostContext = createContext<HostClient | null>(null);

export function HostProvider({ host, children }: { host: HostClient; children: ReactNode }) {
  return <HostContext value={host}>{children}</HostContext>;
}

/** The way to the host, the same in both shells. */
export function useHost(): HostClient {
  const host = use(HostContext);
  if (host === null) throw new Error('useHost outside of HostProvider');
  return host;
}
