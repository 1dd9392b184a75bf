import { useMemo } from 'react';
import { parseAddress } from '../../shared/labels/ids.ts';
import { useActiveAccount, useLive } from '../app/state/use-live.tsx';
import type { TokenInfo } from './new/draft.ts';

export interface TokenState {
  readonly token: TokenInfo;
  /** Of the active account; null where there is none. */
  readonly balance: bigint | null;
}

/** The network's token and what the lead has of it; null while the network has not told. */
export function useToken(): TokenState | null {
  const { chain, balances, token } = useLive();
  const account = useActiveAccount();
  const address = chain?.network.token ?? null;
  return useMemo(() => {
    if (address === null || token === null) return null;
    return { token: { address: parseAddress(address), ...token }, balance: account !== null && balances !== null ? BigInt(balances.token) : null };
  }, [address, balances, token, account]);
}
