import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { LiveState } from '../app/state/live.ts';
import { useHost } from '../app/state/host.tsx';
import { useLive } from '../app/state/use-live.tsx';
import type { DeskPort } from '../desk/port.ts';
import { createDeskStore } from '../store/desk-store.ts';
import type { SeatKey } from '../store/keys.ts';
import { StoreOpener } from '../store/session.ts';
import type { StoreSession, StoreState } from '../store/session.ts';
import { browserLocks } from '../store/writer-lock.ts';
import { SyncService } from './service.ts';
import type { ChainStatus, SyncSnapshot, Surroundings } from './service.ts';
import { StoreGate } from './views/store-gate.tsx';

interface SyncValue {
  session: StoreSession;
  /** Null while the network is not known or has no coordinator. */
  service: SyncService | null;
}

const SyncContext = createContext<SyncValue | null>(null);

/** Opens the store, starts the index and the engine, and shows what stands in the way where the store cannot open. */
export function SyncProvider({ children }: { children: ReactNode }) {
  const host = useHost();
  const [state, setState] = useState<StoreState>({ status: 'opening' });
  useEffect(() => {
    const persist = async () => navigator.storage.persist();
    const estimate = async () => navigator.storage.estimate();
    const opener = new StoreOpener({ host, locks: browserLocks(), nowMs: () => Date.now(), persist, estimate, storeId: storeId() }, setState);
    void opener.open();
    return () => opener.close();
  }, [host]);
  if (state.status !== 'ready') return <StoreGate state={state} />;
  return <OpenSync session={state.session}>{children}</OpenSync>;
}

/** Kept beside the database and not in it: it must outlast one that is lost. */
function storeId(): string {
  const known = localStorage.getItem('tessera.store-id');
  if (known !== null && /^[a-z0-9-]{8,60}$/.test(known)) return known;
  const fresh = crypto.randomUUID();
  localStorage.setItem('tessera.store-id', fresh);
  return fresh;
}

function OpenSync({ session, children }: { session: StoreSession; children: ReactNode }) {
  const live = useLive();
  const network = live.chain?.network ?? null;
  const value = useMemo(() => ({ session, service: null }), [session]);
  if (network?.coordinator == null) return <SyncContext value={value}>{children}</SyncContext>;
  // Another network is another index and another engine.
  return (
    <NetworkSync key={`${network.chainId}:${network.coordinator}:${network.deployedAtBlock}`} session={session} network={network} coordinator={network.coordinator}>
      {children}
    </NetworkSync>
  );
}

function NetworkSync({ session, network, coordinator, children }: { session: StoreSession; network: ChainStatus['network']; coordinator: string; children: ReactNode }) {
  const live = useLive();
  const [service] = useState(() => new SyncService(session, network, coordinator, surroundingsOf(live)));
  useEffect(() => {
    void service.start();
    return () => service.stop();
  }, [service]);
  useEffect(() => service.notice(surroundingsOf(live)), [service, live]);
  const value = useMemo(() => ({ session, service }), [session, service]);
  return <SyncContext value={value}>{children}</SyncContext>;
}

function surroundingsOf({ chain, wallet, isConnected }: LiveState): Surroundings {
  return {
    isOnline: isConnected && chain?.isOnline === true,
    headHash: chain?.head?.hash ?? null,
    account: wallet?.active?.toLowerCase() ?? null,
    isUnlocked: wallet?.isUnlocked ?? false,
  };
}

/** Null outside of the provider, and while the store is not open: for the frame around it. */
export function useSyncIfOpen(): SyncValue | null {
  return use(SyncContext);
}

export function useSync(): SyncValue {
  const value = use(SyncContext);
  if (value === null) throw new Error('useSync outside of SyncProvider');
  return value;
}

/** What the index and the engine say; null while there is no network. */
export function useSyncSnapshot(): SyncSnapshot | null {
  const { service } = useSync();
  return useSyncExternalStore(
    (listener) => service?.subscribe(listener) ?? (() => undefined),
    () => service?.get() ?? null,
  );
}

/** The desk's port of a seat. A seal may be what a seat waited for: the engine is told. */
export function useDeskPort(seat: SeatKey): DeskPort {
  const { session, service } = useSync();
  return useMemo(() => {
    const { db, journal, space, nowMs, info } = session;
    const assets = service?.assets ?? { assetBase: info.assetBase, isKept: !info.areAssetsAlwaysReachable, fetch: (url: string) => fetch(url) };
    const port = createDeskStore({ db, journal, space, nowMs, assets }, seat);
    return {
      ...port,
      seal: async (index, document) => {
        const outcome = await port.seal(index, document);
        if (outcome.ok) service?.kick();
        return outcome;
      },
    };
  }, [session, service, seat]);
}
