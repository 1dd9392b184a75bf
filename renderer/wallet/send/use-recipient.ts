import { useEffect, useState } from 'react';
import type { HostError, HostResult } from '../../../shared/host-api.ts';
import { useHost } from '../../app/state/host.tsx';

export interface Looked {
  /** What was asked about. */
  typed: string;
  value: HostResult<'wallet.recipient'> | null;
  error: HostError | null;
}

const WHOLE = /^0x[0-9a-fA-F]{40}$/;

/** What the host says of the address as it is typed; null while it is not whole. */
export function useRecipient(typed: string): Looked | null {
  const host = useHost();
  const [looked, setLooked] = useState<Looked | null>(null);
  const address = typed.trim();
  useEffect(() => {
    if (!WHOLE.test(address)) return undefined;
    let isCurrent = true;
    void host.call('wallet.recipient', { address }).then((answer) => {
      if (isCurrent) setLooked(answer.ok ? { typed: address, value: answer.value, error: null } : { typed: address, value: null, error: answer.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [host, address]);
  return looked?.typed === address ? looked : null;
}
