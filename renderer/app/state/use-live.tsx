import type { ReactNode } from 'react';
import { createContext, use, useSyncExternalStore } from 'react';
import type { Live, LiveState } from './live.ts';

const LiveContext = createContext<Live | null>(null);

export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLiveSource(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error('useLive outside of LiveProvider');
  return live;
}

/** Wallet, network, balances and requests as they are now. */
export function useLive(): LiveState {
  const live = useLiveSource();
  return useSyncExternalStore(
    (listener) => live.onChange(listener),
    () => live.get(),
  );
}

/** The active account, or null where there is none. */
export function useActiveAccount(): { address: string; name: string } | null {
  const { wallet } = useLive();
  return wallet?.accounts.find((account) => account.address === wallet.active) ?? null;
}
