import type { HostClient, HostError, HostEventData, HostResult } from '../../../shared/host-api.ts';
import { rememberToken, rememberedToken } from './token-format.ts';
import type { TokenFormat } from './token-format.ts';

export type Approval = HostEventData<'wallet.approvals'>[number];
export type Balances = HostResult<'chain.balances'>;

/** What the frame shows of the host, kept up to date by its events. null: not known yet. */
export interface LiveState {
  info: HostResult<'app.info'> | null;
  wallet: HostResult<'wallet.status'> | null;
  approvals: readonly Approval[];
  chain: HostResult<'chain.status'> | null;
  /** Of the active account; the last that were read while the network is away. */
  balances: Balances | null;
  /** The network's token, with a wallet or without. */
  token: TokenFormat | null;
  isConnected: boolean;
  /** Why the host could not be asked at the start. */
  error: HostError | null;
}

export interface Live {
  get(): LiveState;
  onChange(listener: () => void): () => void;
  /** Asks for the balances again: after a claim, a faucet, an approval. */
  refreshBalances(): Promise<void>;
  stop(): void;
}

const NOBODY = `0x${'00'.repeat(20)}`;

/** Follows the host: asks once, then listens; asks again when a lost host is back. */
export function startLive(host: HostClient): Live {
  let state: LiveState = { info: null, wallet: null, approvals: [], chain: null, balances: null, token: null, isConnected: host.isConnected, error: null };
  const listeners = new Set<() => void>();
  const set = (change: Partial<LiveState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const refreshBalances = async () => {
    const address = state.wallet?.active ?? null;
    const networkId = state.chain?.network.id ?? null;
    // Symbol and decimals are the token's own: nobody's balance tells them too.
    const answer = await host.call('chain.balances', { address: address ?? NOBODY });
    // The person may have changed accounts or networks meanwhile.
    if (!answer.ok || networkId === null || state.chain?.network.id !== networkId || (state.wallet?.active ?? null) !== address) return;
    const token = { decimals: answer.value.tokenDecimals, symbol: answer.value.tokenSymbol };
    rememberToken(networkId, token);
    set({ balances: address === null ? null : answer.value, token });
  };
  const walletChanged = (wallet: HostResult<'wallet.status'>) => {
    const isOther = wallet.active !== state.wallet?.active;
    set(isOther ? { wallet, balances: null } : { wallet });
    if (isOther) void refreshBalances();
  };
  const chainChanged = (chain: HostResult<'chain.status'>) => {
    const isNews = chain.head?.number !== state.chain?.head?.number || chain.network.id !== state.chain?.network.id;
    const isOtherNetwork = chain.network.id !== state.chain?.network.id;
    set(isOtherNetwork ? { chain, token: rememberedToken(chain.network.id) } : { chain });
    if (isNews && chain.isOnline) void refreshBalances();
  };
  const askAll = async () => {
    const [info, wallet, approvals, chain] = await Promise.all([
      host.call('app.info', {}),
      host.call('wallet.status', {}),
      host.call('wallet.approvals', {}),
      host.call('chain.status', {}),
    ]);
    const failed = [info, wallet, approvals, chain].find((answer) => !answer.ok);
    set({ error: failed?.ok === false ? failed.error : null });
    if (info.ok) set({ info: info.value });
    if (approvals.ok) set({ approvals: approvals.value });
    if (wallet.ok) walletChanged(wallet.value);
    if (chain.ok) chainChanged(chain.value);
  };

  const stops = [
    host.on('wallet.changed', walletChanged),
    host.on('wallet.approvals', (approvals) => set({ approvals })),
    host.on('chain.status', chainChanged),
    host.onConnection((isConnected) => {
      set({ isConnected });
      if (isConnected) void askAll();
    }),
  ];
  void askAll();
  return {
    get: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refreshBalances,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
