import type { Result } from '../../shared/host-api.ts';
import type { ChainService, PracticeService } from './chain/port.ts';
import { fail } from './context.ts';
import type { FilesService } from './files/port.ts';
import type { PacksService } from './packs/port.ts';

/*
 * Stand where a service could not be started, so that the rest of the host works: labels that are on this disk can
 * be edited and kept without a chain. Each call says what is missing and why.
 */

export function absentChain(reason: Result<never>): ChainService {
  const refused = () => Promise.resolve(reason);
  return {
    status: refused,
    networks: refused,
    addNetwork: refused,
    book: refused,
    importBook: refused,
    setRelay: refused,
    useNetwork: refused,
    read: refused,
    block: refused,
    logs: refused,
    rawBlock: refused,
    estimate: refused,
    receipt: refused,
    underWay: refused,
    balances: refused,
    transfers: refused,
    faucet: refused,
    network: () => ({
      id: 'none',
      name: '-',
      chainId: 0,
      isLocal: false,
      currency: '',
      coordinator: null,
      token: null,
      deployedAtBlock: 0,
      rpcUrl: '',
    }),
    broadcast: refused,
    signAgainWith: () => undefined,
    onStatus: () => () => undefined,
    close: () => Promise.resolve(),
  };
}

export function absentPractice(): PracticeService {
  return {
    status: () => Promise.resolve({ ok: true, value: { isAvailable: false, isEnabled: false, note: '' } }),
    set: () => Promise.resolve(fail('PRACTICE_UNAVAILABLE', 'Practice annotators are there on the local chain only')),
    close: () => Promise.resolve(),
  };
}

export function absentPacks(reason: Result<never>): PacksService {
  const refused = () => Promise.resolve(reason);
  return {
    list: refused,
    manifest: refused,
    stage: refused,
    staged: refused,
    describe: refused,
    ingest: refused,
    stopIngest: refused,
    fetch: refused,
    openFile: refused,
    fetches: refused,
    pause: refused,
    resume: refused,
    cancel: refused,
    remove: refused,
    usage: refused,
    setLimits: refused,
    onFetching: () => () => undefined,
    asset: refused,
    onProgress: () => () => undefined,
    close: () => Promise.resolve(),
  };
}

export function absentFiles(reason: Result<never>): FilesService {
  const refused = () => Promise.resolve(reason);
  return { export: refused, verify: refused, exported: refused, close: () => Promise.resolve() };
}
