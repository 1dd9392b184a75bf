import { join } from 'node:path';

/** Where the local chain keeps what must outlive it: `<home>/chain/`. */
export interface ChainPaths {
  readonly dir: string;
  /** Who owns the chain: pid and heartbeat. */
  readonly lock: string;
  /** Address of the running chain, for whoever wants to join. */
  readonly rpc: string;
  /** The port of last time: a window's settings and a script's arguments stay true. */
  readonly port: string;
  /** Every raw transaction, append-only. */
  readonly journal: string;
  /** The node process of last time, so that an orphan of a crash is ended. */
  readonly node: string;
  readonly addresses: string;
  readonly seeds: string;
  readonly practice: string;
  readonly log: string;
}

export function chainPaths(homeDir: string): ChainPaths {
  const dir = join(homeDir, 'chain');
  return {
    dir,
    lock: join(dir, 'lock.json'),
    rpc: join(dir, 'rpc.json'),
    port: join(dir, 'port'),
    journal: join(dir, 'journal.jsonl'),
    node: join(dir, 'node.json'),
    addresses: join(dir, 'addresses.json'),
    seeds: join(dir, 'seeds.json'),
    practice: join(dir, 'practice.json'),
    log: join(dir, 'chain.log'),
  };
}
