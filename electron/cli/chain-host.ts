import { rmSync } from 'node:fs';
import type { Result } from '../../shared/host-api.ts';
import type { ChainService } from '../host/chain/port.ts';
import type { DetailsFinder } from '../host/files/details.ts';
import { type Host, createHost } from '../host/host.ts';
import { standardServices } from '../host/services.ts';
import { foreignNetwork } from './foreign.ts';
import { holdLocalChain } from './local-chain.ts';
import type { Output } from './output.ts';
import { appVersion } from './version.ts';

export interface ChainHostOptions {
  readonly home: string;
  readonly rpc?: string;
  readonly coordinator?: string;
  readonly findDetails?: DetailsFinder | undefined;
}

/** A host that reads a chain and no more, and the chain that it reads. */
export interface ChainHost {
  readonly host: Host;
  readonly chain: ChainService;
}

/**
 * Runs work on a host with a profile of its own, which is gone afterwards: it needs no wallet, and must not wait for a
 * window that has the person's profile open. The network is the one that the options name, else the home's local chain.
 */
export async function withChainHost<T>(options: ChainHostOptions, output: Output, work: (parts: ChainHost) => Promise<Result<T>>): Promise<Result<T>> {
  const foreign = foreignNetwork(options);
  if (!foreign.ok) return foreign;
  const local = foreign.value === null ? await holdLocalChain({ homeDir: options.home, isPractising: true, practiceGraceSeconds: 10, allowsCheats: false }) : null;
  if (local?.ok === false) return local;
  const parts: { chain: ChainService | null } = { chain: null };
  const makers = standardServices({ foreign: foreign.value ?? undefined, findDetails: options.findDetails });
  const make = makers.chain?.bind(makers);
  if (make === undefined) throw new Error('the standard services have a chain');
  const services: typeof makers = {
    ...makers,
    chain: async (context, account) => {
      const made = await make(context, account);
      if (made.ok) parts.chain = made.value;
      return made;
    },
  };
  const host = await createHost({ homeDir: options.home, profile: `read-${process.pid}`, shell: 'browser', version: appVersion(), services, log: (line) => output.progress(line) });
  try {
    if (!host.ok) return host;
    const status = await host.value.handlers['chain.status']({});
    if (!status.ok) return status;
    if (status.value.error !== null) return { ok: false, error: status.value.error };
    if (parts.chain === null) throw new Error('a host with a status has a chain');
    return await work({ host: host.value, chain: parts.chain });
  } finally {
    if (host.ok) {
      await host.value.close();
      rmSync(host.value.profileDir, { recursive: true, force: true });
    }
    if (local?.ok === true) local.value.lease.release();
  }
}
