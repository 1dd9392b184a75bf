import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { LOCAL_CHAIN_ID, presetOf } from '../../../shared/protocol/addresses.ts';
import { fail } from '../context.ts';
import { readJsonFile, writeAtomic } from './local/durable.ts';
import { chainPaths } from './local/paths.ts';
import { deploymentSchema, readRpcFile } from './local/rpc-file.ts';
import type { Network } from './port.ts';

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const storedSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  chainId: z.number().int().positive(),
  rpcUrl: z.string(),
  coordinator: address,
  token: address.nullable(),
  deployedAtBlock: z.number().int().nonnegative(),
  code: z.enum(['this-version', 'book', 'unknown']).optional(),
  codeHash: z.string().regex(/^0x[0-9a-f]{64}$/).optional(),
  bookRelay: z.string().optional(),
});
export type StoredNetwork = z.infer<typeof storedSchema>;
const fileSchema = z.object({
  active: z.string(),
  networks: z.array(storedSchema),
  /** The person's own choice of a relay, by the network's id; null: none. */
  relays: z.record(z.string(), z.string().nullable()).default({}),
});

const LOCAL_ID = 'local';
/** Where the local chain would be, before it has ever run. */
const NO_URL = 'http://127.0.0.1:0';

export interface NetworkStore {
  list(): Network[];
  active(): Network;
  /** Keeps a network, or replaces the one of the same chain and coordinator. */
  add(network: Omit<StoredNetwork, 'id'>): Network;
  /** What was learnt of the network later: its token. */
  learnToken(id: string, token: string): void;
  /** UNKNOWN_NETWORK. @param relay undefined: whom the lead or the book names */
  setRelay(id: string, relay: string | null | undefined): Result<Network>;
  /** UNKNOWN_NETWORK */
  use(id: string): Result<Network>;
}

/** The local chain as it runs now, or as it was last seen. */
function localNetwork(homeDir: string): Network {
  const paths = chainPaths(homeDir);
  const running = readRpcFile(paths);
  const deployment = running?.deployment ?? readJsonFile(paths.addresses, deploymentSchema);
  return {
    id: LOCAL_ID,
    name: presetOf(LOCAL_CHAIN_ID)?.name ?? 'Local chain',
    chainId: LOCAL_CHAIN_ID,
    isLocal: true,
    currency: presetOf(LOCAL_CHAIN_ID)?.currency ?? 'ETH',
    coordinator: deployment?.coordinator ?? null,
    token: deployment?.token ?? null,
    deployedAtBlock: deployment?.deployedAtBlock ?? 0,
    rpcUrl: running?.url ?? lastUrl(paths.port),
  };
}

function lastUrl(portFile: string): string {
  try {
    return `http://127.0.0.1:${Number(readFileSync(portFile, 'utf8'))}`;
  } catch {
    return NO_URL;
  }
}

function networkOf(stored: StoredNetwork): Network {
  return { ...stored, isLocal: false, currency: presetOf(stored.chainId)?.currency ?? 'ETH' };
}

/** Networks of a profile, in `<profile>/networks.json`. The local chain is always among them. */
export function openNetworks(homeDir: string, profileDir: string): NetworkStore {
  const path = join(profileDir, 'networks.json');
  let state = readJsonFile(path, fileSchema) ?? { active: LOCAL_ID, networks: [], relays: {} };
  const save = (next: typeof state): void => {
    state = next;
    writeAtomic(path, `${JSON.stringify(state, null, 2)}\n`);
  };
  const find = (id: string): Network | null => {
    if (id === LOCAL_ID) return chosen(localNetwork(homeDir));
    const stored = state.networks.find((one) => one.id === id);
    return stored === undefined ? null : chosen(networkOf(stored));
  };
  const chosen = (network: Network): Network => (Object.hasOwn(state.relays, network.id) ? { ...network, relay: state.relays[network.id] ?? null } : network);
  const unknown = (id: string): Result<never> => fail('UNKNOWN_NETWORK', `There is no network "${id}".`, { field: 'id', fix: 'Add it in the network settings first.' });
  return {
    list: () => [localNetwork(homeDir), ...state.networks.map(networkOf)].map(chosen),
    active: () => find(state.active) ?? chosen(localNetwork(homeDir)),
    add(network) {
      const id = `${network.chainId}-${network.coordinator.slice(2, 10).toLowerCase()}`;
      const stored = { ...network, id };
      save({ ...state, networks: [...state.networks.filter((one) => one.id !== id), stored] });
      return chosen(networkOf(stored));
    },
    learnToken(id, token) {
      save({ ...state, networks: state.networks.map((one) => (one.id === id ? { ...one, token } : one)) });
    },
    setRelay(id, relay) {
      const { [id]: _, ...others } = state.relays;
      if (find(id) === null) return unknown(id);
      save({ ...state, relays: relay === undefined ? others : { ...others, [id]: relay } });
      const found = find(id);
      return found === null ? unknown(id) : { ok: true, value: found };
    },
    use(id) {
      const found = find(id);
      if (found === null) return unknown(id);
      save({ ...state, active: id });
      return { ok: true, value: found };
    },
  };
}
