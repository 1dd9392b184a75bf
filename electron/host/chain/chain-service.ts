import { join } from 'node:path';
import { getAddress } from 'ethers/address';
import { z } from 'zod';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { relayUrlOf } from '../../../shared/protocol/relay.ts';
import type { HostContext } from '../context.ts';
import { fail } from '../context.ts';
import { Broadcaster } from './broadcast.ts';
import { currentFees, highestPriceWei } from './fees.ts';
import { startMonitor } from './monitor.ts';
import { importBook, readHomeBook } from './home-book.ts';
import { inspectNetwork } from './inspect-network.ts';
import { tokenInUse } from './network-check.ts';
import { openNetworks } from './networks.ts';
import type { ChainService, Network } from './port.ts';
import { readRawBlock } from './raw-block.ts';
import { LogReader, readBalances, readMany, readReceipt, readReceiptOf } from './reads.ts';
import type { Rpc } from './rpc.ts';
import { readTransfers } from './transfers.ts';
import { UnderWayLog } from './under-way/log.ts';
import { newestOf } from './under-way/record.ts';

/** How often what is under way is looked after; asked for at shorter intervals by whoever waits for a receipt. */
const FOLLOW_EVERY_MS = 10_000;

const hashSchema = z.string().regex(/^0x[0-9a-f]{64}$/);

export interface ChainServiceOptions {
  readonly context: HostContext;
  /** Whose calls are estimated: the wallet's active account. */
  readonly account: () => string | null;
  /** A network given on the command line: used at once, and kept. */
  /** For tests: after how long without a block a transaction is stuck. */
  readonly stuckAfterMs?: number;
  readonly foreign?: { readonly rpcUrl: string; readonly coordinator: string; readonly token?: string };
}

/** The chain as the host uses it. Opens with the profile's last network, or with `foreign`, which is checked first. */
export async function createChainService(options: ChainServiceOptions): Promise<Result<ChainService>> {
  const { context, foreign } = options;
  const store = openNetworks(context.homeDir, context.profileDir);
  if (foreign !== undefined) {
    const inspected = await inspectNetwork(context.homeDir, { name: new URL(foreign.rpcUrl).host, rpcUrl: foreign.rpcUrl, chainId: null, coordinator: foreign.coordinator, token: foreign.token, acceptsUnknownCode: true });
    if (!inspected.ok) return inspected;
    if (inspected.value.code === 'unknown') context.log(`The code of the coordinator ${foreign.coordinator} is neither this version's nor in the address book: it could do anything with what is staked and escrowed there.`);
    store.use(store.add(inspected.value).id);
  }
  return { ok: true, value: serviceOf(options, store) };
}

function serviceOf({ context, account, stuckAfterMs }: ChainServiceOptions, store: ReturnType<typeof openNetworks>): ChainService {
  const monitor = startMonitor(() => store.active());
  const underWay = new UnderWayLog(join(context.profileDir, 'under-way.json'), context.nowMs);
  const broadcaster = new Broadcaster({ log: underWay, nowMs: context.nowMs, say: context.log, ...(stuckAfterMs === undefined ? {} : { stuckAfterMs }) });
  const logReader = new LogReader();

  /** Runs work on the node, and lets the monitor know of what went wrong. */
  async function onChain<T>(work: (rpc: Rpc, network: Network) => Promise<Result<T>>): Promise<Result<T>> {
    const rpc = await monitor.ready();
    if (!rpc.ok) return rpc;
    const result = await work(rpc.value, monitor.network());
    if (!result.ok) monitor.notice(result.error);
    return result;
  }

  /** A network added before its first project gets to know its token when there is one. */
  async function learnToken(rpc: Rpc, network: Network): Promise<Network> {
    if (network.token !== null || network.isLocal || network.coordinator === null) return network;
    const token = await tokenInUse(rpc, network.coordinator);
    if (token === null) return network;
    store.learnToken(network.id, getAddress(token));
    monitor.reset();
    return store.active();
  }

  const following = setInterval(() => {
    if (underWay.open(monitor.network().chainId).length === 0) return;
    void onChain(async (rpc, network) => {
      await broadcaster.follow(rpc, network.chainId);
      return { ok: true, value: null };
    });
  }, FOLLOW_EVERY_MS);
  following.unref();

  return {
    status: async () => ({ ok: true, value: await monitor.status() }),
    networks: async () => ({ ok: true, value: store.list() }),
    async addNetwork(args) {
      const inspected = await inspectNetwork(context.homeDir, args);
      return inspected.ok ? { ok: true, value: store.add(inspected.value) } : inspected;
    },
    book: async () => readHomeBook(context.homeDir),
    importBook: async ({ text }) => importBook(context.homeDir, text),
    async setRelay({ id, relay }) {
      const url = relay == null ? relay : relayUrlOf(relay);
      if (relay != null && url === null) return fail('BAD_RELAY_URL', `"${relay.slice(0, 80)}" is no relay's address.`, { field: 'relay', fix: 'Give it as https://host/path, without password or query.' });
      const set = store.setRelay(id, url);
      // What is in use is remembered by the monitor.
      if (set.ok && set.value.id === store.active().id) monitor.reset();
      return set;
    },
    async useNetwork({ id }) {
      const used = store.use(id);
      if (!used.ok) return used;
      monitor.reset();
      await monitor.probe();
      return { ok: true, value: await monitor.status() };
    },
    read: ({ calls, blockNumber }) => onChain((rpc) => readMany(rpc, calls, blockNumber)),
    block: ({ number }) =>
      onChain(async (rpc): Promise<Result<HostResult<'chain.block'>>> => {
        const block = await rpc.block(number ?? 'latest');
        if (!block.ok || block.value === null) return block.ok ? { ok: true, value: null } : block;
        const { hash, parentHash, timestamp } = block.value;
        return { ok: true, value: { number: block.value.number, hash, parentHash, timestampSeconds: timestamp } };
      }),
    logs: ({ fromBlock, toBlock }) => onChain((rpc, { coordinator }) => (coordinator === null ? Promise.resolve(noCoordinator()) : logReader.read(rpc, coordinator, fromBlock, toBlock))),
    rawBlock: (number, isWhole) => onChain((rpc) => readRawBlock(rpc, number, isWhole)),
    estimate: ({ to, data }) =>
      onChain(async (rpc) => {
        const from = account();
        const [gas, fees] = await Promise.all([rpc.estimateGas({ to, data, ...(from === null ? {} : { from }) }), currentFees(rpc)]);
        if (!gas.ok) return gas;
        return fees.ok ? { ok: true, value: { gas: gas.value.toString(), gasPriceWei: highestPriceWei(fees.value).toString() } } : fees;
      }),
    receipt: ({ transactionHash }) =>
      onChain(async (rpc, network) => {
        if (underWay.ofHash(transactionHash)?.outcome === 'open') await broadcaster.follow(rpc, network.chainId);
        const record = underWay.ofHash(transactionHash);
        return record === null ? readReceipt(rpc, transactionHash) : readReceiptOf(rpc, record);
      }),
    underWay: async () => {
      const from = account();
      const open = from === null ? [] : underWay.open(monitor.network().chainId, from);
      return { ok: true, value: open.map((record) => ({ transactionHash: newestOf(record).hash, to: record.to, data: record.data })) };
    },
    balances: ({ address }) => onChain(async (rpc, network) => readBalances(rpc, await learnToken(rpc, network), address)),
    transfers: ({ address }) => onChain(async (rpc, network) => readTransfers(rpc, await learnToken(rpc, network), address, context.profileDir)),
    faucet: ({ address }) =>
      onChain(async (rpc, network) => {
        if (!network.isLocal) return fail('NOT_LOCAL', 'Only the local chain has a faucet.', { fix: 'Get the network\'s currency and the token from somebody who has them.' });
        const answer = await rpc.own('tessera_faucet', [address]);
        if (!answer.ok) return answer;
        const transactionHash = hashSchema.safeParse(answer.value);
        void monitor.probe();
        return transactionHash.success ? { ok: true, value: { transactionHash: transactionHash.data } } : fail('RPC_GARBAGE', 'The local chain\'s faucet gave no transaction.');
      }),
    network: () => monitor.network(),
    signAgainWith: (signerOf) => broadcaster.signAgainWith(signerOf),
    broadcast: (call, sign, options) =>
      onChain(async (rpc, network) => {
        const sent = await broadcaster.send(rpc, network.chainId, call, sign, options);
        if (sent.ok) void monitor.probe();
        return sent;
      }),
    onStatus: (listener) => monitor.onStatus(listener),
    close: async () => {
      clearInterval(following);
      monitor.close();
    },
  };
}

function noCoordinator(): Result<never> {
  return fail('NO_COORDINATOR', 'This network has no coordinator yet.', { fix: 'Start the local chain, or give a coordinator\'s address in the network settings.' });
}
