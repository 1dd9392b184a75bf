import { useMemo } from 'react';
import { parseAddress } from '../../shared/labels/ids.ts';
import { useAnswer } from '../app/state/use-answer.ts';
import { useActiveAccount, useLive } from '../app/state/use-live.tsx';
import type { TokenInfo } from './new/draft.ts';

const NOBODY = `0x${'00'.repeat(20)}`;

export interface TokenState {
  readonly token: TokenInfo;
  /** Of the active account; null where there is none. */
  readonly balance: bigint | null;
}

/** The network's token and what the lead has of it; null while the network has not told. */
export function useToken(): TokenState | null {
  const { chain, balances } = useLive();
  const account = useActiveAccount();
  const address = chain?.network.token ?? null;
  // Symbol and decimals are the token's own, so that they can be asked for before there is a wallet.
  const asked = useAnswer('chain.balances', { address: NOBODY }, `${chain?.network.id ?? ''} ${String(chain?.isOnline ?? false)}`);
  return useMemo(() => {
    const facts = balances ?? asked.value;
    if (address === null || facts === null) return null;
    const token = { address: parseAddress(address), symbol: facts.tokenSymbol, decimals: facts.tokenDecimals };
    return { token, balance: account !== null && balances !== null ? BigInt(balances.token) : null };
  }, [address, balances, asked.value, account]);
}
