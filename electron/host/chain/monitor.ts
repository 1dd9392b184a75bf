import type { HostError, Result } from '../../../shared/host-api.ts';
import { checkNetwork } from './network-check.ts';
import type { ChainStatus, Network } from './port.ts';
import { type Rpc, type RpcBlock, checkRpcUrl, createRpc } from './rpc.ts';
import { createWire } from './wire.ts';

const PROBE_TIMEOUT_MS = 8_000;
const LOCAL_PROBE_EVERY_MS = 1_000;
const REMOTE_PROBE_EVERY_MS = 5_000;
const OFFLINE_PROBE_EVERY_MS = 2_000;

export interface Monitor {
  status(): Promise<ChainStatus>;
  network(): Network;
  /** The node, once it has been found to be the right one; else why not. */
  ready(): Promise<Result<Rpc>>;
  /** A call has just failed in this way: the state is looked at at once where the network may be gone. */
  notice(error: HostError): void;
  /** Another network is in use, or the same one may have moved. */
  reset(): void;
  /** Asks the node now, for instance after a transaction. */
  probe(): Promise<void>;
  onStatus(listener: (status: ChainStatus) => void): () => void;
  close(): void;
}

interface Seen {
  isOnline: boolean;
  head: ChainStatus['head'];
  error: HostError | null;
}

const headOf = (block: RpcBlock): NonNullable<ChainStatus['head']> => ({ number: block.number, hash: block.hash, timestampSeconds: block.timestamp });
const NOTHING_SEEN: Seen = { isOnline: false, head: null, error: null };

/** Online and offline as observed: the node is asked for its head at short intervals, and every failed call counts. */
export function startMonitor(networkNow: () => Network): Monitor {
  let network = networkNow();
  let rpc = openRpc(network);
  let seen: Seen = NOTHING_SEEN;
  /** The network's identity is checked once a connection, and again after every interruption. */
  let isChecked = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  const listeners = new Set<(status: ChainStatus) => void>();
  const current = (): ChainStatus => ({ network, ...seen });

  function update(next: Seen): void {
    const isSame = next.isOnline === seen.isOnline && next.head?.hash === seen.head?.hash && next.error?.code === seen.error?.code && next.error?.message === seen.error?.message;
    seen = next;
    if (!isSame) for (const listener of listeners) listener(current());
  }

  function follow(): void {
    const now = networkNow();
    const isSame = now.id === network.id && now.rpcUrl === network.rpcUrl && now.coordinator === network.coordinator && now.token === network.token;
    // Who pays is no matter of the connection.
    if (!isSame || now.relay !== network.relay || now.bookRelay !== network.bookRelay) network = now;
    if (isSame) return;
    isChecked = false;
    if (rpc.ok) rpc.value.close();
    rpc = openRpc(network);
  }

  async function look(): Promise<void> {
    // The local chain may have been started elsewhere, at another port.
    follow();
    const asked = network;
    if (!rpc.ok) {
      update({ ...seen, isOnline: false, error: rpc.error });
      return;
    }
    const checked = isChecked ? null : await checkNetwork(rpc.value, network);
    if (checked?.ok === false) {
      update({ ...seen, isOnline: isAnswer(checked.error), error: checked.error });
      return;
    }
    const block = await rpc.value.block('latest');
    if (asked !== network) return;
    isChecked = block.ok;
    if (block.ok) update({ isOnline: true, head: block.value === null ? null : headOf(block.value), error: null });
    else update({ ...seen, isOnline: false, error: block.error });
  }

  function schedule(): void {
    if (isClosed) return;
    const everyMs = !seen.isOnline ? OFFLINE_PROBE_EVERY_MS : network.isLocal ? LOCAL_PROBE_EVERY_MS : REMOTE_PROBE_EVERY_MS;
    timer = setTimeout(() => void probe(), everyMs);
    timer.unref();
  }

  function probe(): Promise<void> {
    if (isClosed) return Promise.resolve();
    if (timer !== null) clearTimeout(timer);
    running ??= look().finally(() => {
      running = null;
      schedule();
    });
    return running;
  }

  void probe();
  return {
    async status() {
      if (seen === NOTHING_SEEN) await probe();
      return current();
    },
    network: () => network,
    async ready() {
      if (!isChecked || !seen.isOnline) await probe();
      if (seen.error !== null) return { ok: false, error: seen.error };
      return rpc;
    },
    notice(error) {
      if (error.code === 'CHAIN_OFFLINE' || error.code === 'RPC_BUSY' || error.code === 'RPC_GARBAGE') void probe();
    },
    reset() {
      follow();
      seen = { ...NOTHING_SEEN };
      void probe();
    },
    probe,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      listeners.clear();
      if (rpc.ok) rpc.value.close();
    },
  };
}

/** The node answered, only not what we hoped for. */
function isAnswer(error: HostError): boolean {
  return error.code === 'WRONG_CHAIN' || error.code === 'NO_CODE' || error.code === 'CODE_DIFFERS' || error.code === 'NOT_COORDINATOR';
}

function openRpc(network: Network): Result<Rpc> {
  const url = checkRpcUrl(network.rpcUrl);
  return url.ok ? { ok: true, value: createRpc(createWire(url.value), PROBE_TIMEOUT_MS * 2) } : url;
}
